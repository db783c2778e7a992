"""How each database is opened, for how long it is waited for, and whose turn it is to write.

SQLite's own waiting asks again ever more seldom, up to ten times a second: beside a worker that
writes all the time somebody may find the lock taken each time, and is refused after ten seconds.
Asked again some hundred times a second, everybody gets a turn soon. Where the lock is held for
long, one thread of a server waits no longer than a second: it answers who only reads.
"""

import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.pool import Pool

LONGEST_WAIT_S = 10.0
LONGEST_WAIT_MS = int(LONGEST_WAIT_S * 1000)
AT_ONCE_MS = 20  # SQLite asks after 1, 2, 5 and 10 of them
LAST_THREAD_WAIT_S = 1.0
FORGOTTEN_S = 3.0  # after Retry-After: whoever comes again then is the first to wait
PATIENCE = "civic_patience"  # of an engine to SQLite: its requests'
CONNECT_S = 5  # until PostgreSQL has answered
# A line to PostgreSQL that was cut without a word: for so long nothing that was sent was taken, or
# after 10 s of silence three questions found no answer. The kernel by itself waits 15 minutes.
LINE: dict[str, Any] = {
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
RESTED_S = 5.0  # a connection that was not used for so long is asked whether it lives
RESTED = "civic_rested_at"  # of a pool's record: since when nobody uses the connection


class Patience:
    """How long a thread of the server waits for SQLite's lock before it writes.

    Every thread but one waits for LONGEST_WAIT_S. The last free one waits only until the lock has
    been taken for LAST_THREAD_WAIT_S, and then not at all: it is kept for those who only read.
    threads: how many the server has; 0 stands for no limit.
    """

    def __init__(self, threads: int = 0):
        self._others = BoundedSemaphore(threads - 1) if threads else None
        self._since = self._seen = 0.0  # when the lock was first found taken, and when last

    @contextmanager
    def until(self) -> Iterator[float]:
        """Up to when this thread, which found the lock taken, waits for it."""
        if self._others is None:
            yield time.monotonic() + LONGEST_WAIT_S
        elif self._others.acquire(blocking=False):
            try:
                yield time.monotonic() + LONGEST_WAIT_S
            finally:
                self._others.release()
        else:
            yield self._since + LAST_THREAD_WAIT_S

    def found_taken(self) -> None:
        now = time.monotonic()
        if now - self._seen > FORGOTTEN_S:
            self._since = now
        self._seen = now

    def found_free(self) -> None:
        self._seen = 0.0


class AtOnce(Patience):
    """Of what can as well be written later: it finds the lock free at once, or is refused."""

    @contextmanager
    def until(self) -> Iterator[float]:
        yield 0.0


def engine_options(url: str, connections: int = 5, threads: int = 0) -> dict:
    """What SQLAlchemy's create_engine needs beside the address. Errors never show parameters: they
    are people's words, addresses and choices, and errors are logged.

    connections: to PostgreSQL that a process keeps; it opens as many again for a moment, at most.
    threads: of this process that answer requests, 0 where it is not known.
    """
    if url.startswith("sqlite"):
        # isolation_level None: the driver opens no transaction behind our back (see begin_writing).
        connect_args = {"isolation_level": None, "timeout": LONGEST_WAIT_S}
        options = {"hide_parameters": True, "connect_args": connect_args}
        options["execution_options"] = {PATIENCE: Patience(threads)}
        path = Path(url.removeprefix("sqlite:///").partition("?")[0])
        if path.name and ":memory:" not in url:
            path.parent.mkdir(parents=True, exist_ok=True)
            # The connection used last is used next: unchanged_mark knows of one alone.
            options["pool_use_lifo"] = True
        return options
    # None waits for ever: not for a server that is away, a lock, or a statement gone astray.
    limits = "-c lock_timeout=10s -c statement_timeout=60s"
    limits += " -c idle_in_transaction_session_timeout=300s"
    return {
        "hide_parameters": True,
        "pool_size": connections,
        "max_overflow": connections,
        "pool_timeout": 10,
        "connect_args": {"connect_timeout": CONNECT_S, "options": limits, **LINE},
    }


@event.listens_for(Pool, "checkin")
def _note_rest(connection, record) -> None:
    if not isinstance(connection, sqlite3.Connection):
        record.info[RESTED] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _require_alive(connection, record, _fairy) -> None:
    """A kept connection to PostgreSQL still answers, before it is used again.

    A server that stops sends a last word and closes the line. So nothing is asked while nothing has
    come, which saves every page a trip. Only a connection that rested is asked all the same: a
    router between may have forgotten it without a word.

    Raises: InvalidatePoolError, on which another is opened.
    """
    rested_at = record.info.pop(RESTED, None)
    if rested_at is None:  # a new one, or SQLite's
        return
    is_doubtful = time.monotonic() - rested_at >= RESTED_S
    if (is_doubtful or has_word(connection)) and not _answers(connection):
        raise InvalidatePoolError


def has_word(connection) -> bool:
    if connection.closed:
        return True
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN)
    return bool(line.poll(0))


def _answers(connection) -> bool:
    try:
        connection.autocommit = True
        connection.execute("SELECT 1")
        connection.autocommit = False
    except connection.OperationalError:
        return False
    return True


def begin_writing(connection: Connection, is_request: bool) -> None:
    """BEGIN IMMEDIATE. is_request: somebody's page waits for it, not a job's thread or a command.

    Raises: OperationalError where the lock is held for too long.
    """
    own = connection.get_execution_options().get(PATIENCE) if is_request else None
    patience = own or Patience()
    _wait_at_most(connection, AT_ONCE_MS)
    try:
        with ExitStack() as turn:
            _begin_in_turn(connection, patience, turn)
    finally:
        _wait_at_most(connection, LONGEST_WAIT_MS)


def _begin_in_turn(connection: Connection, patience: Patience, turn: ExitStack) -> None:
    ends = 0.0
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as locked:
            if "locked" not in str(locked.orig):
                raise
            patience.found_taken()
            ends = ends or turn.enter_context(patience.until())
            if time.monotonic() >= ends:
                raise
        else:
            patience.found_free()
            return


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None  # it is checked out
    raw.execute(f"PRAGMA busy_timeout={milliseconds}").close()


@event.listens_for(Engine, "connect")
def _care_for_sqlite(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_MS}")
        log_ahead(connection)
        for pragma in (
            "foreign_keys=ON",
            "synchronous=FULL",
            "secure_delete=ON",  # what is dropped is overwritten, however SQLite was built
        ):
            connection.execute(f"PRAGMA {pragma}")


def log_ahead(connection: sqlite3.Connection) -> None:
    """The journal written ahead, which a file keeps once it has it. SQLite waits for nobody while
    it changes to it: of several that open a new file at once, all but one would be refused.

    Raises: sqlite3.OperationalError where the file is held for LONGEST_WAIT_S.
    """
    ends = time.monotonic() + LONGEST_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as held:
            if held.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= ends:
                raise
            time.sleep(AT_ONCE_MS / 1000)


def empty_log(engine: Engine) -> None:
    """SQLite's log keeps rows as they were before a change, until others come to lie over them.
    Brought into the database it is emptied; beside one who reads for long, the next time."""
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        connection.execute(f"PRAGMA busy_timeout={AT_ONCE_MS}").close()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        connection.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_MS}").close()
