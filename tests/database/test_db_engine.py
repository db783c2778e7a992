"""Somebody who wants to write to SQLite gets a turn beside another who writes all the time, and a
process asks PostgreSQL for no more connections than it was given."""

import socket
import sqlite3
import threading
import time
from contextlib import ExitStack, closing, contextmanager

import psycopg
import pytest
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from civic import db_engine
from civic.db import db
from civic.db_engine import AT_ONCE_MS, Patience, engine_options
from civic.schema_version import make_tables
from tests.apps import made_app, start_app
from tests.databases import postgresql

HELD_S = 0.05


@pytest.fixture
def engine(tmp_path):
    """A file with one table, opened as the program opens it."""
    address = f"sqlite:///{tmp_path}/civic.sqlite3"
    engine = create_engine(address, **engine_options(address))
    with engine.begin() as there:
        there.execute(text("CREATE TABLE act (who TEXT)"))
    yield engine
    engine.dispose()


def test_who_waits_asks_again_and_again(engine, tmp_path):
    """By SQLite's own waiting a statement is asked once, and within it ever more seldom: beside a
    worker that writes all the time it may find the lock taken each time."""
    other = sqlite3.connect(tmp_path / "civic.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waits = []

    @event.listens_for(engine, "before_cursor_execute")
    def asked(_connection, cursor, statement, *_more):
        if statement == "BEGIN IMMEDIATE":
            own = cursor.connection.execute("PRAGMA busy_timeout")
            waits.append(own.fetchone()[0])
        if len(waits) == 10 and other.in_transaction:
            other.execute("COMMIT")

    with engine.begin() as there:
        there.execute(text("INSERT INTO act VALUES ('민지')"))
    other.close()
    assert waits == [AT_ONCE_MS] * 10


def test_a_lock_that_is_held_for_long_is_given_up(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(db_engine, "LONGEST_WAIT_S", 0.3)
    other = sqlite3.connect(tmp_path / "civic.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(OperationalError, match="locked"), engine.begin():
        pass
    assert 0.3 <= time.monotonic() - began < 10  # which is SQLite's own
    other.execute("COMMIT")
    with engine.begin() as there:  # the connection is as good as new
        there.execute(text("INSERT INTO act VALUES ('민지')"))
        assert there.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
    with engine.begin() as there:
        assert there.execute(text("SELECT count(*) FROM act")).scalar() == 1


def test_all_threads_but_one_wait_long():
    patience, longest = Patience(threads=3), db_engine.LONGEST_WAIT_S
    patience.found_taken()
    with patience.until() as first, patience.until() as second:
        with patience.until() as last:
            assert min(first, second) - last >= longest - db_engine.LAST_THREAD_WAIT_S
        with patience.until() as again:
            assert again == last  # since when it is taken counts, not who comes when
    with patience.until() as freed:
        assert freed >= first


def test_a_lock_that_was_free_meanwhile_is_waited_for_anew(monkeypatch):
    moment = iter((0.0, 2.0, 2.5))
    monkeypatch.setattr(db_engine.time, "monotonic", lambda: next(moment) + 1_000)
    patience = Patience(threads=1)
    patience.found_taken()
    patience.found_taken()
    with patience.until() as ends:
        assert ends == 1_000 + db_engine.LAST_THREAD_WAIT_S  # which is over
    patience.found_free()
    patience.found_taken()
    with patience.until() as ends:
        assert ends == 1_002.5 + db_engine.LAST_THREAD_WAIT_S


def test_the_last_thread_goes_on_answering_pages_beside_a_lock(tmp_path, monkeypatch):
    """Unless all waited for a minute."""
    monkeypatch.setattr(db_engine, "LONGEST_WAIT_S", 60.0)
    monkeypatch.setattr(db_engine, "LAST_THREAD_WAIT_S", 0.05)
    with made_app(f"sqlite:///{tmp_path}/civic.sqlite3", THREADS=1) as app, held(tmp_path):
        browser, began = app.test_client(), time.monotonic()
        refused = browser.post("/sign-in", data={"address": "minji@example.com"})
        assert time.monotonic() - began < 30
        assert refused.status_code == 503 and refused.headers["Retry-After"]
        assert "잠시 뒤 다시" in refused.text
        assert browser.get("/sign-in").status_code == 200


@contextmanager
def held(folder):
    """Somebody else writes for as long as this lasts."""
    with closing(sqlite3.connect(folder / "civic.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


def test_what_is_no_lock_is_told_at_once(tmp_path):
    address = f"sqlite:///{tmp_path}/broken.sqlite3"
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 1000)
    engine = create_engine(address, **engine_options(address))
    began = time.monotonic()
    with pytest.raises(Exception, match="not a database"), engine.begin():
        pass
    assert time.monotonic() - began < db_engine.LONGEST_WAIT_S


def test_a_process_opens_no_more_connections_than_its_setting_says():
    with postgresql() as address:
        app = start_app(address, DATABASE_CONNECTIONS=2)
        with app.app_context(), ExitStack() as opened:
            for _ in range(4):
                opened.enter_context(db.engine.connect())
            db.engine.pool._timeout = 0.2
            with pytest.raises(PoolTimeout):
                opened.enter_context(db.engine.connect())
        with app.app_context():
            assert db.engine.pool.checkedin() == 2  # kept for the next
            db.engine.dispose()


def test_a_connection_that_says_nothing_is_not_asked_whether_it_lives(monkeypatch):
    asked, usual = [], db_engine._answers
    monkeypatch.setattr(
        db_engine, "_answers", lambda connection: asked.append(1) or usual(connection)
    )
    pid = text("SELECT pg_backend_pid()")
    with postgresql() as address, engine_of(address) as engine:
        taken = [scalar(engine, pid) for _ in range(3)]
        assert len(set(taken)) == 1 and not asked
        monkeypatch.setattr(db_engine, "RESTED_S", 0.0)
        assert scalar(engine, pid) == taken[0] and len(asked) == 1
        monkeypatch.setattr(db_engine, "RESTED_S", 1e9)
        with psycopg.connect(plain(address), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 10000)", taken[:1])
        assert scalar(engine, pid) != taken[0] and len(asked) == 2


def test_a_line_that_was_cut_without_a_word_is_not_waited_for_as_long_as_the_kernel_would():
    with postgresql() as address, engine_of(address) as engine, engine.connect() as there:
        known = there.connection.dbapi_connection.info.get_parameters()
    assert (known["tcp_user_timeout"], known["keepalives_idle"]) == ("10000", "10")


def scalar(engine, statement):
    with engine.connect() as there:
        return there.execute(statement).scalar_one()


@contextmanager
def engine_of(address):
    engine = create_engine(address, **engine_options(address))
    yield engine
    engine.dispose()


def plain(address):
    """As PostgreSQL's own library takes it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


def test_whoever_finds_no_connection_is_told_in_words():
    with postgresql() as address:
        app = start_app(address, DATABASE_CONNECTIONS=1)
        with app.app_context(), ExitStack() as opened:
            make_tables(db.engine)
            for _ in range(2):
                opened.enter_context(db.engine.connect())
            db.engine.pool._timeout = 0.2
            answer = app.test_client().get("/gaon/")
        assert answer.status_code == 503 and answer.headers["Retry-After"]
        assert "잠시 뒤 다시" in answer.text
        with app.app_context():
            db.engine.dispose()


def test_a_server_that_takes_a_connection_and_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(db_engine, "CONNECT_S", 2)  # PostgreSQL's library takes no less
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        app, began = (
            start_app(f"postgresql+psycopg://civic@127.0.0.1:{port}/civic"),
            time.monotonic(),
        )
        with app.app_context():
            answer = app.test_client().get("/gaon/")
            db.engine.dispose()
        assert time.monotonic() - began < 60  # the library by itself: 130 s
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "잠시 뒤 다시" in answer.text


def test_who_opens_a_new_file_waits_for_another_who_does(tmp_path):
    other = sqlite3.connect(tmp_path / "civic.sqlite3", isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE act (who TEXT)")
    address = f"sqlite:///{tmp_path}/civic.sqlite3"
    opened = []

    def open_it():
        engine = create_engine(address, **engine_options(address))
        with engine.connect() as there:
            opened.append(there.exec_driver_sql("PRAGMA journal_mode").scalar())
        engine.dispose()

    thread = threading.Thread(target=open_it)
    thread.start()
    time.sleep(HELD_S)
    assert not opened
    other.execute("COMMIT")
    thread.join()
    other.close()
    assert opened == ["wal"]


def test_a_new_file_held_too_long_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(db_engine, "LONGEST_WAIT_S", HELD_S)
    with ExitStack() as held:
        other = held.enter_context(closing(sqlite3.connect(tmp_path / "x", isolation_level=None)))
        mine = held.enter_context(closing(sqlite3.connect(tmp_path / "x", timeout=0)))
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE act (who TEXT)")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            db_engine.log_ahead(mine)
