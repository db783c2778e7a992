"""Databases without tables, what is in them while they migrate, and rows of before."""

from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import MetaData, Table, inspect, text

from civic.commands import start_migrations
from civic.db import db
from tests.apps import start_app
from tests.databases import database

DESTROY = "destroy-rows"


@contextmanager
def without_tables(folder):
    """An app on a database without tables."""
    with database(folder) as address:
        app = start_app(address)
        start_migrations(app)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def tables() -> set[str]:
    names = inspect(db.engine).get_table_names()
    return {name for name in names if not name.startswith("issue_search_")}


def version() -> str:
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


ROWS = {
    "municipality": {"slug": "gaon"},
    "call": {"slug": "call"},
    "round": {"municipality_id": 1, "call_id": 1},
    "person": {"name": "민지"},
    "issue": {"round_id": 1, "reporter_id": 1, "status": "received", "listed": True},
    "solution": {"round_id": 1, "proposer_id": 1},
    "participation": {"round_id": 1, "person_id": 1},
    "ballot": {"round_id": 1, "participation_id": 1},
    "choice": {"ballot_id": 1, "solution_id": 1, "nonce": "nonce"},
}
FILL = {int: 0, str: "", bool: False, float: 0.0, datetime: datetime(2026, 11, 1), object: {}}


def insert_row(connection, name: str, values: dict) -> None:
    """A row with id 1; what must not be empty and is not given gets the emptiest value there is."""
    table = Table(name, MetaData(), autoload_with=connection)
    needed = {
        column.name: FILL[column.type.python_type]
        for column in table.columns
        if not column.nullable
    }
    connection.execute(table.insert(), {**needed, "id": 1, **values})
