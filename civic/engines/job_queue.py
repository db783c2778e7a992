"""Wakes a worker for long work. Rows say what is to be done; the queue carries only their ids."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

Work = Callable[[int], None]
LONGEST_NAP_S = 0.3


class JobQueue(Protocol):
    def does(self, work: Work, name: str = "work") -> None:
        """Say what is done with an id under this name. Before the first wake."""

    def wake(self, job_id: int, name: str = "work") -> None:
        """Have the work done for this id, soon and elsewhere or now and here. After the commit."""

    def consume(self, stopping: threading.Event) -> None:
        """Do what is asked for, one after the other, until told to stop. An error is logged."""


class RequestQueue:
    """No worker at hand: whoever asks waits until it is done."""

    def __init__(self):
        self.works = {}

    def does(self, work: Work, name: str = "work") -> None:
        self.works[name] = work

    def wake(self, job_id: int, name: str = "work") -> None:
        self.works[name](job_id)

    def consume(self, stopping: threading.Event) -> None:
        stopping.wait()


class HueyQueue:
    """Messages kept by huey, in a file or in PostgreSQL. make: () → huey.Huey."""

    def __init__(self, make: Callable):
        self.make, self.huey = make, None
        self.works: dict[str, Work] = {}
        self.tasks: dict[str, Callable] = {}

    def does(self, work: Work, name: str = "work") -> None:
        self.works[name] = work

    def wake(self, job_id: int, name: str = "work") -> None:
        self._started()
        self.tasks[name](job_id)

    def consume(self, stopping: threading.Event) -> None:
        from huey.consumer import Worker

        worker = Worker(self._started(), stopping, 0.05, LONGEST_NAP_S, 1.15)
        while not stopping.is_set():
            worker.loop()
        worker.huey.storage.close()

    def _started(self):
        """The huey that knows all works by name. It is loaded and connected at first use."""
        if self.huey is None:
            self.huey = self.make()
            self.tasks = {n: self.huey.task(name=n)(work) for n, work in self.works.items()}
        return self.huey


def sqlite_huey(path: Path):
    from huey import SqliteHuey

    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("civic", filename=str(path), results=False, fsync=True)


def postgres_huey(address: str):
    from huey import PostgresHuey

    return PostgresHuey("civic", dsn=address, results=False, table_prefix="job_queue")


def from_settings(settings) -> JobQueue:
    """Raises: ValueError for a queue we don't know."""
    name, database = settings["JOB_QUEUE"], settings["DATABASE_URL"]
    if not isinstance(name, str):
        return name
    if name == "request":
        return RequestQueue()
    if name != "database":
        raise ValueError(f"CIVIC_JOB_QUEUE is database or request, not {name!r}.")
    if database.startswith("sqlite"):
        path = Path(database.removeprefix("sqlite:///").partition("?")[0])
        return HueyQueue(lambda: sqlite_huey(path.with_name(f"{path.stem}-jobs.sqlite3")))
    return HueyQueue(lambda: postgres_huey(database.replace("postgresql+psycopg", "postgresql")))
