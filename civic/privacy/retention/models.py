"""RetentionPeriod: what a city, or the operator for the whole program, set."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.people.models import Person
from civic.places.models import Municipality
from civic.privacy.retention.rules import KINDS, PERIODS, check
from civic.votes.seal.tally import objection_days_by

# In a city other periods hold from now on, set by this person.
Act = Callable[[Municipality, Person], None]
_WHEN_SET: list[Act] = []


def when_set(act: Act) -> Act:
    """Decorates what follows in each city whose periods were set anew."""
    _WHEN_SET.append(act)
    return act


class RetentionPeriod(Model):
    """Days of one kind from set_at on; the newest row counts. Rows are only ever added.

    municipality_id: empty for what the operator set for all.
    """

    __table_args__ = (Index("ix_retention_period_kind", "municipality_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str] = mapped_column(String(20))  # of rules.KINDS
    days: Mapped[int]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    set_by: Mapped[Person] = relationship()

    @classmethod
    def days_in(cls, municipality: Municipality | None) -> dict[str, int]:
        """kind → days, as they hold in a city; None: for the whole program. What a setting says is
        left out until a city sets it."""
        city_id = municipality.id if municipality is not None else None
        here = cls.municipality_id.is_(None) | (cls.municipality_id == city_id)
        rows = db.session.scalars(
            db.select(cls).where(here).order_by(cls.municipality_id.nulls_first(), cls.id)
        )
        days = {kind: PERIODS[kind].days for kind in KINDS if not PERIODS[kind].setting}
        for row in rows:
            if row.kind in PERIODS and PERIODS[row.kind].by_city == (
                row.municipality_id is not None
            ):
                days[row.kind] = row.days
        return days

    @classmethod
    def set_all(
        cls, municipality: Municipality | None, days: Mapping[str, int], person: Person
    ) -> None:
        """Keep what differs from now. Raises: PeriodOutOfBounds."""
        current = cls.days_in(municipality)
        for kind, number in days.items():
            check(kind, number)
            if current.get(kind) != number:
                here = municipality.id if municipality is not None else None
                row = cls(municipality_id=here, kind=kind, days=number, set_by_id=person.id)
                db.session.add(row)
        db.session.flush()
        cities = (
            [municipality] if municipality else db.session.scalars(db.select(Municipality)).all()
        )
        for city in cities:
            for act in _WHEN_SET:
                act(city, person)


objection_days_by(lambda municipality: RetentionPeriod.days_in(municipality).get("vote_links"))
