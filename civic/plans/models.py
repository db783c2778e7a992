"""The plan of a round and its frozen snapshots."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, Select, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, lock, now
from civic.documents.canonical import canonical, fingerprint, pack
from civic.issues.importing.built_on import counts_since
from civic.people.models import Person
from civic.plans.section.schema import SnapshotData
from civic.plans.section.upgrade import unpacked
from civic.plans.writing.paragraphs import Section
from civic.plans.writing.versions import PlanVersion, Versioned
from civic.rounds.models import Round

if TYPE_CHECKING:
    from civic.plans.review.models import Remark


class Plan(Versioned, Model):
    """사업계획서's 주민참여 부문 of one round."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    sections: Mapped[list[Section]] = relationship(order_by="Section.position")
    snapshots: Mapped[list["Snapshot"]] = relationship(
        order_by="Snapshot.number", back_populates="plan"
    )

    if TYPE_CHECKING:
        remarks: Mapped[list[Remark]]  # review/models.py gives it to the plan

    @classmethod
    def of(cls, round: Round) -> "Plan | None":
        return db.session.scalar(cls._of(round))

    @classmethod
    def start(cls, round: Round) -> "Plan":
        """The round's plan, made at the first call; one only, also under races."""
        insert_once(cls, round_id=round.id)
        return db.session.scalars(cls._of(round)).one()

    @classmethod
    def _of(cls, round: Round) -> "Select[Plan]":
        return db.select(cls).filter_by(round_id=round.id)

    def lock(self) -> None:
        """Hold the plan, so that one edits at a time and versions follow each other."""
        hold_row(self)

    def snapshot(self, number: int | None = None) -> "Snapshot | None":
        """A snapshot by number; the latest when none is given."""
        query = db.select(Snapshot).filter_by(plan_id=self.id)
        if number is not None:
            query = query.filter_by(number=number)
        return db.session.scalar(query.order_by(Snapshot.number.desc()).limit(1))


class Snapshot(Model):
    """기준 시점 자료: everything a compiled section shows, frozen. Never changed after insert."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str] = mapped_column(String(64))  # of the uncompressed canonical JSON
    # zlib of canonical JSON, see documents/canonical.py
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    plan: Mapped[Plan] = relationship(back_populates="snapshots")
    taken_by: Mapped[Person | None] = relationship()

    @classmethod
    def take(cls, plan: Plan, data: SnapshotData, planner: Person | None) -> "Snapshot":
        """Freeze data under the plan's next number."""
        lock(Plan, [plan.id])
        latest = plan.snapshot()
        text = canonical(data)
        snapshot = cls(
            plan=plan,
            number=latest.number + 1 if latest else 1,
            taken_by=planner,
            taken_at=now(),
            sha256=fingerprint(text),
            data=pack(text),
        )
        version = PlanVersion(
            plan_id=plan.id,
            snapshot=snapshot,
            number=snapshot.number,
            revision=0,
            kind="compiled",
            author=planner,
        )
        db.session.add_all([snapshot, version])
        db.session.flush()
        return snapshot

    def read(self) -> SnapshotData:
        return unpacked(self.data)


def _snapshots_since(round_id: int, moment: datetime) -> int:
    here = Plan.round_id == round_id, Snapshot.taken_at >= moment
    return db.session.scalar(db.select(db.func.count(Snapshot.id)).join(Plan).where(*here))


# An issue that a snapshot holds stays where it can be looked up.
counts_since("snapshot", _snapshots_since)
