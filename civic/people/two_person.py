"""두 사람 확인: what one planner enters counts once another has confirmed it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.people.models import Person
from civic.people.rules import AlreadyDecided, SamePerson


class TwoPerson:
    """A row that is entered by one person and decided by another.

    It waits until somebody else confirms it; anybody, who entered it too, may drop it instead.
    What follows from a confirmation is done by the class itself, in the same transaction.
    """

    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @declared_attr
    def entered_by(cls) -> Mapped[Person]:
        return relationship(foreign_keys=[cls.entered_by_id])

    @declared_attr
    def decided_by(cls) -> Mapped[Person | None]:
        return relationship(foreign_keys=[cls.decided_by_id])

    @property
    def state(self) -> str:
        """waiting | confirmed | dropped."""
        if self.dropped_at:
            return "dropped"
        return "confirmed" if self.confirmed_at else "waiting"

    @classmethod
    def waits(cls) -> tuple:
        """Conditions: rows that nobody has decided yet."""
        return cls.confirmed_at.is_(None), cls.dropped_at.is_(None)

    def confirm(self, person: Person) -> None:
        """Raises: SamePerson for who entered it, AlreadyDecided."""
        if person.id == self.entered_by_id:
            raise SamePerson
        self._decide(person, "confirmed_at", type(self).entered_by_id != person.id)

    def drop(self, person: Person) -> None:
        """Take it back before it counts. Raises: AlreadyDecided."""
        self._decide(person, "dropped_at")

    def _decide(self, person, column, *conditions):
        # One conditional UPDATE, so that of two at once one decides.
        cls = type(self)
        waiting = db.update(cls).where(cls.id == self.id, *cls.waits(), *conditions)
        decided = waiting.values({"decided_by_id": person.id, column: now()})
        if db.session.execute(decided).rowcount != 1:
            raise AlreadyDecided
        db.session.refresh(self)
