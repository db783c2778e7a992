"""What a command says when its database is not at hand: a sentence of its own for each cause."""

import errno
import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from civic import db_engine
from civic.commands import why
from civic.db import db
from civic.engines.photo_store import MemoryStore
from civic.schema_version import make_tables
from tests.apps import start_app
from tests.databases import postgresql
from tests.ports import steady_port

UPGRADE, LOCKED = "lacks a table or a column", "writing to the database for longer"


def said(address, *words, **settings):
    app = start_app(address, **settings)
    with app.app_context():
        if settings:
            make_tables(db.engine)
        told = app.test_cli_runner().invoke(args=list(words or ("people", "list")))
        db.session.remove()
        db.engine.dispose()
    assert told.exit_code == 1 and told.output.startswith("Error: ")
    assert "Traceback" not in told.output
    return told.output


def test_a_file_without_tables(tmp_path):
    """As when `flask db upgrade` was forgotten."""
    words = said(f"sqlite:///{tmp_path}/new.sqlite3")
    assert UPGRADE in words and "flask --app wsgi db upgrade" in words and "(no such table" in words


def test_a_file_that_somebody_else_writes_to(tmp_path, monkeypatch):
    monkeypatch.setattr(db_engine, "LONGEST_WAIT_S", 0.05)
    with closing(sqlite3.connect(tmp_path / "held.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL").close()
        other.execute("BEGIN IMMEDIATE")
        assert LOCKED in said(f"sqlite:///{tmp_path}/held.sqlite3")


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 1000)
    assert "is no database of SQLite" in said(f"sqlite:///{tmp_path}/broken.sqlite3")


def test_a_folder_in_place_of_a_file(tmp_path):
    assert "can't be opened" in said(f"sqlite:///{tmp_path}")


def test_a_server_that_is_away():
    words = said(f"postgresql+psycopg://civic:x@127.0.0.1:{steady_port()}/civic")
    assert "can't be reached" in words and UPGRADE not in words


class Store(MemoryStore):
    """Gives no list of its files."""

    def __init__(self, why):
        super().__init__()
        self.why = why

    def pages(self, after=""):
        raise self.why


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "can't be read or written at the moment"), (errno.ENOSPC, "is full")],
)
def test_a_photo_store_that_is_away_or_full(tmp_path, number, words):
    store = Store(OSError(number, "photo store: no answer\n\nDebug source: …"))
    address = f"sqlite:///{tmp_path}/civic.sqlite3"
    sentence = said(address, "photos", "sweep", PHOTO_STORE=store)
    assert words in sentence and sentence.endswith("photo store: no answer)\n")


@pytest.fixture(scope="module")
def server():
    with postgresql() as address:
        engine = create_engine(address)
        with engine.begin() as there:
            there.execute(text("CREATE TABLE person (id INTEGER)"))
        yield engine
        engine.dispose()


def failure(server, *statements):
    with pytest.raises(DBAPIError) as failed, server.begin() as there:
        for statement in statements:
            there.execute(text(statement))
    return failed.value


@pytest.mark.parametrize("missing", ["SELECT nickname FROM person", "SELECT 1 FROM nothing"])
def test_what_a_server_lacks(server, missing):
    assert UPGRADE in why(failure(server, missing))


def test_a_database_that_a_server_does_not_have(server):
    there = server.url.set(database="nowhere").render_as_string(hide_password=False)
    assert "refuses this name, its password or its database" in said(there)


def test_a_table_that_somebody_else_holds(server):
    plain = server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as other:
        other.execute("LOCK TABLE person")
        asked = "SET lock_timeout = 1", "SELECT 1 FROM person"
        assert LOCKED in why(failure(server, *asked))
        other.rollback()


def test_a_statement_that_takes_too_long(server):
    slow = failure(server, "SET LOCAL statement_timeout = 1", "SELECT pg_sleep(600)")
    assert "took longer" in why(slow)


def test_a_server_that_takes_no_writes(server):
    asked = "SET TRANSACTION READ ONLY", "INSERT INTO person VALUES (1)"
    assert "may only be read" in why(failure(server, *asked))


def test_a_mistake_of_the_program_is_none_of_them(server):
    assert why(failure(server, "SELECT 1 / 0")) is None
    assert why(failure(server, "no statement")) is None
