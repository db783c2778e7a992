"""The demo's two processes: the server, and the worker (long work, notices).

`python deploy/run.py PORT` ends both when either the server ends or it is asked to stop.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
SERVER = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "2", "--no-ws")


def main(port: str) -> int:
    os.environ |= {"CIVIC_DEMO": "1", "CIVIC_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    worker = subprocess.Popen([BIN / "flask", "--app", "wsgi", "work"])
    server = subprocess.Popen(
        [BIN / "granian", *SERVER, "--host", "127.0.0.1", "--port", port, "wsgi:app"]
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both of them by itself
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return server.wait()
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
