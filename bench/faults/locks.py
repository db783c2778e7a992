"""Somebody holds the database's lock for 3 s and for 30 s, while people report, support and vote.

On SQLite the lock of all writing; on PostgreSQL those of the tables of supports and ballots. Those
who wait are answered when it is free again, or told to come back (503 with Retry-After); pages that
only read are asked for all the time. Run: python -m bench.faults.locks
"""

import sqlite3
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.faults.client import Client, share
from bench.faults.crowd import ROUND, Crowd
from bench.faults.disks import in_words
from bench.faults.parts import Host, Postgres, scratch
from bench.faults.town import FIRST_ISSUES, Town

HELD_S, PEOPLE = (3, 30), 6
PAGES = (f"{ROUND}/issues/", f"{ROUND}/issues/1", f"{ROUND}/")
LOCK = "LOCK TABLE support, ballot, issue IN EXCLUSIVE MODE"


def main() -> None:
    wrong = []
    with scratch() as folder:
        postgres = Postgres(folder)
        try:
            for name, address in (
                ("SQLite", f"sqlite:///{folder}/civic.sqlite3"),
                ("PostgreSQL", postgres.address),
            ):
                wrong += on(name, address, folder)
        finally:
            postgres.end()
    print("\n".join(wrong[:20]) or "every refusal a sentence, nothing answered is lost")
    raise SystemExit(bool(wrong))


def on(name: str, address: str, folder: Path) -> list[str]:
    settings = {"DATABASE_URL": address, "PHOTO_STORE": str(folder / f"photos-{name}")}
    host, town = Host(folder, name, settings), Town(settings)
    town.settle(PEOPLE)
    host.start()
    for page in PAGES * 6:  # every worker has drawn each once
        Client(host.port, direct=True).get(page)
    try:
        return [line for seconds in HELD_S for line in measure(name, address, host, town, seconds)]
    finally:
        host.end()


def measure(name, address, host: Host, town: Town, seconds: int) -> list[str]:
    pages, seen = Reader(host.port), Counter()
    with Crowd(town, [host.port], PEOPLE, FIRST_ISSUES, direct=True) as crowd:
        time.sleep(1)
        before = crowd.answered
        with pages, held(address):
            time.sleep(seconds)
        free = time.monotonic()
        crowd.waits.clear()
        while crowd.answered == before and time.monotonic() < free + 30:
            time.sleep(0.02)
        again = time.monotonic() - free
        time.sleep(2)
    seen.update(pages.statuses)
    slow = share(pages.waits, 0.95)
    print(
        f"{name}, {seconds} s: acts {in_words(crowd.statuses)}; pages {in_words(seen)}, half in"
        f" {share(pages.waits, 0.5):.0f} ms, 95 % in {slow:.0f} ms; acts again after {again:.1f} s",
        flush=True,
    )
    wrong = [f"{name}: {line}" for line in crowd.wrong()]
    wrong += [f"{name}: without words {answer}" for answer in crowd.silent[:3]]
    wrong += [f"{name}: {n} answers 500" for status, n in crowd.statuses.items() if status == 500]
    return wrong


class Reader:
    """Somebody who opens pages all the time."""

    def __init__(self, port: int):
        self.browser, self.statuses, self.waits = Client(port, direct=True), Counter(), []
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._ends.set()
        self._thread.join()

    def _read(self):
        while not self._ends.is_set():
            for page in PAGES:
                answer = self.browser.get(page)
                self.statuses[answer.status] += 1
                self.waits.append(answer.seconds)


@contextmanager
def held(address: str):
    """The lock that writers need."""
    if address.startswith("sqlite"):
        there = sqlite3.connect(
            address.removeprefix("sqlite:///"), isolation_level=None, timeout=60
        )
        there.execute("BEGIN IMMEDIATE")
    else:
        there = psycopg.connect(address.replace("+psycopg", ""))
        _lock_tables(there)
    try:
        yield
    finally:
        there.rollback()
        there.close()


def _lock_tables(there: psycopg.Connection) -> None:
    """Of two who wait for each other's tables PostgreSQL gives up one, and it may be this one."""
    while True:
        try:
            there.execute(LOCK)
            return
        except psycopg.errors.DeadlockDetected:
            there.rollback()


if __name__ == "__main__":
    main()
