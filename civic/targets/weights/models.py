"""Who sets a round's weights, and the points residents give."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.people.models import Person
from civic.people.office import require_resident, residents_only
from civic.rounds.models import Round
from civic.rounds.residents import counted, unproven
from civic.rounds.rules import PhaseClosed, may
from civic.targets.rules import OverrideReasonMissing
from civic.targets.weights.shares import check_points, check_weights, mean_weights


class PointSpread(Model):
    """How one resident spreads weights.POINTS over a round's indicators: id as text → points."""

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    points: Mapped[dict] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def of(cls, person: Person, round: Round) -> dict[int, int]:
        """Indicator id → this person's points; empty while they gave none."""
        query = db.select(cls.points).filter_by(round_id=round.id, person_id=person.id)
        return _numbered(db.session.scalar(query) or {})

    @classmethod
    def give(cls, person: Person, round: Round, points: dict[int, int]) -> None:
        """Set or change this person's points; sending the same again is fine at any time.

        points: by id, of indicators that are asked about.
        Raises: PhaseClosed, WorksHere, PointsWrong.
        """
        if points == cls.of(person, round):
            return
        if not may("set_preference", frozenset({"resident"}), round.open_phases()):
            raise PhaseClosed("set_preference")
        require_resident(person, round.municipality)
        check_points(points)
        key = {"round_id": round.id, "person_id": person.id}
        spread = {"points": {str(id): n for id, n in points.items()}, "updated_at": now()}
        if not insert_once(cls, **key, **spread):
            db.session.execute(db.update(cls).filter_by(**key).values(**spread))


class WeightDecision(Model):
    """Who sets a round's weights; without a row the residents do, by their points."""

    __tablename__ = "weighing"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    planner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str] = mapped_column(String(10))  # residents | planner
    reason: Mapped[str] = mapped_column(String(300), default="")
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def of(cls, round: Round) -> "WeightDecision":
        """As it is set; a row that is not stored while nobody set it."""
        query = db.select(cls).filter_by(round_id=round.id)
        stored = db.session.scalar(query.execution_options(populate_existing=True))
        return stored or cls(by="residents", reason="")

    @classmethod
    def by_residents(cls, round: Round, planner: Person) -> None:
        cls._set(round, planner, "residents", "")

    @classmethod
    def by_planner(cls, round: Round, planner: Person, weights: dict, reason: str) -> None:
        """weights: indicator → percent, of all that are asked about.

        Raises: OverrideReasonMissing, WeightsWrong.
        """
        if not reason.strip():
            raise OverrideReasonMissing
        check_weights(weights.values())
        cls._set(round, planner, "planner", reason.strip())
        for indicator, percent in weights.items():
            indicator.weight_percent = percent

    @classmethod
    def _set(cls, round, planner, by, reason):
        # The round is held, so that of two planners at once the later one's weights stand, whole.
        lock(Round, [round.id])
        decision = {"planner_id": planner.id, "by": by, "reason": reason, "decided_at": now()}
        if not insert_once(cls, round_id=round.id, **decision):
            db.session.execute(db.update(cls).filter_by(round_id=round.id).values(**decision))

    def weights(self, round: Round, indicators) -> tuple[dict[int, float], int]:
        """(percent by indicator id, how many residents' points it comes from, as the round counts).

        Without a weight while nobody gave points, or the planner set none.
        """
        if self.by == "planner":
            stated = {row.id: row.weight_percent for row in indicators}
            return {id: weight for id, weight in stated.items() if weight is not None}, 0
        return self._mean(round, indicators, counted)

    def unproven_weights(self, round: Round, indicators) -> tuple[dict[int, float], int]:
        """Likewise of people whose residency is not shown, to be told beside; nobody's when the
        round leaves them out or the planner set the weights."""
        return ({}, 0) if self.by == "planner" else self._mean(round, indicators, unproven)

    def _mean(self, round, indicators, who):
        ours = residents_only(PointSpread.person_id, round.municipality_id, round.id)
        spreads = db.select(PointSpread.points).where(PointSpread.round_id == round.id, ours)
        chosen = spreads.where(who(PointSpread.person_id, round.id))
        points = [_numbered(spread) for spread in db.session.scalars(chosen)]
        return mean_weights(points, [row.id for row in indicators]), len(points)


def _numbered(points: dict) -> dict[int, int]:
    return {int(id): number for id, number in points.items()}
