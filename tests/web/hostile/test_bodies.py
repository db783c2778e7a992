"""Bodies that are too large, too many-fielded, endless or of two lengths: refused at once."""

import io
import os
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from civic.db import db
from civic.issues.models import Issue
from tests.apps import KEY
from tests.factory import report_issue
from tests.paths import ROOT
from tests.ports import listens, steady_port
from tests.waiting import spent_s, until

REPORT = "/gaon/1/issues/"
MB = 1_000_000
SOON_S = 3.0


class Endless(io.RawIOBase):
    """30 MB that are made as they are read."""

    def __init__(self):
        self.left = 30 * MB

    def readable(self):
        return True

    def readinto(self, into):
        size = min(len(into), self.left)
        into[:size] = b"a" * size
        self.left -= size
        return size


@pytest.fixture
def browser(as_person, minji, round, open_phase):
    open_phase("report")
    return as_person(minji)


def stored() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Issue))


def test_a_field_of_700_kilobytes_is_told_at_its_field(browser):
    before = spent_s()
    typed = {"title": "가로등", "body": "x" * 700_000, "category": "safety"}
    assert browser.post(REPORT, data=typed).status_code == 422
    assert spent_s() - before < SOON_S and stored() == 0


def test_twenty_thousand_fields_take_no_time(browser):
    before = spent_s()
    fields = {f"field-{n}": "1" for n in range(20_000)}
    assert browser.post(REPORT, data=fields).status_code in (413, 422)
    parts = {f"rows-{n}-left": "1" for n in range(20_000)}
    sent = browser.post(REPORT, data=parts, content_type="multipart/form-data")
    assert sent.status_code in (413, 422)
    assert spent_s() - before < SOON_S and stored() == 0


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_thirty_megabytes_without_a_length_are_refused_unread(browser, kind, round, minji):
    issue, body = report_issue(round, minji), Endless()
    db.session.commit()
    tracemalloc.start()
    sent = browser.post(
        f"{REPORT}{issue.id}/comments",
        content_type=kind,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={
            "wsgi.input": io.BufferedReader(body),
            "wsgi.input_terminated": True,
            "CONTENT_LENGTH": "",
        },
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent.status_code in (400, 413, 422)
    assert most < 50 * MB and body.left > 25 * MB


def test_json_and_other_types_are_refused(browser):
    for kind in ("application/json", "text/xml", "application/octet-stream", "nonsense"):
        assert browser.post(REPORT, data=b"{}", content_type=kind).status_code == 415
    assert stored() == 0


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The program behind its real server, without tables: it answers, if only that it can't."""
    folder, port = tmp_path_factory.mktemp("served"), steady_port()
    told = {"CIVIC_SECRET_KEY": KEY, "CIVIC_DATABASE_URL": f"sqlite:///{folder}/none.sqlite3"}
    told |= {"CIVIC_PHOTO_STORE": str(folder / "photos"), "CIVIC_ASSETS": "local"}
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "wsgi:app"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | told, **quiet)
    try:
        until(lambda: listens(port), "the server answers")
        yield port
    finally:
        server.terminate()
        server.wait(30)


def answers(port: int, request: bytes) -> list[bytes]:
    """Status lines of all that came back on one connection."""
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(request)
        line.settimeout(5)
        back = b""
        try:
            while part := line.recv(65_536):
                back += part
        except TimeoutError:
            pass
    return [row for row in back.split(b"\r\n") if row.startswith(b"HTTP/1.1 ")]


HEAD = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n"
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 4\r\nContent-Length: 60\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ],
)
def test_a_body_of_two_lengths_hides_no_second_request(port, lengths):
    """Each is refused, or the one length that counts is taken: never both ways."""
    found = answers(port, HEAD + lengths + SMUGGLED)
    assert len(found) <= 1 or found[0].startswith(b"HTTP/1.1 4"), found
    assert not any(row.startswith(b"HTTP/1.1 200") for row in found)


def test_a_length_that_is_none_is_refused(port):
    for length in (b"-1", b"1e400", b"4, 4", b"0x10"):
        found = answers(port, HEAD + b"Content-Length: " + length + b"\r\n\r\nabcd")
        assert not found or found[0].split()[1] in (b"400", b"411"), (length, found)
