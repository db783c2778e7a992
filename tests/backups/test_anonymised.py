"""A copy of the city for developers: all is there, and nobody."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import JSON, LargeBinary, String

from civic.backups import masks
from civic.backups.anonymised import is_masked, left_out
from civic.backups.databases import DUMP, MAIN
from civic.backups.shelf import Shelf
from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.people.models import Person
from civic.votes.ballots.voter_roll import Participation
from tests.apps import KEY
from tests.databases import ON_POSTGRESQL
from tests.databases import bytes_of as bytes_in_use
from tests.factory import add_issue

PLANTED = "김춘자"
LETTER = f"{PLANTED} chunja@example.com 010-9876-5432"
TRACES = (PLANTED, "chunja", "9876")
COUNTED = (Issue, Person, Support, Participation)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("CIVIC_SECRET_KEY", KEY)


def bytes_of(shelf) -> bytes:
    """What lies in the copy of the database, unpacked."""
    backup = shelf.chosen()
    if ON_POSTGRESQL:
        return subprocess.run(
            ["pg_restore", "-f", "-", backup / DUMP], check=True, capture_output=True
        ).stdout
    return (backup / MAIN).read_bytes()


def traces_in(data: bytes) -> list[str]:
    return [trace for trace in TRACES if trace.encode() in data or trace.encode("utf-16") in data]


def holds(column) -> bool:
    """Whether the planted name goes into it."""
    texts = isinstance(column.type, String) and (column.type.length or 99) >= len(PLANTED)
    data = isinstance(getattr(column.type, "impl", column.type), LargeBinary)
    kept = masks.is_kept(column.table.name, column.name) or (column.name == "body" and data)
    is_a_key = column.primary_key or column.foreign_keys
    return (texts or data or isinstance(column.type, JSON)) and not (kept or is_a_key)


def test_somebody_planted_in_every_column_is_nowhere_in_it(city, run, tmp_path, app, round):
    if ON_POSTGRESQL:
        pytest.skip("rows that refer to nobody can be planted in SQLite alone")
    path = app.config["DATABASE_URL"].removeprefix("sqlite:///")
    db.session.remove()
    with closing(sqlite3.connect(path, isolation_level=None)) as there:
        planted = sum(plant(there, table) for table in db.metadata.sorted_tables)
    assert planted > 250
    made = run("backup", os.path.relpath(tmp_path / "shelf"), "--anonymised")
    assert made.exit_code == 0, made.output
    own = b"".join(bytes_in_use(Path(path + ending)) for ending in ("", "-wal"))
    assert traces_in(own) == [*TRACES]
    assert traces_in(bytes_of(Shelf(tmp_path / "shelf"))) == []


def plant(there, table) -> int:
    """Write the name into every row of a table, and into one row more; how many values hold it."""
    columns = [column for column in table.columns if holds(column)]
    for column in columns:
        planted = f'UPDATE OR IGNORE "{table.name}" SET "{column.name}" = ?'
        there.execute(planted, [planted_in(column)])
    fresh = [column for column in table.columns if not column.nullable or column in columns]
    values = [planted_in(c) if c in columns else something_in(there, c) for c in fresh]
    names = ", ".join(f'"{column.name}"' for column in fresh)
    marks = ", ".join("?" * len(fresh))
    there.execute(f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})', values)
    stored = there.execute(f'SELECT * FROM "{table.name}"').fetchall()
    return sum(
        PLANTED in str(value) or PLANTED.encode() in bytes_in(value)
        for row in stored
        for value in row
    )


def bytes_in(value) -> bytes:
    return value if isinstance(value, bytes) else b""


def planted_in(column):
    if isinstance(column.type, JSON):
        return f'{{"name": ["{LETTER}"]}}'
    if isinstance(column.type, String):
        return LETTER[: column.type.length or None]
    return LETTER.encode()


def something_in(there, column):
    for key in column.foreign_keys:
        other = key.column
        row = there.execute(f'SELECT "{other.name}" FROM "{other.table.name}"').fetchone()
        return row[0] if row else None
    if isinstance(column.type, JSON):
        return "[]"
    if isinstance(column.type, String):
        return "x"
    if "time" in type(column.type).__name__.lower():
        return "2026-11-22 03:00:00.000000"
    return "2026-11-22" if isinstance(column.type, db.Date) else 990_001


def test_it_comes_back_with_as_many_of_everything_and_a_vote_that_agrees(
    city, run, elsewhere, tmp_path, round
):
    add_issue(round, title=LETTER, body=LETTER, lat=36.551234, lon=127.056789)
    db.session.commit()
    counts = {
        model: db.session.scalar(db.select(db.func.count()).select_from(model)) for model in COUNTED
    }
    shelf = Shelf(tmp_path / "shelf")
    assert run("backup", shelf.folder, "--anonymised").exit_code == 0
    assert traces_in(bytes_of(shelf)) == []
    with elsewhere.app_context():
        back = run("restore", shelf.folder, app=elsewhere)
        assert back.exit_code == 0, back.output
        assert "sealed votes: 1 checked, none wrong" in back.output
        for model, count in counts.items():
            assert db.session.scalar(db.select(db.func.count()).select_from(model)) == count
        issue = db.session.scalars(db.select(Issue)).one()
        assert issue.title == masks.masked(LETTER) and issue.lat == 36.551
        names = db.session.scalars(db.select(Person.name)).all()
        assert [name for name in names if not name.startswith("주민")] == []
        db.session.remove()
        for page in (
            "/gaon/1/",
            "/gaon/1/issues/",
            f"/gaon/1/issues/{issue.id}",
            "/gaon/1/vote/result",
        ):
            assert elsewhere.test_client().get(page).status_code == 200, page


def test_it_lies_beside_no_backup(city, run, tmp_path):
    run("backup", tmp_path / "shelf")
    refused = run("backup", tmp_path / "shelf", "--anonymised")
    assert refused.exit_code == 1 and "a folder of its own" in refused.output


def test_every_name_of_the_list_is_a_columns(app):
    columns = {f"{t.name}.{c.name}" for t in db.metadata.sorted_tables for c in t.columns}
    names = {column.partition(".")[2] for column in columns}
    assert masks.KEPT - columns == set() and masks.CODES - names == set()
    assert masks.LEFT_OUT - db.metadata.tables.keys() == set()


def test_what_a_city_is_counts_on_stays(app):
    stays = {"issue", "support", "solution", "person", "round", "ballot", "tally", "meeting"}
    assert stays & {table.name for table in left_out()} == set()
    person = db.metadata.tables["person"]
    assert is_masked(person.c.name) and not is_masked(person.c.created_at)


def test_a_mask_keeps_the_shape_and_no_letter():
    assert masks.masked("김 a@b.kr\n010-1") == "가 x@x.xx\n000-0"
    told = {"name": ["박", 3, None], "deep": {"x": "12"}}
    assert masks.masked_values(told) == {"name": ["가", 3, None], "deep": {"x": "00"}}
