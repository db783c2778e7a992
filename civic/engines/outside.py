"""Addresses that others name: a picture fetched from one, a message sent to one. Public hosts only,
over https, within seconds and bytes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import socket
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from requests import Response, Session

CONNECT_S, READ_S, WHOLE_S = 5, 5, 15
PIECE = 64 * 1024
LONGEST_ADDRESS = 1000
AGENT = {"User-Agent": "civic-open-data/1"}


class OutsideFailed(Exception):
    """Nothing came of it: no such host, an internal one, refused, too late or too large."""


class Outside(Protocol):
    def fetch(self, address: str, most_bytes: int) -> bytes:
        """What lies at an address. Raises: OutsideFailed."""

    def send(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        """POST, and the status of the answer, which is not read. Raises: OutsideFailed."""


def check_address(address: str) -> str:
    """The same address. Raises: OutsideFailed unless it is https, with a host and no password."""
    try:
        parts = urlsplit(address)
        known = parts.scheme == "https" and parts.hostname and parts.port in (None, 443, 8443)
    except ValueError as wrong:
        raise OutsideFailed("no address") from wrong
    if not known or parts.username is not None or len(address) > LONGEST_ADDRESS:
        raise OutsideFailed("no https address")
    return address


class GuardedOutside:
    """The real one: never an internal host, whatever a name resolves to; follows no redirect."""

    def fetch(self, address: str, most_bytes: int) -> bytes:
        until = time.monotonic() + WHOLE_S
        with _answered("GET", address, headers=AGENT) as answer:
            if answer.status_code != 200:
                raise OutsideFailed(f"answered {answer.status_code}")
            return _read(answer, most_bytes, until)

    def send(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        # The answer's body is not asked for.
        with _answered("POST", address, headers=AGENT | headers, data=body) as answer:
            return answer.status_code


def guarded_session(opened: Callable[[socket], None]) -> "Session":
    """As civic.engines.guarded_http has it."""
    from civic.engines import guarded_http

    return guarded_http.guarded_session(opened)


@contextmanager
def _answered(method: str, address: str, **asked: Any) -> Iterator["Response"]:
    """Raises: OutsideFailed. What asks is loaded at the first question: 6 MB, and most processes
    ask none."""
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    from civic.engines.guarded_http import HangsUp

    check_address(address)
    try:
        with (
            HangsUp(WHOLE_S) as end,
            guarded_session(end.watch) as session,
            session.request(
                method,
                address,
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                **asked,
            ) as answer,
        ):
            yield answer
    except (RequestException, HTTPError) as failed:
        raise OutsideFailed(type(failed).__name__) from failed


def _read(answer, most_bytes: int, until: float) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_content(PIECE):
        size += len(piece)
        if size > most_bytes:
            raise OutsideFailed("too large")
        if time.monotonic() > until:
            raise OutsideFailed("too slow")
        pieces.append(piece)
    if time.monotonic() > until:  # a head that was cut off reads like one without a body
        raise OutsideFailed("too slow")
    return b"".join(pieces)


class NoOutside:
    """Nothing is fetched and nothing sent."""

    def fetch(self, address: str, most_bytes: int) -> bytes:
        raise OutsideFailed("switched off")

    def send(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        raise OutsideFailed("switched off")


@dataclass
class MemoryOutside:
    """For tests. pages: address → what lies there. sent: (address, body, headers) so far; statuses:
    what the next answers are, 200 once they are used up."""

    pages: dict[str, bytes] = field(default_factory=dict)
    sent: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def fetch(self, address: str, most_bytes: int) -> bytes:
        content = self.pages.get(check_address(address))
        if content is None or len(content) > most_bytes:
            raise OutsideFailed("nothing there, or too large")
        return content

    def send(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        self.sent.append((check_address(address), body, headers))
        return self.statuses.pop(0) if self.statuses else 200


ENGINES: dict[str, type[Outside]] = {
    "guarded": GuardedOutside,
    "off": NoOutside,
    "memory": MemoryOutside,
}


def from_settings(settings) -> Outside:
    """The setting OUTSIDE."""
    return ENGINES[settings["OUTSIDE"]]()
