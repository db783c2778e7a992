"""Addresses that others name: what is never asked, and that nothing internal is reached."""

import socket
import time

import pytest
from requests import RequestException
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import NewConnectionError

from civic.engines.guarded_http import GuardedConnection, HangsUp, guarded_session, is_public
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


INTERNAL = [
    *("127.0.0.1", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.0.9", "192.0.2.1"),
    *("192.88.99.1", "198.18.0.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "ff0e::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1", "::127.0.0.1", "::8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::1", "2002:808:808::1"),
    *(
        "2001::1",
        "2001:0:7f00:1::",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
    ),
]


@pytest.mark.parametrize("address", INTERNAL)
def test_what_is_no_public_host_or_leads_elsewhere_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "121.78.118.1", "2606:4700::1111", "2400:cb00::1"])
def test_hosts_of_the_open_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254", "0.0.0.0"),
        *("[2002:7f00:1::1]", "[64:ff9b::7f00:1]", "[2001:0:7f00:1::]", "224.0.0.1", "2130706433"),
        *("0x7f.1", "017700000001", "127.1"),
    ],
)
def test_nothing_internal_is_reached(host):
    with pytest.raises(OutsideFailed):
        GuardedOutside().fetch(f"https://{host}:8443/", 10)
    with pytest.raises(OutsideFailed):
        GuardedOutside().send(f"https://{host}:8443/", b"", {})


@pytest.mark.parametrize("name", [f"{'a' * 70}.example", "a..example"])
def test_what_is_no_name_is_not_reached(name):
    with pytest.raises(OutsideFailed):
        GuardedOutside().fetch(f"https://{name}/", 10)


def test_a_name_of_an_internal_host_is_not_even_connected_to(monkeypatch):
    """Nor one that has a public address beside it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        addresses = ["8.8.8.8", "127.0.0.1"]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_name, **_kind: resolved(*addresses))
        for known in (["127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["8.8.8.8", "127.0.0.1"], []):
            addresses[:] = known
            with pytest.raises(RequestException), guarded_session() as session:
                session.get(f"https://city.example:{port}/", timeout=5)
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_name_is_asked_for_once_and_that_address_is_connected_to(monkeypatch):
    """Whoever names a public host first and an internal one a moment later gains nothing."""
    answers, connected = iter([resolved("8.8.8.8"), resolved("127.0.0.1")]), []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_name, **_kind: next(answers))

    def noted(self):
        connected.append(self._dns_host)
        raise NewConnectionError(self, "no network in tests")

    monkeypatch.setattr(HTTPSConnection, "_new_conn", noted)
    connection = GuardedConnection("city.example", 443)
    with pytest.raises(NewConnectionError):
        connection._new_conn()
    assert connected == ["8.8.8.8"]
    assert connection.host == "city.example", "whose certificate is looked at"


def resolved(*addresses):
    """As socket.getaddrinfo answers."""
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    return [(*kind, (address, 443)) for address in addresses]


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
