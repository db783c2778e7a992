"""How long others wait while a large file is imported and taken back: 50,000 rows, and somebody
supporting issues.

Two processes on one database, as on a server with a worker: one imports, the other writes ten
times a second and takes the time of each write, and before that of as many in peace.
Run: python -m bench.imports [postgresql] [rows]
"""

import gc
import multiprocessing
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.city import make
from civic import create_app
from civic.db import db, one_moment
from civic.issues.importing.models import IssueImport
from civic.issues.importing.run import finish_import
from civic.issues.importing.undoing import finish_undo
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round
from tests.databases import postgresql

NEXT_ID = "SELECT setval(pg_get_serial_sequence('issue', 'id'), :id)"
ROWS, LONGEST_WAIT_S, ISSUES = 50_000, 0.2, 1_000
SHOWN = 5  # of the longest waits


def main() -> None:
    with database("postgresql" in sys.argv) as address:
        alone = waits_while(address, lambda: time.sleep(10))
        print(f"alone: {in_words(alone)}")
        steps: list[tuple[float, str]] = []
        slow = waits_while(address, lambda: import_file(address, steps))
        judged = "PASS" if slow[-1].seconds < LONGEST_WAIT_S else "over"
        print(f"meanwhile: {in_words(slow)} {judged}")
        for wait in slow[-SHOWN:]:
            during = next((name for ended, name in steps if wait.began < ended), "")
            print(f"  {wait.seconds * 1000:6.0f} ms, {during}")


@contextmanager
def database(on_postgresql: bool):
    """The address of a city with ISSUES issues, and of nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        if not on_postgresql:
            make(Path(folder), ISSUES, "report")
            yield f"sqlite:///{folder}/bench.sqlite3"
            return
        with postgresql() as address:
            app = make(Path(folder), ISSUES, "report", address)
            with app.app_context():  # its issues brought their own ids
                db.session.execute(db.text(NEXT_ID), {"id": ISSUES})
                db.session.commit()
            yield address


class Wait(NamedTuple):
    """seconds: how long somebody else's write took. began: by the clock of the machine."""

    seconds: float
    began: float


def waits_while(address: str, act) -> list[Wait]:
    """How long each write of somebody else took while act() ran, the shortest first."""
    context = multiprocessing.get_context("spawn")
    ready, done, waits = context.Event(), context.Event(), context.Queue()
    writer = context.Process(target=write_until, args=(address, ready, done, waits))
    writer.start()
    ready.wait()  # on a busy machine a program may need many seconds to start
    act()
    done.set()
    slow = waits.get()
    writer.join()
    return slow


def in_words(waits: list[Wait]) -> str:
    median, late = (waits[int(len(waits) * share)].seconds * 1000 for share in (0.5, 0.99))
    longest = waits[-1].seconds * 1000
    return f"{len(waits)} writes, median {median:.0f} ms, 99 % {late:.0f} ms, longest {longest:.0f}"


def import_file(address: str, steps: list[tuple[float, str]]):
    """Keep, read, store and take back; print the seconds of each step. steps: when each ended."""
    with _app(address).app_context():
        kept_id = store_file(steps)
        began = time.time()
        db.session.get_one(IssueImport, kept_id).start_undo(None)
        db.session.commit()
        finish_undo(kept_id)
        step("taken back", began, steps)


def store_file(steps: list[tuple[float, str]]) -> int:
    """The import's id; the rows that were read are let go of, as by the request that read them."""
    count = next((int(word) for word in sys.argv[1:] if word.isdecimal()), ROWS)
    rows = (f"{n},민원 {n},가로등이 {n}일째 꺼져 있어요.,2026-01-02\n" for n in range(count))
    data = ("접수번호,제목,내용,접수일\n" + "".join(rows)).encode()
    began = time.time()
    with one_moment():
        round = db.session.get(Round, 1)
    kept = IssueImport.keep(round, None, "bench.csv", data)
    db.session.commit()
    began = step("uploaded and parsed", began, steps)
    with one_moment():
        sheet = db.session.get(IssueImport, kept.id).opened()
    read = sheet.read()
    began = step("every row read", began, steps)
    kept.start(sheet, read)
    db.session.commit()
    finish_import(kept.id)
    step("read again and stored", began, steps)
    return kept.id


def step(name: str, began: float, steps: list[tuple[float, str]]) -> float:
    now = time.time()
    print(f"{name:24} {now - began:7.1f} s", flush=True)
    steps.append((now, name))
    return now


def write_until(address: str, ready, done, waits) -> None:
    """Support one issue after the other, until done."""
    taken = []
    with _app(address).app_context():
        people = db.session.scalars(db.select(Person.id).limit(1_000)).all()
        db.session.rollback()
        ready.set()
        while not done.is_set():
            began = time.time()
            issue = db.session.get(Issue, len(taken) % 1_000 + 1)
            person = db.session.get(Person, people[len(taken) // 1_000 % len(people)])
            issue.support(person)
            db.session.commit()
            taken.append(Wait(time.time() - began, began))
            time.sleep(0.1)
    waits.put(sorted(taken))


def _app(address: str):
    settings = {"DEMO": True, "PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}
    app = create_app(**settings, DATABASE_URL=address)
    gc.freeze()  # as wsgi.py: looking through the whole program for garbage takes 200 ms
    return app


if __name__ == "__main__":
    main()
