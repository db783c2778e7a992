"""A target the planner sets instead of the residents' median, with a reason that is published."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.targets.agreement import Agreement
from civic.targets.rules import (
    NobodyAnswered,
    OutOfBounds,
    OverrideReasonMissing,
    StillAsking,
    check_direction,
)

if TYPE_CHECKING:
    from civic.solutions.models import Solution
    from civic.targets.models import Indicator


class TargetOverride(Model):
    """A target other than the residents' median; the reason stands wherever the value does."""

    __tablename__ = "departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), unique=True)
    planner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    value: Mapped[float]
    reason: Mapped[str] = mapped_column(String(300))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    indicator: Mapped["Indicator"] = relationship(back_populates="override")


class Overridable:
    """An indicator's target is the residents' median, or what the planner overrides it with."""

    if TYPE_CHECKING:
        id: Mapped[int]
        solution: Mapped[Solution]
        direction: Mapped[str]
        baseline: Mapped[float | None]
        lowest: Mapped[float]
        highest: Mapped[float]
        override: Mapped[TargetOverride | None]

        def agreement(self) -> Agreement | None: ...

    def override_target(self, value: float, reason: str, planner: Person) -> None:
        """Promise another value than the residents' median; the median itself withdraws it.

        Raises: StillAsking, NobodyAnswered, OutOfBounds, WrongWay, OverrideReasonMissing.
        """
        if "target" in self.solution.round.open_phases():
            raise StillAsking
        agreed = self.agreement()
        if agreed is None:
            raise NobodyAnswered
        if value == agreed.median:
            return self.follow_residents()
        self.check_value(value)
        if not reason.strip():
            raise OverrideReasonMissing
        override = {"value": value, "reason": reason.strip(), "planner_id": planner.id}
        override["decided_at"] = now()
        if not insert_once(TargetOverride, indicator_id=self.id, **override):
            stored = db.update(TargetOverride).filter_by(indicator_id=self.id)
            db.session.execute(stored.values(**override))
        db.session.expire(self, ["override"])

    def follow_residents(self) -> None:
        """Promise the residents' median, as before anybody overrode it."""
        self.override = None

    def promised(self, agreed: Agreement | None) -> float | None:
        """The target as it is published: the planner's override, else the median."""
        if self.override is not None:
            return self.override.value
        return agreed.median if agreed else None

    def check_value(self, value: float) -> None:
        """Raises: OutOfBounds, WrongWay unless the value may be a target."""
        if not self.lowest <= value <= self.highest:
            raise OutOfBounds(self.lowest, self.highest)
        check_direction(self.direction, self.baseline, value)
