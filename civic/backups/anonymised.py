"""A copy of the database for developers: a backup without people, words, pictures and secrets.

Made on a scratch database, so that the city's own is only read. How many there are of everything,
who belongs to what, times and numbers stay; years of birth become decades and places are moved to
the nearest hundred metres. Who voted is dealt out anew among a round's voters, so that nobody's
ballot is found by their reports; votes still agree with their seal.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from flask import current_app
from sqlalchemy import JSON, Column, Connection, LargeBinary, String, Table, create_engine

from civic.backups import databases, masks
from civic.backups.encryption import Plain, digest_of
from civic.backups.make import copy_database, promised
from civic.backups.manifest import Unusable
from civic.backups.shelf import CLEAR, LIST, Shelf, write_photos
from civic.db import db, now
from civic.db_engine import engine_options
from civic.issues.listing.search_index import (
    CREATE_POSTGRESQL,
    CREATE_SQLITE,
    DROP_POSTGRESQL,
    DROP_SQLITE,
)
from civic.progress import counted
from civic.votes.ledger.concealment import CONCEALED
from civic.votes.ledger.verify import FIRST_FORMAT, json

BATCH = 1000
NEAR = 3  # decimals of a degree
# The index of words is made anew of the masked ones; emptied, it would still hold the old.
SEARCH = {
    "sqlite": (*DROP_SQLITE, *CREATE_SQLITE),
    "postgresql": (*DROP_POSTGRESQL, *CREATE_POSTGRESQL),
}
PLACES = ("lat", "lon")


def make_anonymised(shelf: Shelf) -> Path:
    """Raises: Unusable, OSError; also where a backup lies: it would be taken for the newest."""
    if shelf.backups():
        raise Unusable(f"backups lie in {shelf.folder}: choose a folder of its own")
    with shelf.alone(), shelf.making(now()) as folder:
        known = promised()
        with _scratch(folder) as (database, address):
            _without_people(address)
            _count_anew(address)
            files = copy_database(database, folder, Plain())
        write_photos(folder, {})
        files |= {LIST: digest_of(folder / LIST)}
        replace(known, files=files, left=(), encrypted=False).write(folder)
    return shelf.chosen()


@contextmanager
def _scratch(folder: Path) -> Iterator[tuple[databases.Database, str]]:
    """A copy of the database, and its address."""
    own = databases.of(current_app.config["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix=CLEAR, dir=folder) as clear:
        files = own.copy(Path(clear))
        if isinstance(own, databases.PostgresDatabase):
            with own.scratch(f"civic_anonymised_{now():%Y%m%d%H%M%S}") as address:
                database = databases.of(address)
                database.restore(Path(clear))
                yield database, address
            return
        copy = Path(clear) / "copy.sqlite3"
        files[0].rename(copy)
        address = f"sqlite:///{copy}"
        yield databases.of(address), address


def _without_people(address: str) -> None:
    is_sqlite = address.startswith("sqlite")
    engine = create_engine(address, **(engine_options(address) if is_sqlite else {}))
    try:
        with engine.begin() as there:
            if is_sqlite:
                there.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            _leave_out(there)
            _conceal_titles(there)
            for table in counted(db.metadata.sorted_tables, "tables"):
                _mask(there, table)
            _rename_people(there)
            _deal_out_ballots(there)
            for statement in SEARCH[there.dialect.name]:
                there.exec_driver_sql(statement)
    finally:
        engine.dispose()
    if is_sqlite:
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as there:
            there.execute("PRAGMA journal_mode=DELETE")
            there.execute("VACUUM")  # pages that were freed still hold their words


def _leave_out(there: Connection) -> None:
    """Delete tables' rows, and those that can't be without them; others forget them."""
    gone = left_out()
    for table in reversed(db.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table in gone and table not in gone:
                forgets = table.update().where(key.parent.is_not(None))
                there.execute(forgets.values({key.parent: None}))
    for table in reversed(db.metadata.sorted_tables):
        if table in gone:
            there.execute(table.delete())


def left_out() -> set[Table]:
    """Tables of masks.LEFT_OUT, and every one whose rows can't be without theirs."""
    gone = {db.metadata.tables[name] for name in masks.LEFT_OUT}
    while more := {
        table
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table in gone and not key.parent.nullable and table not in gone
    }:
        gone |= more
    return gone


def _conceal_titles(there: Connection) -> None:
    """Published files without titles, as the program has them once words are hidden; a vote of the
    first format, which sealed the titles themselves, stays without its files."""
    table = db.metadata.tables["publication"]
    for id, round_id, name, body in there.execute(
        db.select(table.c.id, table.c.round_id, table.c.name, table.c.body)
    ).all():
        if name == "result.json" and json.loads(body)["format"] == FIRST_FORMAT:
            there.execute(table.delete().where(table.c.round_id == round_id))
        elif name in CONCEALED:
            hidden = CONCEALED[name](body, Everything())
            changed = table.update().where(table.c.id == id)
            there.execute(changed.values(body=hidden, size=len(hidden)))


class Everything(frozenset):
    """A collection that holds every number."""

    def __contains__(self, _number) -> bool:
        return True

    def __len__(self) -> int:
        return 1


def _mask(there: Connection, table: Table) -> None:
    columns = [column for column in table.columns if is_masked(column)]
    keys = list(table.primary_key)
    if not columns:
        return
    rows = there.execute(db.select(*keys, *columns)).all()
    matches = [key == db.bindparam(f"key_{key.name}") for key in keys]
    changed = table.update().where(*matches)
    changed = changed.values(
        {column.name: db.bindparam(f"new_{column.name}") for column in columns}
    )
    for first in range(0, len(rows), BATCH):
        values = [
            {f"key_{key.name}": row._mapping[key] for key in keys}
            | {f"new_{column.name}": _new(column, row._mapping[column]) for column in columns}
            for row in rows[first : first + BATCH]
        ]
        there.execute(changed, values)


def is_masked(column: Column) -> bool:
    """A row's value is replaced: texts, data and places but those masks.py keeps."""
    if column.foreign_keys or column.primary_key or column.table.name == "publication":
        return False
    named = column.name.endswith(PLACES) and column.table.name not in ("district", "municipality")
    typed = isinstance(column.type, String | JSON) or isinstance(
        getattr(column.type, "impl", column.type), LargeBinary
    )
    return named or (typed and not masks.is_kept(column.table.name, column.name))


def _new(column: Column, value):
    if value is None:
        return None
    if column.name.endswith(PLACES):
        return round(value, NEAR)
    if isinstance(column.type, JSON):
        return masks.masked_values(value)
    if not isinstance(column.type, String):  # data of whatever kind
        return None if column.nullable else b""
    if _is_its_own(column):
        return None if column.nullable else masks.unlike_any(column.type.length or 32)
    return masks.masked(value)


def _is_its_own(column: Column) -> bool:
    """A key or a hash: no two rows have the same, or it is of letters of a program alone."""
    unique = any(column.name in index.columns for index in column.table.indexes if index.unique)
    constraints = column.table.constraints
    unique |= any(
        column.name in each.columns for each in constraints if isinstance(each, db.UniqueConstraint)
    )
    return unique or column.name.endswith(("hash", "_key", "sha256", "mark", "head"))


def _rename_people(there: Connection) -> None:
    person = db.metadata.tables["person"]
    name = db.case(
        (person.c.deleted_at.is_(None), db.literal("주민") + _text(person.c.id)), else_=""
    )
    address = db.literal("p") + _text(person.c.id) + "@example.invalid"
    email = db.case((person.c.email.is_not(None), address), else_=None)
    decade = person.c.birth_year - person.c.birth_year % 10
    values = {"name": name, "email": email, "phone": None, "passphrase_hash": None}
    there.execute(person.update().values(birth_year=decade, **values))


def _text(column):
    return db.cast(column, db.String)


def _deal_out_ballots(there: Connection) -> None:
    """Each voter of a round stands for another one's ballot. The roll's key lets no two be the same
    in between, so it is put aside, which no other program sees."""
    roll = db.metadata.tables["participation"]
    rows = there.execute(db.select(roll.c.id, roll.c.round_id, roll.c.person_id)).all()
    voters: dict[int, list[int]] = defaultdict(list)
    for _id, round_id, person_id in rows:
        voters[round_id].append(person_id)
    for people in voters.values():
        random.SystemRandom().shuffle(people)
    others = [{"key": id, "person": voters[round_id].pop()} for id, round_id, _person in rows]
    if not others:
        return
    there.execute(roll.update().values(draft=[]))
    with _without_key(there, roll):
        changed = roll.update().where(roll.c.id == db.bindparam("key"))
        there.execute(changed.values(person_id=db.bindparam("person")), others)


@contextmanager
def _without_key(there: Connection, roll: Table) -> Iterator[None]:
    """On PostgreSQL without the key of round and person; on SQLite, where keys stay, without the
    people, whom the round's own numbers stand for until they are dealt out."""
    if there.dialect.name == "sqlite":
        there.execute(roll.update().values(person_id=-roll.c.id))
        yield
        return
    [key] = [each for each in roll.constraints if isinstance(each, db.UniqueConstraint)]
    columns = ", ".join(column.name for column in key.columns)
    there.exec_driver_sql(f"ALTER TABLE {roll.name} DROP CONSTRAINT {key.name}")
    yield
    there.exec_driver_sql(f"ALTER TABLE {roll.name} ADD CONSTRAINT {key.name} UNIQUE ({columns})")


def _count_anew(address: str) -> None:
    """Counts, map and search of the new words, by the program itself on the scratch database."""
    asked = [sys.executable, "-m", "flask", "--app", "wsgi", "issues", "recount"]
    scratch = {"CIVIC_DATABASE_URL": address}
    done = subprocess.run(asked, env=os.environ | scratch, capture_output=True, text=True)
    if done.returncode:
        raise Unusable(f"the copy could not be counted: {done.stderr.strip()[-300:]}")
