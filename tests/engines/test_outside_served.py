"""Addresses that others name, over TLS, from a server that redirects, sends without end, or is not
who it says."""

import ipaddress
import os
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from civic.engines import outside
from civic.engines.guarded_http import GuardedConnection, guarded_session
from civic.engines.outside import GuardedOutside, OutsideFailed
from tests.engines.test_outside import with_nobody_looking

HOST = f"127.{os.getpid() >> 16 & 255}.{os.getpid() >> 8 & 255}.{os.getpid() & 255 or 1}"
PORT = 8443  # the only one beside 443 that is asked
PIECE = b"x" * 65536


class Answers(BaseHTTPRequestHandler):
    """/redirect leads inside, with /endless in its path it never stops; else it is 'fine'."""

    seen: list[str] = []

    def do_GET(self):
        self.seen.append(self.path)
        is_redirect = self.path.startswith("/redirect")
        self.send_response(302 if is_redirect else 200)
        if is_redirect:
            self.send_header("Location", f"https://{HOST}:{PORT}/inside")
        self.end_headers()
        with suppress(OSError):  # whoever asked hung up
            self.wfile.write(b"fine")
            while self.path.endswith("/endless"):
                self.wfile.write(PIECE)

    do_POST = do_GET

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate for HOST, which nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    day, today = timedelta(days=1), datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(today - day).not_valid_after(today + day)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    signed = built.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain)
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def server(certificate, monkeypatch):
    """Its address; it is taken for a public host. server.seen: the paths it was asked for."""
    monkeypatch.setattr(GuardedConnection, "_new_conn", with_nobody_looking)
    monkeypatch.setattr(Answers, "seen", [])
    served = ThreadingHTTPServer((HOST, PORT), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    served.socket = context.wrap_socket(served.socket, server_side=True)
    Thread(target=served.serve_forever, daemon=True).start()
    yield f"https://{HOST}:{PORT}"
    served.shutdown()
    served.server_close()


@pytest.fixture
def trusted(server, certificate, monkeypatch):
    """The same, with its certificate known."""

    def session(opened=None):
        made = guarded_session(opened)
        made.verify = str(certificate)
        return made

    monkeypatch.setattr(outside, "guarded_session", session)
    return server


@pytest.mark.parametrize("path", ["/redirect", "/redirect/endless"])
def test_a_redirect_is_neither_followed_nor_read(trusted, path):
    with pytest.raises(OutsideFailed, match="302"):
        GuardedOutside().fetch(f"{trusted}{path}", 1000)
    assert GuardedOutside().send(f"{trusted}{path}", b"{}", {}) == 302
    assert Answers.seen == [path, path]


def test_what_never_ends_is_not_read_to_its_end(trusted):
    with pytest.raises(OutsideFailed, match="too large"):
        GuardedOutside().fetch(f"{trusted}/endless", 100_000)
    assert GuardedOutside().send(f"{trusted}/endless", b"{}", {}) == 200, (
        "its body is not asked for"
    )


def test_what_is_there_is_read_and_sent_to(trusted):
    assert GuardedOutside().fetch(f"{trusted}/a", 4) == b"fine"
    assert GuardedOutside().send(f"{trusted}/a", b"{}", {"X-Sent": "1"}) == 200


def test_whoever_is_not_who_they_say_hears_nothing(server):
    with pytest.raises(OutsideFailed):
        GuardedOutside().send(f"{server}/a", b"{}", {})
    assert Answers.seen == []
