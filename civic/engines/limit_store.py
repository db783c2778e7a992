"""Counters of limits that all workers share without a server of their own.

In PostgreSQL a table beside the others, UNLOGGED: counters need not outlive a power cut. Beside
SQLite a file of their own, so that counting waits for no vote and no vote for counting. Keys are
hashes: neither addresses nor people stand there.
"""

import secrets
import time
from pathlib import Path

from limits.storage import Storage
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

SCHEME = "civic-database"
TABLE = "limit_count"
FORGET_ONE_IN = 500  # acts
LONGEST_WAIT_MS = 3000
COUNT = f"""
INSERT INTO {TABLE} (key, count, ends_at) VALUES (:key, :amount, :ends_at)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN {TABLE}.ends_at <= :now THEN :amount ELSE {TABLE}.count + :amount END,
  ends_at = CASE WHEN {TABLE}.ends_at <= :now THEN :ends_at ELSE {TABLE}.ends_at END
RETURNING count
"""
READ = f"SELECT count, ends_at FROM {TABLE} WHERE key = :key AND ends_at > :now"


class DatabaseStorage(Storage):
    """For fixed windows: what the program uses. Raises: SQLAlchemyError when it is away."""

    STORAGE_SCHEME = [SCHEME]

    def __init__(self, uri: str, wrap_exceptions: bool = False, address: str = "", **_options):
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self.address = address
        self._engine: Engine | None = None

    @property
    def base_exceptions(self):
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        values = {"key": key, "amount": amount, "now": now, "ends_at": now + expiry}
        with self._begin() as there:
            if not secrets.randbelow(FORGET_ONE_IN):
                there.execute(text(f"DELETE FROM {TABLE} WHERE ends_at <= :now"), {"now": now})
            return there.scalar(text(COUNT), values)

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1]

    def check(self) -> bool:
        try:
            self._read("")
        except SQLAlchemyError:
            return False
        return True

    def reset(self) -> int | None:
        with self._begin() as there:
            return there.execute(text(f"DELETE FROM {TABLE}")).rowcount

    def clear(self, key: str) -> None:
        with self._begin() as there:
            there.execute(text(f"DELETE FROM {TABLE} WHERE key = :key"), {"key": key})

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        with self._begin() as there:
            row = there.execute(text(READ), {"key": key, "now": now}).first()
        return (row.count, row.ends_at) if row else (0, now)

    def _begin(self):
        if self._engine is None:
            self._engine = _engine_of(self.address)
        return self._engine.begin()


def storage_of(where: str, database_url: str) -> tuple[str, dict]:
    """Flask-Limiter's address and options for the setting LIMIT_STORAGE."""
    if where != "database":
        # A store that is away is not waited for: each process then counts for itself.
        quick = {"socket_connect_timeout": 1, "socket_timeout": 1}
        return where, quick if where.startswith("redis") else {}
    if database_url.startswith("sqlite"):
        path = Path(database_url.removeprefix("sqlite:///").partition("?")[0])
        if not path.name or ":memory:" in database_url:
            return "memory://", {}
        database_url = f"sqlite:///{path.with_name(f'{path.stem}-limits.sqlite3')}"
    return f"{SCHEME}://", {"address": database_url}


def _engine_of(address: str) -> Engine:
    is_sqlite = address.startswith("sqlite")
    if is_sqlite:
        options: dict = {
            "connect_args": {"isolation_level": None, "timeout": LONGEST_WAIT_MS / 1000}
        }
    else:
        limits = f"-c lock_timeout={LONGEST_WAIT_MS} -c statement_timeout={LONGEST_WAIT_MS}"
        connect = {"connect_timeout": 2, "options": limits}
        options = {"pool_pre_ping": True, "pool_size": 1, "pool_timeout": 1}
        options["connect_args"] = connect
    engine = create_engine(address, hide_parameters=True, **options)
    if is_sqlite:
        event.listen(engine, "connect", _need_not_last)
    unlogged = "" if is_sqlite else "UNLOGGED"
    with engine.begin() as there:
        if not is_sqlite:  # two that create it at once would both try
            there.execute(text("SELECT pg_advisory_xact_lock(4029)"))
        there.execute(
            text(
                f"CREATE {unlogged} TABLE IF NOT EXISTS {TABLE} (key VARCHAR(200) PRIMARY KEY,"
                " count INTEGER NOT NULL, ends_at DOUBLE PRECISION NOT NULL)"
            )
        )
    return engine


def _need_not_last(connection, _record):
    connection.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_MS}")
    connection.execute("PRAGMA synchronous=OFF")
