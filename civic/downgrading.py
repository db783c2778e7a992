"""What a step back of the tables destroys: found by taking it in a transaction that is rolled back.

Whatever a migration does to get there, what is gone is what was there before and is not after.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from sqlalchemy import Connection, cast, column, func, inspect, select, table
from sqlalchemy.types import Text

EMPTY = ("", "0", "0.0", "false", "[]", "{}", "null")
OWN = ("alembic_version", "issue_search")  # search is made anew from the rows


class _OnlyTried(Exception):
    """Ends the transaction without a trace."""


@dataclass(frozen=True)
class DatabaseShape:
    """table → its columns, and table → how many rows it has."""

    columns: dict[str, frozenset[str]]
    rows: dict[str, int]

    @classmethod
    def of(cls, connection: Connection) -> "DatabaseShape":
        there = inspect(connection)
        names = [name for name in there.get_table_names() if not name.startswith(OWN)]
        columns = {name: frozenset(c["name"] for c in there.get_columns(name)) for name in names}
        return cls(columns, {name: _count(connection, name) for name in names})


def losses(
    connection: Connection,
    transaction: Callable[[], AbstractContextManager],
    go_back: Callable[[], None],
) -> list[str]:
    """In words, what going back would destroy; [] for nothing. Changes nothing."""
    before = DatabaseShape.of(connection)
    connection.rollback()
    after = before
    with suppress(_OnlyTried), transaction():
        go_back()
        after = DatabaseShape.of(connection)
        raise _OnlyTried
    lost = []
    for name, rows in sorted(before.rows.items()):
        fewer = rows - after.rows.get(name, 0)
        if fewer > 0:
            lost.append(f"{name}: {fewer} rows")
        for gone in sorted(before.columns[name] - after.columns.get(name, before.columns[name])):
            if values := _filled(connection, name, gone):
                lost.append(f"{name}.{gone}: {values} values")
    connection.rollback()
    return lost


def refusal(lost: list[str], back_to: str) -> str:
    """A sentence for whoever asked."""
    lines = "\n".join(f"  {what}" for what in lost)
    return (
        f"Going back to {back_to} would destroy for good:\n{lines}\n"
        "Nothing was changed. Make a backup first (`flask backup FOLDER`); whoever wants it all the"
        " same says `flask db downgrade -x destroy-rows …`."
    )


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0


def _filled(connection: Connection, name: str, of: str) -> int:
    """In how many rows a column says something: not nothing, zero or no."""
    value = cast(column(of), Text)
    says = value.is_not(None) & value.not_in(EMPTY)
    query = select(func.count()).select_from(table(name, column(of)))
    return connection.scalar(query.where(says)) or 0
