"""The database session, its naming convention, the clock, and the care each database needs."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import uuid4

from flask import has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CursorResult,
    Date,
    DateTime,
    Delete,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    TypeDecorator,
    Update,
    bindparam,
    event,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, lazyload
from sqlalchemy.sql.functions import FunctionElement

from civic.db_engine import begin_writing
from civic.db_session import QuietSession

# True while a request that only reads is served: SQLite then takes no write lock.
reading: ContextVar[bool] = ContextVar("reading", default=False)


def system_clock() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = system_clock


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"class_": QuietSession})
if TYPE_CHECKING:
    Model = Base  # a checker of types cannot follow an attribute of an object as a base class
else:
    Model = db.Model
Row = TypeVar("Row")


class UtcDateTime(TypeDecorator):
    """An aware UTC time on every database; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware UTC; this one has no zone")
        return value.astimezone(UTC)

    def result_processor(self, dialect, coltype):
        usual = super().result_processor(dialect, coltype)
        return _read_utc if dialect.name == "sqlite" else usual  # a page reads some hundred

    def process_result_value(self, value, dialect):
        return value.astimezone(UTC) if value else None


@lru_cache(2_000)  # a round's phases and whoever asks are read at each request
def _read_utc(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


class day_in_seoul(FunctionElement):
    """The day in Korea of a UtcDateTime, told by the database: 2026-11-23."""

    type = String()
    inherit_cache = True


@compiles(day_in_seoul, "sqlite")
def _day_on_sqlite(element, compiler, **how):
    return f"date({compiler.process(element.clauses, **how)}, '+9 hours')"


@compiles(day_in_seoul, "postgresql")
def _day_on_postgresql(element, compiler, **how):
    moment = compiler.process(element.clauses, **how)
    return f"to_char({moment} AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD')"


class days_in_seoul(FunctionElement):
    """How many midnights of Korea lie between two UtcDateTimes or dates, told by the database."""

    type = Integer()
    inherit_cache = True


@compiles(days_in_seoul, "sqlite")
def _days_on_sqlite(element, compiler, **how):
    first, last = (compiler.process(each, **how) for each in element.clauses)
    # Days begin at noon there: nine hours on are an eighth of a day short of it. Dates stay so too.
    ends = (f"CAST(julianday({each}) - 0.125 AS INTEGER)" for each in (last, first))
    return f"({' - '.join(ends)})"


@compiles(days_in_seoul, "postgresql")
def _days_on_postgresql(element, compiler, **how):
    first, last = (
        compiler.process(each, **how)
        if isinstance(each.type, Date)
        else f"({compiler.process(each, **how)} AT TIME ZONE 'Asia/Seoul')::date"
        for each in element.clauses
    )
    return f"({last} - {first})"


def now() -> datetime:
    """The time, aware, in UTC. The only clock of the program."""
    return _clock()


def set_clock(clock: Callable[[], datetime]) -> None:
    """Let tests and the demo live at another time."""
    global _clock
    _clock = clock


@event.listens_for(Engine, "begin")
def _begin(connection):
    connection.info.pop("mark", None)  # of the transaction before
    if connection.dialect.name == "sqlite":
        if reading.get():
            connection.exec_driver_sql("BEGIN")
        else:
            begin_writing(connection, has_request_context())
        connection.info["written"] = _raw(connection).total_changes


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def unchanged_mark() -> tuple | None:
    """A mark that is the same again only if nobody has written to the database in between.

    None when this transaction has written itself: what it sees may yet be rolled back.
    """
    db.session.flush()
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        return _mark_of_snapshot(connection)
    written = _raw(connection).total_changes
    if connection.info["written"] != written:
        return None
    # The version tells of other connections' commits, and is comparable on one connection only.
    if "mark" not in connection.info:
        (connection.info["mark"],) = _raw(connection).execute("PRAGMA data_version").fetchone()
    return connection.info.setdefault("name", uuid4()), connection.info["mark"], written


def _mark_of_snapshot(connection: Connection) -> tuple | None:
    if reading.get() and "mark" in connection.info:  # asked once: it writes nothing meanwhile
        return connection.info["mark"]
    query = "SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned() IS NULL"
    snapshot, is_reading = connection.exec_driver_sql(query).one()
    connection.info["mark"] = (snapshot,) if is_reading else None
    return connection.info["mark"]


@contextmanager
def writing():
    """Transactions begun inside may write, also while another session of ours reads."""
    before = reading.set(False)
    try:
        yield
    finally:
        reading.reset(before)


@contextmanager
def one_moment():
    """Everything read inside is as it was at one moment; others may write meanwhile."""
    db.session.commit()
    reading.set(True)
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        finish_reading()


def finish_reading() -> None:
    """End the reading transaction; what it read stays, and the next one may write."""
    session = db.session()
    session.expire_on_commit = False
    session.commit()
    session.expire_on_commit = True
    reading.set(False)


def lock(model, ids) -> None:
    """Keep others from changing rows until the commit. ids: a collection, or a select of them.

    In order of id, so that two who want the same rows make no circle. Not their keys: whoever
    stored a row that refers to one shares its key, and two who did would wait for each other.
    """
    if db.engine.dialect.name == "sqlite":  # where whoever may write has all of it alone
        return
    if isinstance(ids, Collection) and len(ids) == 1:
        db.session.execute(_one_locked(model.__table__), {"id": next(iter(ids))})
    else:
        lock_found(model, ids)


def lock_found(model, ids) -> Sequence[int]:
    """lock() rows; gives the ids of those there are."""
    return db.session.scalars(_locked(select(model.id), model, ids)).all()


@cache
def _one_locked(table: Table) -> Select:
    """Built once, past the ORM: each support locks a person and an issue."""
    one = select(table.c.id).where(table.c.id == bindparam("id"))
    return locking(one)


def hold(model: type[Row], ids) -> Sequence[Row]:
    """lock() rows, and read again all that is known of them; gives them."""
    rows = _locked(select(model).options(lazyload("*")), model, ids)
    return db.session.scalars(rows, execution_options={"populate_existing": True}).all()


def hold_row(row) -> None:
    hold(type(row), [row.id])


def _locked(query, model, ids):
    query = query.where(model.id.in_(ids)).order_by(model.id)
    return locking(query, model)


def locking(query: Select, of: Any = None) -> Select:
    """A SELECT that lock()s its rows; of: only those of this table."""
    return query.with_for_update(key_share=True, of=of)


def rows_changed(statement: Update | Delete, values: dict | None = None) -> int:
    """Do an UPDATE or a DELETE; gives how many rows it met."""
    return cast(CursorResult, db.session.execute(statement, values)).rowcount


def insert(table, dialect: str | None = None):
    """An INSERT that knows ON CONFLICT. dialect: a database's name, else the one at hand."""
    known = postgresql if (dialect or db.engine.dialect.name) == "postgresql" else sqlite
    return known.insert(table)


def insert_once(table, **values) -> bool:
    """Insert a row unless its unique key is taken. True when this call stored it."""
    statement = insert(table).values(**values).on_conflict_do_nothing()
    # Not rowcount: PostgreSQL's driver does not know it for these statements.
    stored = db.session.execute(statement.returning(literal_column("1")))
    return stored.first() is not None
