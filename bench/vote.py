"""What a vote costs: queries and CPU of one submit, and votes a second on two granian workers,
served as docs/OPERATE.md says.

CPU of the whole request, from the WSGI call to the last byte. Where other programs use the same
cores the median tells of them, the least of ours. Every voter votes and changes the vote twice,
over connections kept open. Votes a second are all answers over the time from the first request to
the last. On SQLite and on PostgreSQL. Run: python -m bench.vote
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.city import make
from civic.db import db
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from tests.databases import postgresql

PORT = 8218
VOTERS, ACTS, CONNECTIONS = 600, 3, 16
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def bodies(seq: int) -> str:
    return urlencode({"solutions": [1 + seq % 10, 12, 13, 14], "client_seq": seq}, doseq=True)


def cookies(app) -> list[dict]:
    """The headers of each voter's browser."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    with app.app_context():
        people = db.session.scalars(db.select(Person).order_by(Person.id).limit(VOTERS)).all()
        tokens = [SignIn.open(person, device="bench") for person in people]
        db.session.commit()
    signed = [signer.dumps({"_user_id": token, "_fresh": True}) for token in tokens]
    return [FORM | {"Cookie": f"session={cookie}"} for cookie in signed]


def one_submit(app, voters) -> tuple[int, float, float]:
    """(queries without BEGIN and COMMIT, least and median CPU ms with them) of a submit."""
    queries, times = [], []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *call: queries.append(call[2]))
    for seq in range(150):
        headers = voters[seq % 50]
        builder = EnvironBuilder(
            "/gaon/1/vote/submit", method="POST", headers=headers, data=bodies(seq)
        )
        environ = builder.get_environ()
        queries.clear()
        before = time.process_time()
        b"".join(app.wsgi_app(environ, lambda status, _headers: check(int(status[:3]))))
        times.append((time.process_time() - before) * 1000)
    asked = [query for query in queries if not query.startswith("BEGIN")]
    return len(asked), min(times[20:]), statistics.median(times[20:])


def check(status: int) -> None:
    assert status == 303, status


@contextmanager
def served(address: str):
    """Two workers on this database."""
    options = "--interface wsgi --host 127.0.0.1 --workers 2 --blocking-threads 1 --no-ws"
    command = [sys.executable, "-m", "granian", *options.split(), "--log-level", "error"]
    settings = {"CIVIC_DEMO": "1", "CIVIC_DATABASE_URL": address, "CIVIC_ASSETS": "local"}
    server = subprocess.Popen(
        [*command, "--port", str(PORT), "bench.served:app"], env=os.environ | settings
    )
    try:
        wait()
        yield
    finally:
        server.terminate()
        server.wait()


def wait() -> None:
    for _ in range(150):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/gaon/1/vote")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError


def as_bytes(seq: int, headers: dict) -> bytes:
    """A whole request, so that making it takes no time from the server on the same cores."""
    body = bodies(seq).encode()
    lines = {"Host": f"127.0.0.1:{PORT}", "Content-Length": len(body)} | headers
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST /gaon/1/vote/submit HTTP/1.1\r\n{head}\r\n".encode() + body


def crowd(requests: list[bytes]) -> None:
    """Send these one after the other over one connection."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=30) as connection:
        for request in requests:
            connection.sendall(request)
            answer = connection.recv(65536)
            while b"\r\n\r\n" not in answer:
                answer += connection.recv(65536)
            head, _, body = answer.partition(b"\r\n\r\n")
            check(int(answer[9:12]))
            left = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(body)
            while left:
                left -= len(connection.recv(left))


def cast(voters: list[dict]) -> float:
    """Seconds in which all of these vote ACTS times, over CONNECTIONS at once."""
    seqs = range(1000, 1000 + ACTS)
    crowds = [voters[n::CONNECTIONS] for n in range(CONNECTIONS)]
    requests = [[as_bytes(seq, who) for seq in seqs for who in some] for some in crowds]
    started = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(crowd, requests))
    return time.monotonic() - started


def measure(name: str, folder: Path, address: str) -> None:
    app = make(folder, 100, address=address)
    voters = cookies(app)
    queries, least, median = one_submit(app, voters)
    with app.app_context():
        db.engine.dispose()
    with served(address):
        seconds = cast(voters)
    rate = len(voters) * ACTS / seconds
    print(f"{name:12} {queries:8} {least:8.2f} {median:10.2f} {rate:10.0f}")


def main() -> None:
    print(f"{'one vote':12} {'queries':>8} {'least ms':>8} {'median ms':>10} {'votes/s':>10}")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Path(folder), f"sqlite:///{folder}/bench.sqlite3")
        with postgresql() as address:
            measure("PostgreSQL", Path(folder), address)


if __name__ == "__main__":
    main()
