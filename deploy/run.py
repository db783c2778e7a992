"""The demo's two processes: the server, and the worker (long work, notices).

`python deploy/run.py PORT` ends both when either the server ends or it is asked to stop.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

BIN = Path(sys.executable).parent
SERVER = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "2", "--no-ws")


def main(port: str) -> int:
    os.environ |= {"CIVIC_DEMO": "1", "CIVIC_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(
        [BIN / "granian", *SERVER, "--host", "127.0.0.1", "--port", port, "wsgi:app"]
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both of them by itself
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    wait_for(server, port)  # the page first: on two cores a third start would delay it
    worker = subprocess.Popen([BIN / "flask", "--app", "wsgi", "work"])
    try:
        return server.wait()
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
