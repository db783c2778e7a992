"""Counters of limits that all workers share without a server of their own.

In PostgreSQL a table beside the others, UNLOGGED: counters need not outlive a power cut. Beside
SQLite a file of their own, so that counting waits for no vote and no vote for counting. Keys are
hashes: neither addresses nor people stand there.
"""

import logging
import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from limits import RateLimitItem
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import make_url

from civic.db_engine import LINE, log_ahead

log = logging.getLogger(__name__)
TABLE = "limit_count"
FORGET_ONE_IN = 500  # acts
LONGEST_WAIT_MS = 1000  # then each process counts for itself, and whoever acts goes on
ALONE_S = 5  # for so long nobody waits for a store that was away
CREATE = (
    f"TABLE IF NOT EXISTS {TABLE} (key VARCHAR(200) PRIMARY KEY,"
    " count INTEGER NOT NULL, ends_at DOUBLE PRECISION NOT NULL)"
)
COUNT = f"""
INSERT INTO {TABLE} (key, count, ends_at) VALUES %s
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN {TABLE}.ends_at <= :now THEN :amount ELSE {TABLE}.count + :amount END,
  ends_at = CASE WHEN {TABLE}.ends_at <= :now THEN excluded.ends_at ELSE {TABLE}.ends_at END
RETURNING key, count
"""
GIVE_BACK = f"UPDATE {TABLE} SET count = count - 1 WHERE key = :key AND ends_at > :now RETURNING 1"
READ = f"SELECT count, ends_at FROM {TABLE} WHERE key = :key AND ends_at > :now"


# Does one statement, which is a transaction of its own; gives its rows.
Ask = Callable[[str, dict], list]
Found = TypeVar("Found")


class Limit(NamedTuple):
    """Of so many acts in a window, and whose they are."""

    item: RateLimitItem
    of: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.item.key_for(*self.of)


class Counters:
    """Acts in windows of time, counted in a store that all workers share. While it is away, this
    process counts alone."""

    def __init__(self, store: Storage):
        self.store, self._shared = store, FixedWindowRateLimiter(store)
        self._alone_until, self._turn = 0.0, threading.Lock()

    def hit(self, item: RateLimitItem, *of: str, cost: int = 1) -> bool:
        """Count one more, and say if it may be."""
        return self._ask(lambda counters: counters.hit(item, *of, cost=cost))

    def first_full(self, limits: Sequence[Limit]) -> Limit | None:
        """Count one more act of each, up to the first that has no room for it; gives that one."""
        return self._ask(partial(_first_full, limits))

    def ends_at(self, item: RateLimitItem, *of: str) -> float:
        """When its window ends, by time.time()."""
        return self._ask(lambda counters: counters.get_window_stats(item, *of).reset_time)

    def _ask(self, ask: Callable[[FixedWindowRateLimiter], Found]) -> Found:
        """One thread at a time: of several on PostgreSQL's one connection each would wait in vain
        for LONGEST_WAIT_MS, one after the other."""
        with self._turn:
            if time.monotonic() >= self._alone_until:
                try:
                    return ask(self._shared)
                except self.store.base_exceptions as away:
                    why = type(away).__name__
                    log.warning("counters are away, each process counts alone: %s", why)
                    self._alone_until = time.monotonic() + ALONE_S
            return ask(self._own)

    @cached_property
    def _own(self) -> FixedWindowRateLimiter:
        return FixedWindowRateLimiter(MemoryStorage())


def _first_full(limits: Sequence[Limit], counters: FixedWindowRateLimiter) -> Limit | None:
    if isinstance(counters.storage, DatabaseStorage):
        return counters.storage.first_full(limits)
    return next((one for one in limits if not counters.hit(one.item, *one.of)), None)


class DatabaseStorage(Storage):
    """For fixed windows: what the program uses. Raises: base_exceptions when it is away."""

    STORAGE_SCHEME = None  # it is made by hand, not found by an address

    def __init__(self, address: str):
        super().__init__()
        self.address = address
        self._ask_there: Ask | None = None

    @property
    def base_exceptions(self):
        return _errors(self.address.startswith("sqlite"))

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._count({key: expiry}, amount)[key]

    def first_full(self, limits: Sequence[Limit]) -> Limit | None:
        """As Counters' own. All are counted by one statement, and given back after the first that
        is full, which is seldom."""
        counts = self._count({limit.key: limit.item.get_expiry() for limit in limits})
        for place, limit in enumerate(limits):
            if counts[limit.key] > limit.item.amount:
                for later in limits[place + 1 :]:
                    self.ask_store(GIVE_BACK, key=later.key, now=time.time())
                return limit
        return None

    def _count(self, windows: dict[str, int], amount: int = 1) -> dict[str, int]:
        """Key → acts in its window. windows: key → seconds."""
        now = time.time()
        if not secrets.randbelow(FORGET_ONE_IN):
            self.ask_store(f"DELETE FROM {TABLE} WHERE ends_at <= :now RETURNING 1", now=now)
        values: dict[str, float | str] = {"amount": amount, "now": now}
        for place, key in enumerate(sorted(windows)):  # two who count the same make no circle
            values |= {f"key_{place}": key, f"ends_at_{place}": now + windows[key]}
        return dict(self.ask_store(_counting(len(windows)), **values)) if windows else {}

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1]

    def check(self) -> bool:
        try:
            self._read("")
        except self.base_exceptions:
            return False
        return True

    def reset(self) -> int | None:
        return len(self.ask_store(f"DELETE FROM {TABLE} RETURNING 1"))

    def clear(self, key: str) -> None:
        self.ask_store(f"DELETE FROM {TABLE} WHERE key = :key RETURNING 1", key=key)

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        rows = self.ask_store(READ, key=key, now=now)
        return rows[0] if rows else (0, now)

    def ask_store(self, statement: str, **values) -> list:
        if self._ask_there is None:
            is_file = self.address.startswith("sqlite")
            self._ask_there = (_in_file if is_file else _in_postgresql)(self.address)
        return self._ask_there(statement, values)


@cache
def _counting(keys: int) -> str:
    return COUNT % ", ".join(f"(:key_{n}, :amount, :ends_at_{n})" for n in range(keys))


def _errors(in_file: bool) -> tuple[type[Exception], ...]:
    if in_file:
        return (sqlite3.Error,)
    import psycopg

    return (psycopg.Error,)


def store_of(where: str, database_url: str) -> Storage:
    """For the setting LIMIT_STORAGE. Raises: limits' ConfigurationError for a place it can't be."""
    if where != "database":
        # A store that is away is not waited for: each process then counts for itself.
        quick = {"socket_connect_timeout": 1, "socket_timeout": 1}
        options = quick if where.startswith("redis") else {}
        return cast(Storage, storage_from_string(where, **options))
    if database_url.startswith("sqlite"):
        path = Path(database_url.removeprefix("sqlite:///").partition("?")[0])
        if not path.name or ":memory:" in database_url:
            return MemoryStorage()
        database_url = f"sqlite:///{path.with_name(f'{path.stem}-limits.sqlite3')}"
    return DatabaseStorage(database_url)


def _in_file(address: str) -> Ask:
    """Past SQLAlchemy, which would take longer than all else: who supports is counted twice."""
    path, of_thread = address.removeprefix("sqlite:///"), threading.local()

    def ask(statement: str, values: dict) -> list:
        if not hasattr(of_thread, "connection"):
            connection = sqlite3.connect(path, LONGEST_WAIT_MS / 1000, isolation_level=None)
            log_ahead(connection)
            connection.execute("PRAGMA synchronous=OFF")  # counters need not last
            connection.execute(f"CREATE {CREATE}")
            of_thread.connection = connection
        return of_thread.connection.execute(statement, values).fetchall()

    return ask


def _in_postgresql(address: str) -> Ask:
    """Past SQLAlchemy too, on one connection that the threads of a process take in turn."""
    import psycopg  # no city on SQLite needs it

    limits = f"-c lock_timeout={LONGEST_WAIT_MS} -c statement_timeout={LONGEST_WAIT_MS}"
    where = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    written = cache(lambda statement: re.sub(r":(\w+)", r"%(\1)s", statement))

    def connect() -> psycopg.Connection:
        return psycopg.connect(where, autocommit=True, connect_timeout=2, options=limits, **LINE)

    with connect() as there, there.transaction():
        there.execute("SELECT pg_advisory_xact_lock(4029)")  # two at once would both try
        there.execute(f"CREATE UNLOGGED {CREATE}")
    kept = [connect()]

    def ask(statement: str, values: dict) -> list:
        try:
            return kept[0].execute(written(statement), values).fetchall()
        except psycopg.OperationalError:
            if not kept[0].closed:
                raise
        kept[0] = connect()  # the server was started again meanwhile
        return kept[0].execute(written(statement), values).fetchall()

    return ask
