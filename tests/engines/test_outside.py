"""Addresses that others name: what is never asked, and that nothing internal is reached."""

import socket
import time

import pytest
from requests import RequestException
from urllib3.connection import HTTPSConnection

from civic.engines.guarded_http import GuardedConnection, HangsUp, guarded_session
from civic.engines.outside import (
    LONGEST_ADDRESS,
    GuardedOutside,
    MemoryOutside,
    NoOutside,
    OutsideFailed,
    check_address,
    from_settings,
)


@pytest.mark.parametrize(
    "address",
    [
        *("", "x", "http://city.example/a", "ftp://city.example/a", "//city.example/a"),
        *("https://", "https://me:secret@city.example/", "https://city.example:22/"),
        *(
            "https://[::1",
            "https://city.example:x/",
            f"https://city.example/{'a' * LONGEST_ADDRESS}",
        ),
    ],
)
@pytest.mark.parametrize("engine", [GuardedOutside(), MemoryOutside()])
def test_what_is_no_plain_https_address_is_not_asked(engine, address):
    with pytest.raises(OutsideFailed):
        engine.fetch(address, 10)
    with pytest.raises(OutsideFailed):
        engine.send(address, b"", {})


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254", "0.0.0.0"]
)
def test_nothing_internal_is_reached(host):
    with pytest.raises(OutsideFailed):
        GuardedOutside().fetch(f"https://{host}:8443/", 10)
    with pytest.raises(OutsideFailed):
        GuardedOutside().send(f"https://{host}:8443/", b"", {})


def test_whoever_answers_letter_by_letter_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(GuardedConnection, "_new_conn", with_nobody_looking)
    with socket.create_server(("127.0.0.1", 0)) as listener, HangsUp(0.3) as end:
        begun = time.monotonic()
        with pytest.raises(RequestException), guarded_session(end.watch) as session:
            session.get(f"https://127.0.0.1:{listener.getsockname()[1]}/", timeout=20)
        assert time.monotonic() - begun < 10


def with_nobody_looking(self):
    """GuardedConnection._new_conn, had it reached a public host."""
    connected = HTTPSConnection._new_conn(self)
    self.opened(connected)
    return connected


def test_switched_off_nothing_is_asked():
    with pytest.raises(OutsideFailed):
        NoOutside().fetch("https://city.example/a", 10)
    with pytest.raises(OutsideFailed):
        NoOutside().send("https://city.example/a", b"", {})


def test_too_much_is_not_taken():
    pages = MemoryOutside(pages={"https://city.example/a": b"12345"})
    assert pages.fetch("https://city.example/a", 5) == b"12345"
    with pytest.raises(OutsideFailed):
        pages.fetch("https://city.example/a", 4)


@pytest.mark.parametrize("name", ["guarded", "off", "memory"])
def test_the_setting_chooses(name):
    assert from_settings({"OUTSIDE": name}) is not None


def test_an_address_comes_back_as_it_was():
    assert check_address("https://city.example/a?b=c") == "https://city.example/a?b=c"
