"""Kept counts: columns and tables that repeat what other rows say, so that a page need not count.

Each is declared once, beside its model, with what it is counted from. It changes in the transaction
of those rows: recount() locks the row that keeps it and sets it by one UPDATE from the rows. Two
statements, because on PostgreSQL an UPDATE that waited counts what was there before it waited;
never through the ORM, which compares with what it read earlier and may send nothing.
`flask issues recount` goes through KEPT and repairs every one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.dml import ReturningUpdate

from civic.db import db, hold, lock

AT_ONCE = 1000  # databases take only so many values in one statement


class Repair(NamedTuple):
    """row: which one, for people to find it."""

    row: str
    before: object
    after: object


class KeptNumber(Protocol):
    @property
    def name(self) -> str:
        """table.column, or a table of nothing but counts."""

    @property
    def by_round(self) -> bool:
        """True when it is of one round, and counted anew round by round."""

    def repair(self, round_id: int | None) -> list[Repair]:
        """Count anew, of one round or, when not by_round, of everything."""


KEPT: list[
    KeptNumber
] = []  # in the order of repair: the later ones count what the earlier ones keep


@dataclass(frozen=True)
class KeptColumn:
    """A column of a row with an id. value: what it is by the rows, correlated to that row.
    round_id: the column that says whose round it is, if it is a round's."""

    column: InstrumentedAttribute
    value: ColumnElement
    round_id: InstrumentedAttribute | None = None

    @property
    def model(self):
        return self.column.class_

    @property
    def name(self) -> str:
        return f"{self.model.__tablename__}.{self.column.key}"

    @property
    def by_round(self) -> bool:
        return self.round_id is not None

    def recount(self, ids: Iterable[int]) -> dict[int, object]:
        """Id → the value it now has."""
        return {id: value for id, (value,) in _counted_anew([self], ids).items()}

    def repair(self, round_id: int | None) -> list[Repair]:
        wrong = select(self.model.id).where(self.column.is_distinct_from(self.value))
        if self.round_id is not None:
            wrong = wrong.where(self.round_id == round_id)
        changes = []
        for some in _parts(db.session.scalars(wrong.order_by(self.model.id)).all()):
            before = {row.id: getattr(row, self.column.key) for row in hold(self.model, some)}
            after = self.recount(before)
            changes += [(id, before[id], after[id]) for id in before if before[id] != after[id]]
        return [Repair(f"{self.model.__tablename__} {id}", *values) for id, *values in changes]


@dataclass(frozen=True)
class KeptRows:
    """Rows that are nothing but counts of a round's. read: round → key → value, to compare;
    rebuild: round → None."""

    name: str
    read: Callable[[int], dict]
    rebuild: Callable[[int], None]
    by_round = True

    def repair(self, round_id: int | None) -> list[Repair]:
        assert round_id is not None  # as by_round says
        before = self.read(round_id)
        self.rebuild(round_id)
        after = self.read(round_id)
        return [
            Repair(str(key), before.get(key), after.get(key))
            for key in sorted(before.keys() | after.keys())
            if before.get(key) != after.get(key)
        ]


def keep(count: KeptNumber) -> None:
    """Declare a kept count."""
    KEPT.append(count)


def recount(column: InstrumentedAttribute, *ids: int) -> None:
    """Count a kept column anew for these rows, which stay locked until the commit."""
    kept(column).recount(ids)


def recount_together(columns: Sequence[InstrumentedAttribute], *ids: int) -> None:
    """Likewise several columns of one table, by one UPDATE."""
    _counted_anew([kept(column) for column in columns], ids)


def _counted_anew(columns: Sequence[KeptColumn], ids: Iterable[int]) -> dict[int, tuple]:
    """Id → the values of the columns, of rows that are locked now and known so."""
    db.session.flush()  # what is to be counted
    counts: dict[int, tuple] = {}
    for some in _parts(sorted(set(ids))):
        lock(columns[0].model, some)
        which = {"ids": some} if len(some) > 1 else {"id_": some[0]}
        for id, *values in db.session.execute(_anew(len(some) > 1, *columns), which):
            counts[id] = tuple(values)
            names = (each.column.key for each in columns)
            row = db.session.identity_map.get(identity_key(columns[0].model, id))
            if row is not None:
                know(row, dict(zip(names, values, strict=True)))
    return counts


@cache
def _anew(of_many: bool, *columns: KeptColumn) -> ReturningUpdate:
    """Built once, and past the ORM, which would take as long as all else: whoever supports an
    issue waits for it."""
    table = columns[0].model.__table__
    values = {table.c[each.column.key]: each.value for each in columns}
    these = table.c.id == bindparam("id_")  # a list of one is written into the statement each time
    if of_many:
        these = table.c.id.in_(bindparam("ids", expanding=True))
    return update(table).where(these).values(values).returning(table.c.id, *values)


def know(row, values: Mapping[str, object]) -> None:
    """The row of this session says what an UPDATE past the ORM has made of it."""
    for name, value in values.items():
        set_committed_value(row, name, value)


def kept(column: InstrumentedAttribute) -> KeptColumn:
    """How a column is kept."""
    return next(k for k in KEPT if isinstance(k, KeptColumn) and k.column is column)


def shift(column: InstrumentedAttribute, id: int, by: int) -> None:
    """Add to a kept column of a row, which stays locked until the commit. For many thousand rows
    that come or go in steps, each of which knows how many: recount() would count all at each."""
    model = column.class_
    moved = update(model).where(model.id == id).values({column: column + by}).returning(model)
    db.session.scalars(moved, execution_options={"populate_existing": True}).one()


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
