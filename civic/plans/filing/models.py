"""FilingStep: what became of the plan after it was handed in. Rows are only ever added."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.documents.placeholders import OpenPlace, open_places
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.plans.filing.rules import STEPS, WrongDay, check_step, may_record
from civic.plans.models import Plan, Snapshot
from civic.plans.section.template import check_template
from civic.plans.snapshots.overview import overview
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed


class PlaceOpen(Exception):
    """A place of the plan, such as ○○동, was never filled in. place: the first one."""

    def __init__(self, place: OpenPlace):
        super().__init__(place.words)
        self.place = place


class FilingStep(Model):
    """One step; told again, the later row stands and the earlier one stays. kind: a step of
    rules.STEPS."""

    __table_args__ = (UniqueConstraint("entered_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    happened_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(12), default="")  # rules.OUTCOMES
    receipt_number: Mapped[str] = mapped_column(String(60), default="")  # the agency's
    receipt_file: Mapped[str] = mapped_column(String(120), default="")  # its name in the office
    words: Mapped[str] = mapped_column(Text, default="")
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))  # what was handed in
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str] = mapped_column(String(64))

    snapshot: Mapped[Snapshot | None] = relationship()
    entered_by: Mapped[Person] = relationship()

    @classmethod
    def record(
        cls,
        plan: Plan,
        planner: Person,
        request_key: str,
        *,
        kind: str,
        happened_on: date,
        **columns,
    ) -> "FilingStep":
        """Say what happened and when; the same request again gives the same row.

        told: outcome, receipt_number, receipt_file, words, snapshot.
        Raises: PhaseClosed before the time to submit, StepNotYet, WrongDay, PlaceOpen, ValueError.
        """
        key = {"entered_by_id": planner.id, "request_key": request_key}
        if known := db.session.scalar(db.select(cls).filter_by(**key)):
            return known
        if not may_file(plan.round):
            raise PhaseClosed("file")
        lock(Plan, [plan.id])
        before = {step: (row.happened_on, row.outcome) for step, row in filing_of(plan).items()}
        today = now().astimezone(SEOUL).date()
        check_step(kind, happened_on, columns.get("outcome", ""), before, today)
        snapshot = columns.pop("snapshot", None)
        if snapshot is not None and (open_place := _place_left_open(snapshot)):
            raise PlaceOpen(open_place)
        if snapshot is not None and happened_on < snapshot.taken_at.astimezone(SEOUL).date():
            raise WrongDay("before", snapshot.taken_at.astimezone(SEOUL).date())
        columns |= {"snapshot_id": snapshot.id if snapshot else None, "entered_at": now()}
        insert_once(cls, plan_id=plan.id, kind=kind, happened_on=happened_on, **key, **columns)
        return db.session.scalars(db.select(cls).filter_by(**key)).one()


def _place_left_open(snapshot: Snapshot) -> OpenPlace | None:
    frozen = overview(snapshot.data)
    return next(open_places(check_template(frozen.template), frozen.written), None)


def filing_of(plan: Plan | None) -> dict[str, FilingStep]:
    """Step → the row that stands, in the order of steps; empty before the plan is handed in."""
    if plan is None or plan.id is None:
        return {}
    query = db.select(FilingStep).filter_by(plan_id=plan.id).order_by(FilingStep.id)
    latest = {row.kind: row for row in db.session.scalars(query)}
    outcomes = {step: row.outcome for step, row in latest.items()}
    return {step: latest[step] for step in STEPS if step in latest and may_record(step, outcomes)}


def filed_at(snapshot: Snapshot) -> datetime | None:
    """When it was written down that this snapshot was handed in; None when it was not."""
    step = filing_of(snapshot.plan).get("submitted")
    return step.entered_at if step and step.snapshot_id == snapshot.id else None


def filing_history(plan: Plan | None) -> Sequence[FilingStep]:
    """Every row in the order it was told."""
    query = db.select(FilingStep).filter_by(plan_id=plan.id) if plan else None
    return [] if query is None else db.session.scalars(query.order_by(FilingStep.id)).all()


def may_file(round: Round) -> bool:
    """From the first moment of the time to submit on; any time in a round without one."""
    phase = round.phase("submit")
    return phase is None or phase.starts_at <= now()
