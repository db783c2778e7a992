"""nginx with the shipped configuration, in front of a server that tells what it was asked."""

import contextlib
import re
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.proxy import HOST, Proxy, binary
from tests.paths import ROOT
from tests.ports import steady_port
from tests.waiting import PATIENCE_S, until

PHOTO, BRIEF = f"/photos/{'a' * 32}.jpg", f"/photos/{'e' * 32}.jpg"
FORGED = {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example", "Forwarded": "for=1"}


pytestmark = pytest.mark.skipif(binary() is None, reason="no nginx runs on this machine")


class Program(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        size = int(self.headers.get("Content-Length") or 0)
        self.server.asked.append((self.path, dict(self.headers), self.rfile.read(size)))
        if self.path.startswith("/bucket"):
            self.server.store_answers.wait(PATIENCE_S)
        body = b"x" * 2000
        self.send_response(200)
        for name, value in self.server.says.get(self.path.partition("?")[0], {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def program():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Program)
    server.daemon_threads, server.asked, server.says = True, [], {}
    server.store_answers = threading.Event()
    server.store_answers.set()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def proxy(program, tmp_path_factory):
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), program.server_address[1])
    with proxy.running():
        yield proxy


@pytest.fixture
def asked(program):
    program.asked.clear()
    program.says.clear()
    return program.asked


def test_nginx_says_nothing_against_it(proxy):
    run = subprocess.run(proxy.command("-t"), capture_output=True, text=True)
    assert run.returncode == 0 and "[warn]" not in run.stderr, run.stderr


def test_what_a_request_says_of_itself_is_written_over(proxy, asked):
    assert proxy.ask("/gaon/?q=1", **FORGED).status == 200
    [(path, told, _body)] = asked
    assert path == "/gaon/?q=1"
    assert (told["Host"], told["X-Forwarded-Host"]) == (HOST, HOST)
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert re.fullmatch(r"[0-9a-f]{32}", told["X-Request-ID"])
    assert "Forwarded" not in told


def test_a_slow_body_reaches_the_program_whole(proxy, asked):
    with contextlib.closing(proxy.connection()) as line:
        line.putrequest("POST", "/photos", skip_host=True)
        for name, value in {"Host": HOST, "Content-Length": "6"}.items():
            line.putheader(name, value)
        line.endheaders()
        for part in (b"ab", b"cd"):
            line.send(part)
            time.sleep(0.1)
            assert asked == []
        line.send(b"ef")
        assert line.getresponse().status == 200
    assert [body for _path, _told, body in asked] == [b"abcdef"]


def test_what_never_changes_is_asked_for_once(proxy, program, asked):
    program.says["/static/v1/app.css"] = {"Cache-Control": "public, max-age=31536000, immutable"}
    answers = [proxy.ask("/static/v1/app.css") for _ in range(3)]
    assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "HIT", "HIT"]
    assert len(asked) == 1


def test_a_photo_is_kept_for_as_long_as_the_program_says(proxy, program, asked):
    kept = {"Cache-Control": "public, max-age=604800, immutable"}
    program.says[PHOTO] = kept | {"X-Accel-Expires": "600"}
    assert [proxy.ask(PHOTO).headers["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]
    assert "X-Accel-Expires" not in proxy.ask(PHOTO).headers
    program.says[BRIEF] = kept | {"X-Accel-Expires": "1"}
    assert proxy.ask(BRIEF).headers["X-Cache"] == "MISS"
    time.sleep(2.1)
    assert proxy.ask(BRIEF).headers["X-Cache"] in ("EXPIRED", "REVALIDATED")


def test_a_photo_comes_from_the_store_when_the_program_says_so(proxy, program, asked):
    path, there = f"/photos/{'c' * 32}-s.jpg", f"/bucket/photos/{'c' * 32}-s.jpg"
    renewed = {"Cache-Control": "no-cache"}
    program.says[path] = renewed | {"X-Accel-Redirect": f"/stored-photos{there}?X-Amz-Signature=1"}
    program.says[there] = {"Cache-Control": "max-age=60"}
    first, again = (proxy.ask(path, Cookie="session=hers") for _ in range(2))
    assert (first.status, again.status) == (200, 200) and len(first.text) == 2000
    assert first.headers["Content-Security-Policy"] == "default-src 'none'"
    assert first.headers.get_all("Cache-Control") == ["max-age=604800", "public, immutable"]
    paths = [path for path, _told, _body in asked]
    assert paths == [path, f"{there}?X-Amz-Signature=1", path]  # the second time it is at hand
    [told] = [told for path, told, _body in asked if path.startswith("/bucket")]
    assert told["Host"] == "store:8333" and "Cookie" not in told


def test_a_photo_that_was_seen_is_shown_while_the_store_is_frozen(proxy, program, asked):
    """Even one whose copy is past its day."""
    path, there = f"/photos/{'f' * 32}-s.jpg", f"/bucket/photos/{'f' * 32}-s.jpg"
    program.says[path] = {"X-Accel-Redirect": f"/stored-photos{there}?X-Amz-Signature=1"}
    program.says[there] = {"Cache-Control": "max-age=1"}
    assert proxy.ask(path).status == 200
    time.sleep(2.1)
    program.store_answers.clear()
    try:
        assert [(proxy.ask(path).status, len(proxy.ask(path).text)) for _ in range(2)] == [
            (200, 2000)
        ] * 2
        until(lambda: [at.startswith(there) for at, *_ in asked].count(True) > 1, "a look beside")
    finally:
        program.store_answers.set()


def test_a_store_that_does_not_answer_is_told_in_words(program, tmp_path):
    """The program says where a new picture is, and the store is frozen."""
    path, there = f"/photos/{'d' * 32}-s.jpg", "/bucket/photos/d.jpg?X-Amz-Signature=1"
    renewed = {"Cache-Control": "no-cache"}
    program.says[path] = renewed | {"X-Accel-Redirect": f"/stored-photos{there}"}
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(5)
        proxy = Proxy(tmp_path, program.server_address[1], store=door.getsockname()[1])
        with proxy.running():
            answer = proxy.ask(path)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers.get_all("Cache-Control") == ["no-cache", "no-store"]
    assert "잠시 쉬고 있어요" in answer.text


def test_nobody_asks_for_the_store_by_its_address(proxy, asked):
    assert proxy.ask("/stored-photos/bucket/x.jpg").status == 404
    assert asked == []


def test_a_withheld_photo_is_kept_for_nobody(proxy, program, asked):
    path = f"/photos/{'b' * 32}-m.jpg"
    program.says[path] = {"Cache-Control": "private, no-store"}
    assert [proxy.ask(path, Cookie="session=office").status for _ in range(2)] == [200, 200]
    assert [told.get("Cookie") for _path, told, _body in asked] == ["session=office"] * 2


def test_too_large_a_body_is_refused_in_words(proxy, asked):
    with contextlib.closing(proxy.connection()) as line:
        line.putrequest("POST", "/photos", skip_host=True)
        line.putheader("Host", HOST)
        line.putheader("Content-Length", str(30_000_000))
        line.endheaders()
        answer = line.getresponse()
        assert answer.status == 413 and "너무 커요" in answer.read().decode()
    assert asked == []


def test_what_is_for_operators_stays_inside(proxy, asked):
    assert [proxy.ask(path).status for path in ("/metrics", "/readyz")] == [404, 404]
    assert asked == []


def test_the_log_tells_no_address_and_no_query(proxy, asked):
    proxy.ask("/gaon/?kept=secret")
    log = proxy.folder / "logs" / "civic.log"
    for link in ("gaon/1/plan/shared", "invitations", "notices/unsubscribe", "kept"):
        proxy.ask(f"/{link}/secret/a.svg")
        until(lambda link=link: f'"/{link}/-" 200' in log.read_text(), "a line in the log")
    assert '"/gaon/" 200' in log.read_text()
    assert "secret" not in log.read_text() and "127.0.0.1" not in log.read_text()


def test_plain_http_leads_to_https(proxy):
    with socket.create_connection(("127.0.0.1", proxy.plain)) as line:
        line.sendall(f"GET /gaon/?q=1 HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        answer = line.recv(4000).decode()
    assert " 308 " in answer.splitlines()[0] and f"https://{HOST}/gaon/?q=1" in answer


def test_without_the_program_there_are_words(tmp_path_factory):
    alone = Proxy(tmp_path_factory.mktemp("alone"), steady_port())
    with alone.running():
        answer = alone.ask("/gaon/1/plan/shared/secret")
    assert all("secret" not in log.read_text() for log in (alone.folder / "logs").iterdir())
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "잠시 쉬고 있어요" in answer.text


def test_the_grown_upstream_is_nginxs_too(tmp_path):
    proxy = Proxy(tmp_path, steady_port())
    grown = (ROOT / "deploy" / "grown" / "upstream.conf").read_text()
    (tmp_path / "upstream.conf").write_text(grown)
    run = subprocess.run(proxy.command("-t"), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
