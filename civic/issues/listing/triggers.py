"""Triggers come and go with the tables, each database with its own statements."""

from collections.abc import Iterable

from sqlalchemy import DDL, MetaData, event


def attach_triggers(
    metadata: MetaData, dialect: str, creates: Iterable[str], drops: Iterable[str]
) -> None:
    """Run some statements on this kind of database after tables are made, others before they go."""
    for statement in creates:
        ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
        event.listen(metadata, "after_create", ddl)
    for statement in drops:
        event.listen(metadata, "before_drop", DDL(statement).execute_if(dialect=dialect))
