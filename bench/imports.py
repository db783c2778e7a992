"""How long others wait while a large file is imported: 50,000 rows, and somebody supporting issues.

Two processes on one SQLite file, as on a server with a worker: one imports, the other writes ten
times a second and takes the time of each write.
Run: python -m bench.imports
"""

import multiprocessing
import tempfile
import time
from pathlib import Path

from bench.city import make
from civic import create_app
from civic.db import db, one_moment
from civic.issues.importing.models import IssueImport
from civic.issues.importing.run import finish_import
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round

ROWS, LONGEST_WAIT_S = 50_000, 1.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), 1_000, "report")
        address = f"sqlite:///{folder}/bench.sqlite3"
        context = multiprocessing.get_context("spawn")
        done, waits = context.Event(), context.Queue()
        writer = context.Process(target=write_until, args=(address, done, waits))
        writer.start()
        for step, seconds in import_file(address):
            print(f"{step:24} {seconds:7.1f} s")
        done.set()
        slow = waits.get()
        writer.join()
    judged = "PASS" if slow[-1] < LONGEST_WAIT_S else "over"
    print(f"{len(slow)} writes meanwhile: median {slow[len(slow) // 2] * 1000:.0f} ms,"
          f" longest {slow[-1] * 1000:.0f} ms {judged}")  # fmt: skip


def import_file(address: str):
    """(step, seconds it took) of keeping, reading and storing."""
    rows = (f"{n},민원 {n},가로등이 {n}일째 꺼져 있어요.,2026-01-02\n" for n in range(ROWS))
    data = ("접수번호,제목,내용,접수일\n" + "".join(rows)).encode()
    with _app(address).app_context():
        began = time.monotonic()
        with one_moment():
            round = db.session.get(Round, 1)
        kept = IssueImport.keep(round, None, "bench.csv", data)
        db.session.commit()
        yield "uploaded and parsed", time.monotonic() - began
        began = time.monotonic()
        with one_moment():
            sheet = db.session.get(IssueImport, kept.id).opened()
        read = sheet.read()
        yield "every row read", time.monotonic() - began
        kept.start(sheet, read)
        db.session.commit()
        began = time.monotonic()
        finish_import(kept.id)
        yield "read again and stored", time.monotonic() - began


def write_until(address: str, done, waits) -> None:
    """Support one issue after the other, until done."""
    taken = []
    with _app(address).app_context():
        people = db.session.scalars(db.select(Person.id).limit(1_000)).all()
        db.session.rollback()
        while not done.is_set():
            began = time.monotonic()
            issue = db.session.get(Issue, len(taken) % 1_000 + 1)
            person = db.session.get(Person, people[len(taken) // 1_000 % len(people)])
            issue.support(person)
            db.session.commit()
            taken.append(time.monotonic() - began)
            time.sleep(0.1)
    waits.put(sorted(taken))


def _app(address: str):
    settings = {"DEMO": True, "PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}
    return create_app(**settings, DATABASE_URL=address)


if __name__ == "__main__":
    main()
