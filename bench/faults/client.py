"""A person's browser, as far as a measurement needs one: cookies, form token, and what was said."""

import json
import re
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

from tests.deploy.proxy import HOST

FORM = "application/x-www-form-urlencoded"
HANGUL = re.compile("[가-힣]")


class Answer(NamedTuple):
    """status: 0 when the line was cut. seconds: until the last byte."""

    status: int
    seconds: float
    text: str = ""
    location: str = ""

    @property
    def is_fine(self) -> bool:
        return 200 <= self.status < 400

    @property
    def says_why(self) -> bool:
        """A refusal in a sentence that people read."""
        return self.status == 0 or bool(HANGUL.search(self.text)) or "error" in self.text


class Client:
    """One line, kept open. port: of the proxy (https), or of a host when direct."""

    def __init__(self, port: int, cookie: str = "", form_token: str = "", direct: bool = False):
        self.port, self.direct, self.line = port, direct, None
        self.headers = {"Host": HOST, "Referer": f"https://{HOST}/", "Accept": "text/html"}
        if direct:
            forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": HOST}
            self.headers |= forwarded | {"X-Forwarded-For": "127.0.0.1"}
        if cookie:
            self.headers |= {"Cookie": cookie, "X-CSRFToken": form_token}

    def get(self, path: str, timeout: float = 100) -> Answer:
        return self._ask("GET", path, None, {}, timeout)

    def post(self, path: str, fields, timeout: float = 100, **headers: str) -> Answer:
        body = urlencode(fields, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": FORM} | headers, timeout)

    def send_photo(
        self, path: str, fields: dict, photo: bytes, name="photo", timeout=100
    ) -> Answer:
        """A form with a picture, as a page's script sends it."""
        parts = {**fields, name: ("photo.jpg", photo, "image/jpeg")}
        body, kind = encode_multipart_formdata(parts)
        headers = {"Content-Type": kind, "Accept": "application/json"}
        return self._ask("POST", path, body, headers, timeout)

    def _ask(self, method: str, path: str, body, headers: dict, timeout: float) -> Answer:
        began = time.monotonic()
        try:
            if self.line is None:
                self.line = self._connection(timeout)
            if self.line.sock:
                self.line.sock.settimeout(timeout)
            self.line.request(method, path, body, self.headers | headers)
            answer = self.line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, HTTPException):
            if self.line is not None:
                self.line.close()
            self.line = None
            return Answer(0, time.monotonic() - began)
        if answer.will_close:
            self.line.close()
            self.line = None
        location = answer.headers.get("Location", "")
        return Answer(answer.status, time.monotonic() - began, text, location)

    def _connection(self, timeout: float) -> HTTPConnection:
        if self.direct:
            return HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.port, context=context, timeout=timeout)


def value(answer: Answer, name: str):
    """Of an answer in JSON."""
    try:
        return json.loads(answer.text).get(name)
    except ValueError:
        return None


def share(waits: list[float], part: float) -> float:
    """The wait in milliseconds that this part of all did not exceed; 0.95 → 95 %."""
    ordered = sorted(waits) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000
