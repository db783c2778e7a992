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


def on_statement(name: str, act: str, does: str) -> list[str]:
    """PostgreSQL's statements for a trigger on issues that acts once a statement. does: SQL over
    the tables `added` and `gone`: the issues as that statement left them and as it found them."""
    tables = {"INSERT": "NEW TABLE AS added", "DELETE": "OLD TABLE AS gone"}
    tables["UPDATE"] = " ".join(tables.values())
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {does} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {act} ON issue REFERENCING {tables[act]}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]
