"""What was built on the issues of an import: then it can't be undone.

Derived from the tables: every row that refers to an issue counts, whatever feature it is of. A
table whose rows say nothing of their own, and may go with the issue, has {"goes_with_issue": True}
as its info; a table of which only some do has the condition that tells them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    func,
    literal,
    not_,
    or_,
    select,
)

from civic.db import db
from civic.issues.models import Issue

GOES = "goes_with_issue"
# What refers to issues without a key: name → how many of a round since a moment.
SINCE: dict[str, Callable[[int, datetime], int]] = {}


def counts_since(name: str, count: Callable[[int, datetime], int]) -> None:
    """Declare, for a later feature, what it made of all issues of a round since a moment."""
    SINCE[name] = count


def built_on(ids: Select, but: Mapping[Table, ColumnElement[bool]] | None = None) -> dict[str, int]:
    """Name of a table → its rows that refer to one of these issues; hidden: issues that were
    hidden. Args: ids: a select of issues' ids. but: rows of a table that don't count, being what
    made the issues."""
    between = _first_and_last(ids)
    columns = defaultdict(list)
    for column in references():
        columns[column.table].append(column.between(*between) & _refers(column, ids))
    queries = {
        table.name: select(func.count()).select_from(table).where(or_(*conditions))
        for table, conditions in columns.items()
    }
    for table, made_them in (but or {}).items():
        queries[table.name] = queries[table.name].where(not_(made_them))
    hidden = Issue.id.in_(ids), Issue.hidden_at.is_not(None)
    queries["hidden"] = select(func.count()).where(*hidden)
    counts = {name: db.session.scalars(query).one() for name, query in queries.items()}
    return {name: count for name, count in counts.items() if count}


def is_built_on(ids: Select) -> bool:
    """Anything was, in one question."""
    between = _first_and_last(ids)
    asked = [
        select(literal(1)).where(column.between(*between), _refers(column, ids)).exists()
        for column in references()
    ]
    return bool(db.session.scalar(select(or_(*asked))))


def since(round_id: int, moment: datetime) -> dict[str, int]:
    counts = {name: count(round_id, moment) for name, count in SINCE.items()}
    return {name: count for name, count in counts.items() if count}


def references() -> Iterator[Column]:
    """Every column that refers to an issue; merging has rows of its own."""
    return (column for column in _to_issue() if column.table.info.get(GOES) is not True)


def going_along() -> Iterator[Column]:
    """The columns of rows that go with an issue."""
    return (column for column in _to_issue() if column.table.info.get(GOES) is not None)


def _first_and_last(ids: Select) -> Row:
    """Ids of an import lie side by side: nothing outside of them needs to be looked at, and where
    nothing lies between, the ids are not gathered for each table."""
    return db.session.execute(ids.with_only_columns(func.min(Issue.id), func.max(Issue.id))).one()


def _refers(column: Column, ids: Select) -> ColumnElement[bool]:
    """Rows that refer to one of these issues, less those that go with it."""
    refers = ids.where(Issue.id == column).correlate(column.table).exists()
    goes = column.table.info.get(GOES)
    return refers if goes is None else and_(refers, not_(goes))


def _to_issue() -> Iterator[Column]:
    """Every key of other tables that names an issue."""
    own = Issue.__table__
    for table in (table for table in db.metadata.sorted_tables if table is not own):
        yield from (key.parent for key in table.foreign_keys if key.column is own.c.id)
