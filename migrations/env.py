"""Alembic's way into the app: its engine and its models."""

from contextlib import contextmanager

from alembic import context
from alembic.util import CommandError
from flask import current_app

from civic.db import db
from civic.downgrading import losses, refusal


def include_name(name, kind, _parents) -> bool:
    """The search index is not a model: migrations write it by hand."""
    return not (kind == "table" and name.startswith("issue_search"))


def run() -> None:
    if context.is_offline_mode():
        address = current_app.config["DATABASE_URL"]
        context.configure(url=address, target_metadata=db.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection, free_to_rebuild(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_name=include_name,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        refuse_to_destroy(connection)
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":  # rows of years take minutes
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            context.run_migrations()
            check_references(connection)


def refuse_to_destroy(connection) -> None:
    """A step back says what it would destroy, and is not taken unless that is asked for."""
    if "destroy-rows" in context.get_x_argument(as_dictionary=True):
        return
    here = context.get_context()
    # What run_migrations() is going to do; Alembic has no public name for it.
    steps = list(here._migrations_fn(here.get_current_heads(), here))
    connection.rollback()
    if not any(getattr(step, "is_downgrade", False) for step in steps):
        return
    found = losses(connection, context.begin_transaction, context.run_migrations)
    if found:
        raise CommandError(refusal(found, str(context.get_revision_argument())))


@contextmanager
def free_to_rebuild(connection):
    """SQLite changes a table by copying and dropping it; rows elsewhere that refer to it would
    forbid that. The connection is not used again, so that nothing else goes unchecked.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.invalidate()


def check_references(connection) -> None:
    """Keep nothing of a migration that leaves a row pointing nowhere."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows would point nowhere: {broken[:5]}")


run()
