"""두 사람 확인: what one planner enters counts once another has confirmed it."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import UtcDateTime, db, now, rows_changed
from civic.people.models import Person
from civic.people.rights.origins import independent
from civic.people.rules import AlreadyDecided, AlreadyProposed, NotIndependent, SamePerson


def one_not_dropped(name: str, column: str) -> Index:
    """The key by which of one thing only one row waits or holds; dropped ones do not count."""
    not_dropped = text("dropped_at IS NULL")
    return Index(name, column, unique=True, sqlite_where=not_dropped, postgresql_where=not_dropped)


def one_waiting(name: str, column: str) -> Index:
    """The key by which of one thing only one row waits; any number were decided before it."""
    waits = text("confirmed_at IS NULL AND dropped_at IS NULL")
    return Index(name, column, unique=True, sqlite_where=waits, postgresql_where=waits)


class TwoPerson:
    """A row that is entered by one person and decided by another.

    It waits until somebody else confirms it; anybody, who entered it too, may drop it instead.
    What follows from a confirmation is done by the class itself, in the same transaction.
    """

    if TYPE_CHECKING:
        id: Mapped[int]

        def __init__(self, **values: object) -> None: ...

    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @declared_attr
    @classmethod
    def entered_by(cls) -> Mapped[Person]:
        return relationship(foreign_keys=[cls.entered_by_id])

    @declared_attr
    @classmethod
    def decided_by(cls) -> Mapped[Person | None]:
        return relationship(foreign_keys=[cls.decided_by_id])

    @property
    def state(self) -> str:
        """waiting | confirmed | dropped."""
        if self.dropped_at:
            return "dropped"
        return "confirmed" if self.confirmed_at else "waiting"

    @classmethod
    def propose_once(cls, planner: Person, about: dict, **values):
        """A new row. about: the column and value of which only one row may wait or hold, as
        one_not_dropped() says to the database. Raises: AlreadyProposed.
        """
        return cls._propose(planner, about, values, cls.dropped_at.is_(None))

    @classmethod
    def propose_again(cls, planner: Person, about: dict, **values):
        """The same where others may have held before, as one_waiting() says to the database."""
        return cls._propose(planner, about, values, *cls.waits())

    @classmethod
    def _propose(cls, planner, about, values, *in_the_way):
        known = db.select(cls.id).filter_by(**about).where(*in_the_way)
        if db.session.scalar(known.limit(1)) is not None:
            raise AlreadyProposed
        row = cls(entered_by_id=planner.id, **about, **values)
        db.session.add(row)
        db.session.flush()
        return row

    @classmethod
    def waits(cls) -> tuple:
        """Conditions: rows that nobody has decided yet."""
        return cls.confirmed_at.is_(None), cls.dropped_at.is_(None)

    def asks_another(self, person: Person) -> None:
        """Raises: SamePerson for who entered it, NotIndependent for who is no second person: whose
        right and theirs stand on one operator's word."""
        if person.id == self.entered_by_id:
            raise SamePerson
        if not independent(person.id, self.entered_by_id):
            raise NotIndependent

    def confirm(self, person: Person) -> None:
        """Raises: SamePerson, NotIndependent, AlreadyDecided."""
        self.asks_another(person)
        self._decide(person, "confirmed_at", type(self).entered_by_id != person.id)

    def drop(self, person: Person) -> None:
        """Take it back before it counts. Raises: AlreadyDecided."""
        self._decide(person, "dropped_at")

    def _decide(self, person, column, *conditions):
        # One conditional UPDATE, so that of two at once one decides.
        cls = type(self)
        waiting = db.update(cls).where(cls.id == self.id, *cls.waits(), *conditions)
        decided = waiting.values({"decided_by_id": person.id, column: now()})
        if rows_changed(decided) != 1:
            raise AlreadyDecided
        db.session.refresh(self)
