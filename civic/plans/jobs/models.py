"""Long work on a plan as rows."""

from datetime import timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, insert_once, now, rows_changed
from civic.long_work.rows import ACTIVE, IS_ACTIVE, LongWork
from civic.people.models import Person
from civic.plans.models import Plan, Snapshot

KEPT = timedelta(days=14)  # after a job has ended


class Job(LongWork, Model):
    """One run of a kind of work (civic/plans/jobs/run.py) on a plan; one of a kind at a time.

    The words of step and failure are in civic/plans/jobs/labels.py.
    """

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))  # what it is about
    form_id: Mapped[int | None] = mapped_column(ForeignKey("call_form.id"))  # filled by it
    format: Mapped[str] = mapped_column(String(5), default="", server_default="")
    may_break: Mapped[bool] = mapped_column(default=False, server_default=false())  # its tables
    # The file it made; only the newest of a kind is kept.
    made: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # What everybody may have of it; None when that is the whole file.
    made_public: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    plan: Mapped[Plan] = relationship()
    snapshot: Mapped[Snapshot | None] = relationship()

    __table_args__ = (
        Index(
            "uq_job_active",
            "plan_id",
            "kind",
            unique=True,
            sqlite_where=text(IS_ACTIVE),
            postgresql_where=text(IS_ACTIVE),
        ),
    )

    @classmethod
    def ask(cls, plan: Plan, kind: str, person: Person | None, **about) -> "Job":
        """The job of this kind that waits or runs, else a new one. about: more of its columns."""
        cls.give_up_lost(cls.plan_id == plan.id)
        insert_once(cls, plan_id=plan.id, kind=kind, asked_by_id=person and person.id, **about)
        # The one in its way may have ended since; then there is room for a new one.
        return cls.active(plan, kind) or cls.ask(plan, kind, person, **about)

    @classmethod
    def active(cls, plan: Plan, kind: str | None = None) -> "Job | None":
        query = db.select(cls).where(cls.plan_id == plan.id, cls.state.in_(ACTIVE))
        query = query.where(cls.kind == kind) if kind else query
        return db.session.scalar(query.order_by(cls.id).limit(1))

    @classmethod
    def bundle_of(cls, snapshot: Snapshot) -> "Job | None":
        """The work that made this snapshot's bundle, while its file is kept."""
        is_bundle = (cls.kind == "bundle", cls.snapshot_id == snapshot.id, cls.made.is_not(None))
        return db.session.scalar(db.select(cls).where(*is_bundle))

    @classmethod
    def sweep(cls) -> int:
        """Delete what ended KEPT ago, but no bundle that can still be downloaded."""
        old = (cls.state.not_in(ACTIVE), cls.ended_at < now() - KEPT, cls.made.is_(None))
        return rows_changed(db.delete(cls).where(*old))

    @property
    def has_file(self) -> bool:
        query = db.select(Job.made.is_not(None)).filter_by(id=self.id)
        return bool(db.session.scalar(query))


def keep_newest(job: Job) -> None:
    """Let go of the files that earlier jobs of its kind made for the plan."""
    earlier = (Job.plan_id == job.plan_id, Job.kind == job.kind, Job.id < job.id)
    nothing = {"made": None, "made_public": None}
    db.session.execute(db.update(Job).where(*earlier, Job.made.is_not(None)).values(nothing))
