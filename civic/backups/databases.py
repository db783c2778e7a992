"""A database into files of a backup and back: SQLite by its backup API, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, make_url

from civic.backups.manifest import Unusable

MAIN, QUEUE, DUMP = "database.sqlite3", "jobs.sqlite3", "database.pgdump"


class Database(Protocol):
    kind: str

    def copy(self, folder: Path) -> list[Path]:
        """Files of the folder that hold it as it was at one moment; others write meanwhile.
        Raises: Unusable."""

    def is_empty(self) -> bool:
        """Nobody has made a table in it yet."""

    def restore(self, folder: Path) -> None:
        """Fill the empty database from these files. Raises: Unusable."""


def of(address: str) -> Database:
    """address: DATABASE_URL."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        assert url.database  # a database in memory has no backup worth the name
        return SqliteDatabase(Path(url.database))
    return PostgresDatabase(url)


@dataclass(frozen=True)
class SqliteDatabase:
    path: Path
    kind = "sqlite"

    @property
    def queue(self) -> Path:
        """The file by which the worker is woken (engines/job_queue.py)."""
        return self.path.with_name(f"{self.path.stem}-jobs.sqlite3")

    def copy(self, folder: Path) -> list[Path]:
        copies = [(self.path, folder / MAIN), (self.queue, folder / QUEUE)]
        copied = [target for source, target in copies if source.exists()]
        for source, target in copies[: len(copied)]:
            with (
                closing(sqlite3.connect(source)) as there,
                closing(sqlite3.connect(target)) as here,
            ):
                there.backup(here)
                here.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
                _drop_for_good(here)
                _check(here)
        return copied

    def is_empty(self) -> bool:
        if not self.path.exists():
            return True
        with closing(sqlite3.connect(self.path)) as there:
            return not there.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def restore(self, folder: Path) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for source, target in ((folder / MAIN, self.path), (folder / QUEUE, self.queue)):
            if source.exists():
                with closing(sqlite3.connect(source)) as there:
                    _check(there)
                for rest in (
                    "",
                    "-wal",
                    "-shm",
                ):  # of an empty one: they'd be taken for the new one's
                    target.with_name(target.name + rest).unlink(missing_ok=True)
                shutil.copyfile(source, target)


def _drop_for_good(copy: sqlite3.Connection) -> None:
    """The search index keeps pieces of words that were dropped until its parts are merged; a copy
    is to hold no more than the program shows."""
    indexed = "SELECT 1 FROM sqlite_master WHERE name = 'issue_search'"
    if copy.execute(indexed).fetchone():
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("INSERT INTO issue_search(issue_search) VALUES ('optimize')")
        copy.commit()


def _check(connection: sqlite3.Connection) -> None:
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as wrong:
        answer = str(wrong)
    if answer != "ok":
        raise Unusable(f"the copy of the database is damaged: {answer}")


@dataclass(frozen=True)
class PostgresDatabase:
    url: URL
    kind = "postgresql"

    def copy(self, folder: Path) -> list[Path]:
        target = folder / DUMP
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return [target]

    def is_empty(self) -> bool:
        with self.connection() as there:
            tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            return not there.execute(tables).fetchone()[0]

    def restore(self, folder: Path) -> None:
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        self._run("pg_restore", *options, str(folder / DUMP))

    @contextmanager
    def connection(self):
        import psycopg

        try:
            there = psycopg.connect(self._address(hidden=False), autocommit=True)
        except psycopg.OperationalError as away:
            raise Unusable(f"PostgreSQL does not answer: {away}") from away
        with there:
            yield there

    @contextmanager
    def scratch(self, name: str):
        """The address (DATABASE_URL) of a new database on the same server, dropped afterwards."""
        with self.connection() as there:
            there.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            with self.connection() as there:
                there.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _address(self, hidden: bool) -> str:
        plain = self.url.set(drivername="postgresql")
        if hidden:
            plain = plain.set(password=None)
        return plain.render_as_string(hide_password=False)

    def _run(self, program: str, *options: str) -> None:
        if shutil.which(program) is None:
            raise Unusable(
                f"{program} is not on this machine: install PostgreSQL's client programs"
            )
        asked = [program, *options, f"--dbname={self._address(hidden=True)}"]
        # The password is in nobody's list of processes.
        secret = {"PGPASSWORD": self.url.password} if self.url.password else {}
        done = subprocess.run(asked, env={**os.environ, **secret}, capture_output=True, text=True)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Unusable(f"{program} failed: {last}")
