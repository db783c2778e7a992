"""Nobody waits for an import: it holds no lock while a file is read, and short ones to store it."""

import pytest
from sqlalchemy import event

from civic.db import db, writing
from civic.issues.importing import pace, run
from civic.places.models import Municipality

ROWS = "제목,내용\n" + "".join(f"민원 {n},내용 {n}\n" for n in range(1_000))


@pytest.fixture
def started(bring):
    file = bring(ROWS)
    sheet = file.opened()
    file.start(sheet, sheet.read())
    db.session.commit()
    return file


def test_somebody_else_writes_between_any_two_batches(started, round, gaon, monkeypatch):
    """On another connection, which is not ready to wait."""
    pauses = []

    def writes(seconds):
        with writing(), db.engine.connect() as other:
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 0")
            other.execute(db.update(Municipality).values(team=f"{len(pauses)}번째 글"))
            other.commit()
            other.invalidate()  # nobody else is to have a connection that does not wait
        pauses.append(seconds)

    monkeypatch.setattr(run.time, "sleep", writes)
    run.finish_import(started.id)
    assert len(pauses) >= 1_000 / pace.MOST
    assert min(pauses[:-1]) > 0.1  # as often as SQLite lets whoever waits try again
    assert (started.rows, round.issues_count) == (1_000, 1_000)


def test_no_transaction_stores_more_than_a_few_hundred_rows(started, monkeypatch):
    monkeypatch.setattr(run, "PAUSE_S", 0)
    stored, commits = [], []

    def count(_connection, _cursor, statement, parameters, _context, many):
        if statement.startswith("INSERT INTO issue ("):
            stored.append(len(parameters) if many else 1)

    def commit(_connection):
        commits.append(sum(stored))
        stored.clear()

    listeners = ("before_cursor_execute", count), ("commit", commit)
    for name, listener in listeners:
        event.listen(db.engine, name, listener)
    run.finish_import(started.id)
    for name, listener in listeners:
        event.remove(db.engine, name, listener)
    assert sum(commits) == 1_000 and max(commits) <= pace.MOST
