"""Whose turn it is to write to SQLite, while many want to.

SQLite's own waiting asks again ever more seldom, up to ten times a second: beside a worker that
writes all the time somebody may find the lock taken each time, and is refused after ten seconds.
Asked again some hundred times a second, everybody gets a turn soon.
"""

import time

from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

LONGEST_WAIT_S = 10.0
LONGEST_WAIT_MS = int(LONGEST_WAIT_S * 1000)
AT_ONCE_MS = 20  # SQLite asks after 1, 2, 5 and 10 of them


def begin_writing(connection: Connection) -> None:
    """BEGIN IMMEDIATE. Raises: OperationalError where the lock is held for LONGEST_WAIT_S."""
    ends = time.monotonic() + LONGEST_WAIT_S
    _wait_at_most(connection, AT_ONCE_MS)
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as locked:
                if "locked" not in str(locked.orig) or time.monotonic() >= ends:
                    raise
    finally:
        _wait_at_most(connection, LONGEST_WAIT_MS)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None  # it is checked out
    raw.execute(f"PRAGMA busy_timeout={milliseconds}").close()  # type: ignore[attr-defined]
