"""The demo: its database made ready, then the server and the worker (long work, notices).

`python deploy/run.py PORT` ends both when either the server ends or it is asked to stop. Where an
earlier run left the same database ready, the server starts while that is being looked after.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
OWN = ROOT / "instance" / "civic.sqlite3"
READY = ROOT / "instance" / "ready"  # names the database that was made ready, and up to where
FLASK = (BIN / "flask", "--app", "wsgi")
WORKER = (*FLASK, "work")
WORKER_PAUSE_S = 2
THREADS = "2"
SERVER = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", THREADS, "--no-ws")


def main(port: str) -> int:
    address = f"http://127.0.0.1:{port}"
    os.environ |= {"CIVIC_DEMO": "1", "CIVIC_PUBLIC_URL": address, "CIVIC_THREADS": THREADS}
    prepare = subprocess.Popen([*FLASK, "demo", "prepare", "--address", address])
    if not was_ready() and prepare.wait():
        return prepare.returncode
    server = subprocess.Popen(
        [BIN / "granian", *SERVER, "--host", "127.0.0.1", "--port", port, "wsgi:app"]
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both of them by itself
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        if prepare.wait():
            return prepare.returncode
        READY.parent.mkdir(exist_ok=True)
        READY.write_text(database())
        wait_for(server, port)  # the page first: on two cores a third start would delay it
        return work_beside(server)
    finally:
        server.terminate()


def database() -> str:
    """Which database an environment names, and the newest migration there is for it."""
    newest = max(path.stem for path in (ROOT / "migrations" / "versions").glob("0*.py"))
    return f"{newest} {os.environ.get('CIVIC_DATABASE_URL', OWN)}"


def was_ready() -> bool:
    is_there = OWN.is_file() or "CIVIC_DATABASE_URL" in os.environ
    return is_there and READY.is_file() and READY.read_text() == database()


def work_beside(server: subprocess.Popen) -> int:
    """Keep a worker running until the server has ended; the server's status. One that dies is
    started again: without it no promise is kept, and nobody would see."""
    worker = subprocess.Popen(WORKER)
    try:
        while server.poll() is None:
            time.sleep(0.5)
            if worker.poll() is not None and server.poll() is None:
                print(f"the worker ended with status {worker.returncode}; starting it again")
                time.sleep(WORKER_PAUSE_S)
                worker = subprocess.Popen(WORKER)
        return server.returncode
    finally:
        worker.terminate()
        worker.wait()


def wait_for(server: subprocess.Popen, port: str) -> None:
    """Until the server answers, or has ended."""
    while server.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=60).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
