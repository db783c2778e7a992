"""The shipped set-ups, started from their own files: the units' and the containers' commands with
the settings they give, nginx with its configuration, and this machine's ports and folders."""

import json
import os
import re
import secrets
import signal
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
import yaml

from bench.faults.parts import BIN, KEYS, Postgres, Valkey, scratch, until
from bench.faults.two_hosts import Store
from tests.deploy.proxy import Proxy, binary
from tests.paths import ROOT
from tests.ports import steady_port

ONE_HOST, GROWN = ROOT / "deploy" / "one-host", ROOT / "deploy" / "grown"
PROGRAM = ("wsgi.py", "civic", "templates", "static", "migrations")
PATIENCE_S = 120
pytestmark = pytest.mark.skipif(binary() is None, reason="no nginx runs on this machine")


class Machine:
    """Processes in a folder that looks like /srv/civic, each with a log; all end with the test."""

    def __init__(self, folder: Path):
        self.srv, self.backups = folder / "srv", folder / "backups"
        self.srv.mkdir()
        self.backups.mkdir()
        for name in PROGRAM:
            (self.srv / name).symlink_to(ROOT / name)
        (self.srv / "instance").mkdir()
        self.log, self.running = folder / "log", []
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("CIVIC_")}

    def start(self, words: list[str], **settings: str) -> subprocess.Popen:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                words,
                cwd=self.srv,
                env=self.environment | {"PYTHONUNBUFFERED": "1"} | settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def run(self, words: list[str], **settings: str) -> None:
        """To its end, which has to be a good one."""
        assert self.start(words, **settings).wait(PATIENCE_S) == 0, self.said()

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]

    def end(self) -> None:
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    yield made
    made.end()


def ready(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Units:
    """The units of deploy/one-host on a machine."""

    def __init__(self, machine: Machine, port: int):
        self.machine, self.port = machine, port
        told = (ONE_HOST / "env.example").read_text()
        told = told.replace("/mnt/backup/civic", str(machine.backups))
        told = told.replace("/run/civic", str(machine.srv / "run"))
        told = told.replace("CIVIC_SECRET_KEY=", f"CIVIC_SECRET_KEY={secrets.token_hex(32)}")
        (machine.srv / ".env").write_text(told)

    def words(self, unit: str, key: str = "ExecStart") -> list[str]:
        text = (ONE_HOST / f"civic-{unit}.service").read_text()
        command = re.search(rf"^{key}=(.*)$", text, re.M)[1]
        here = {"/srv/civic/.venv/bin": str(BIN), "/mnt/backup/civic": str(self.machine.backups)}
        here |= {"--port 8000": f"--port {self.port}"}
        for shipped, mine in here.items():
            command = command.replace(shipped, mine)
        return command.split()


@pytest.fixture
def one_host(machine):
    units = Units(machine, steady_port())
    machine.run([str(BIN / "flask"), "--app", "wsgi", "db", "upgrade"])
    return units


def test_one_host_starts_heals_itself_reloads_and_is_backed_up(one_host, machine, tmp_path):
    server = machine.start(one_host.words("server"))
    worker = machine.start(one_host.words("worker"))
    until(lambda: ready(one_host.port), "the server is ready", PATIENCE_S)
    (tmp_path / "nginx").mkdir()
    with Proxy(tmp_path / "nginx", one_host.port).running() as proxy:
        assert "함께 정하는 우리 도시" in proxy.ask("/sign-in").text

        workers = children(server.pid)
        os.kill(workers[0], signal.SIGKILL)
        until(lambda: _is_whole(server.pid, workers), "a dead worker comes back", PATIENCE_S)
        time.sleep(4)  # it begins; one told to end meanwhile would be killed after 30 s
        assert {proxy.ask("/sign-in").status for _ in range(8)} == {200}

        before = set(children(server.pid))
        reload = one_host.words("server", "ExecReload")
        with asking_all_the_time(proxy) as statuses:
            subprocess.run(
                [each.replace("$MAINPID", str(server.pid)) for each in reload], check=True
            )
            until(lambda: not before & set(children(server.pid)), "old workers end", PATIENCE_S)
            time.sleep(0.5)
        assert set(statuses) == {200} and len(statuses) > 10

    machine.run(one_host.words("backup"))
    machine.run(one_host.words("verify"))
    assert "photos: 0 checked, none wrong" in machine.said()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_S) == 0, machine.said()
    server.send_signal(signal.SIGTERM)
    server.wait(PATIENCE_S)


def _is_whole(pid: int, before: list[int]) -> bool:
    now = children(pid)
    return len(now) == len(before) and before[0] not in now


@contextmanager
def asking_all_the_time(proxy):
    """The statuses of a page that somebody opens again and again meanwhile."""
    statuses, over = [], threading.Event()

    def ask():
        while not over.is_set():
            statuses.append(proxy.ask("/sign-in").status)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield statuses
    finally:
        over.set()
        thread.join()


class Containers:
    """The services of deploy/grown/compose.yaml as processes: their commands and settings, with
    PostgreSQL, Valkey and an S3 store of this machine where they name db, cache and store."""

    def __init__(self, machine: Machine, folder: Path):
        self.machine, self._open = machine, ExitStack()
        self.postgres, self.valkey = Postgres(folder), Valkey()
        self._open.callback(self.postgres.end)
        self._open.callback(self.valkey.stop)
        self.store = Store(folder / "store")
        self._open.callback(self.store.end)
        told = (GROWN / "env.example").read_text()
        given = dict(re.findall(r"^(\w+)=(.*)$", told, re.M)) | {"POSTGRES_PASSWORD": "unused"}
        self.own = given | KEYS | {"CIVIC_SECRET_KEY": secrets.token_hex(32)}
        text = (GROWN / "compose.yaml").read_text()
        filled = re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda m: self.own.get(m[1]) or m[2], text)
        self.services = yaml.safe_load(filled)["services"]
        self.image = (GROWN / "Containerfile").read_text()

    def settings(self, name: str) -> dict[str, str]:
        given = {key: str(value) for key, value in self.services[name]["environment"].items()}
        here = {
            "postgresql+psycopg://civic:unused@db/civic": self.postgres.address,
            "redis://cache:6379/0": self.valkey.address,
            "http://store:8333": f"http://127.0.0.1:{self.store.port}",
            "/mnt/backup/civic": str(self.machine.backups),
            "/tmp/metrics": str(self.machine.srv / "metrics"),
        }
        own = {key: value for key, value in self.own.items() if key.startswith("CIVIC_")}
        return own | {key: here.get(value, value) for key, value in given.items()}

    def command(self, name: str) -> list[str]:
        words = self.services[name]["command"]
        return [str(BIN / words[0]), *words[1:]]

    def server(self, port: int) -> list[str]:
        words = json.loads(
            re.search(r"^CMD (\[.*?\])", self.image, re.M | re.S)[1].replace("\\\n", "")
        )
        words[words.index("8000")] = str(port)
        return [str(BIN / words[0]), *words[1:]]

    def health(self, port: int) -> list[str]:
        words = json.loads(re.search(r"^ +CMD (\[.*\])$", self.image, re.M)[1])
        return [str(BIN / words[0]), *(word.replace(":8000", f":{port}") for word in words[1:])]

    def end(self) -> None:
        self._open.close()


@pytest.fixture
def containers(machine):
    with scratch() as folder:
        made = Containers(machine, folder)
        yield made
        machine.end()
        made.end()


def test_the_grown_set_up_starts_with_two_servers_and_loses_one(containers, machine, tmp_path):
    machine.run(containers.command("migrate"), **containers.settings("migrate"))
    ports = [steady_port() for _ in range(2)]
    servers = [
        machine.start(containers.server(port), **containers.settings("app")) for port in ports
    ]
    worker = machine.start(containers.command("worker"), **containers.settings("worker"))
    for port in ports:
        until(lambda port=port: ready(port), "a server is ready", PATIENCE_S)
        machine.run(containers.health(port))
    (tmp_path / "nginx").mkdir()
    proxy = Proxy(tmp_path / "nginx", *ports, store=containers.store.port)
    with proxy.running():
        assert {proxy.ask("/sign-in").status for _ in range(6)} == {200}
        os.killpg(servers[0].pid, signal.SIGKILL)
        assert {proxy.ask("/sign-in").status for _ in range(12)} == {200}
        assert "함께 정하는 우리 도시" in proxy.ask("/sign-in").text
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_S) == 0, machine.said()
