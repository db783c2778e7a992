"""Alembic's way into the app: its engine and its models."""

from alembic import context
from flask import current_app

from civic.db import db


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
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_name=include_name,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
