"""ReadyMark: who said that the plan is ready, of which snapshot, and who took it back and why."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now, rows_changed
from civic.people.models import Person
from civic.plans.models import Plan, Snapshot
from civic.plans.readiness.rules import Item, NotReady
from civic.rounds.rules import PhaseClosed, may


class NotMarked(Exception):
    """There is no mark to take back: nobody made one, or somebody else was first."""


class ReadyMark(Model):
    """'낼 준비 됨'. It stands while nobody took it back; whether the plan is still as it was then
    is asked anew each time (facts.ready_status_of)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")

    snapshot: Mapped[Snapshot] = relationship()
    marked_by: Mapped[Person] = relationship(foreign_keys=[marked_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])

    @classmethod
    def of(cls, plan: Plan | None) -> "ReadyMark | None":
        """The plan's last mark, taken back or not."""
        if plan is None or plan.id is None:
            return None
        marks = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc())
        return db.session.scalar(marks.limit(1))

    @classmethod
    def mark(cls, plan: Plan, items: Sequence[Item], planner: Person) -> "ReadyMark":
        """Say that the plan is ready as its latest snapshot has it; said already, the same mark.

        Args: items: what facts.open_items gave under the plan's lock.
        Raises: PhaseClosed, NotReady with the required items that are open.
        """
        require_ready_phase(plan.round, planner)
        if missing := [item for item in items if item.required]:
            raise NotReady(missing)
        snapshot, last = plan.snapshot(), cls.of(plan)
        assert snapshot is not None  # without one, an item is open
        if last and not last.withdrawn_at and last.snapshot_id == snapshot.id:
            return last
        mark = cls(plan_id=plan.id, snapshot=snapshot, marked_by=planner, marked_at=now())
        db.session.add(mark)
        return mark

    def withdraw(self, planner: Person, reason: str) -> None:
        """Raises: PhaseClosed, NotMarked when somebody else was first."""
        require_ready_phase(db.session.get_one(Plan, self.plan_id).round, planner)
        stands = db.update(ReadyMark).filter_by(id=self.id, withdrawn_at=None)
        taken = {"withdrawn_by_id": planner.id, "withdrawn_at": now(), "withdrawn_reason": reason}
        if rows_changed(stands.values(taken)) != 1:
            raise NotMarked
        db.session.refresh(self)


def require_ready_phase(round, planner: Person) -> None:
    """Raises: PhaseClosed."""
    if not may("ready", planner.role_names(round.municipality), round.open_phases()):
        raise PhaseClosed("ready")
