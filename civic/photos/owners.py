"""Whose office may see a withheld photo: derived from the tables, so that no list forgets one."""

from collections import deque
from functools import cache

from sqlalchemy import Column, Table, select, union

from civic.db import db

GOAL = "municipality"
# By these a photo belongs to no city: who sent or decided something, and where it lies.
NO_WAY = {"person", "photo", "district"}


def municipalities_of(photo_id: int) -> set[int]:
    """Ids of the municipalities in whose rounds a photo is part of anything; none of one that is
    part of nothing (any more)."""
    selects = []
    for holder, ways in _ways():
        (column,) = (key.parent for key in holder.foreign_keys if key.column.table.name == "photo")
        query = select(ways[-1])
        for way in ways[:-1]:
            query = query.join_from(way.table, _target(way).table, way == _target(way))
        selects.append(query.where(column == photo_id))
    return set(db.session.scalars(union(*selects)))


@cache
def _ways() -> list[tuple[Table, tuple[Column, ...]]]:
    """Each table that holds photos, with the columns that lead from it to a municipality's id. Rows
    that go with their photo tell of it and hold none."""
    holders = [
        table
        for table in db.metadata.sorted_tables
        if any(
            key.column.table.name == "photo" and key.ondelete != "CASCADE"
            for key in table.foreign_keys
        )
    ]
    return [(holder, _way(holder)) for holder in holders]


def _way(holder: Table) -> tuple[Column, ...]:
    """The shortest. Raises: LookupError for a table whose photos are of no city."""
    waiting: deque[tuple[Table, tuple[Column, ...]]] = deque([(holder, ())])
    known = {holder.name, *NO_WAY}
    while waiting:
        table, ways = waiting.popleft()
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            there = key.column.table
            if there.name == GOAL:
                return (*ways, key.parent)
            if there.name not in known:
                known.add(there.name)
                waiting.append((there, (*ways, key.parent)))
    raise LookupError(f"photos of {holder.name} belong to no municipality")


def _target(column: Column) -> Column:
    (key,) = column.foreign_keys
    return key.column
