"""CriterionCheck: that a planner found the plan to answer a criterion of its call."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.plans.criteria.rules import EXAMPLE
from civic.rounds.calls.criteria import NAME, Criterion
from civic.rounds.models import Round


class UnknownCriterion(Exception):
    """The call has no such criterion; it may have been corrected meanwhile."""


class CriterionCheck(Model):
    """name: the criterion's. One that the call has no more is not shown."""

    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str] = mapped_column(String(NAME))
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    checked_by: Mapped[Person] = relationship(lazy="joined")


@dataclass(frozen=True)
class Checklist:
    """is_example: the call's notice does not say what it evaluates by."""

    rows: list[tuple[Criterion, CriterionCheck | None]]
    is_example: bool

    @property
    def done(self) -> int:
        return sum(check is not None for _criterion, check in self.rows)

    @property
    def points(self) -> float:
        return sum(criterion["points"] for criterion, _check in self.rows)

    @classmethod
    def of(cls, round: Round) -> "Checklist":
        stored_checks = db.session.scalars(db.select(CriterionCheck).filter_by(round_id=round.id))
        checks = {check.name: check for check in stored_checks}
        criteria = round.call.criteria or EXAMPLE
        rows = [(criterion, checks.get(criterion["name"])) for criterion in criteria]
        return cls(rows, not round.call.criteria)


def set_check(round: Round, planner: Person, name: str, done: bool) -> None:
    """Tick a criterion off, or take that back; said twice it is the same. Raises:
    UnknownCriterion."""
    if all(name != each["name"] for each in round.call.criteria or EXAMPLE):
        raise UnknownCriterion(name)
    key = {"round_id": round.id, "name": name}
    if done:
        insert_once(CriterionCheck, **key, checked_by_id=planner.id, checked_at=now())
    else:
        db.session.execute(db.delete(CriterionCheck).filter_by(**key))
