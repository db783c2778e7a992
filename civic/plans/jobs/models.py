"""Long work on a plan as rows: who asked, how far it is, how it ended. The rows are the truth."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.people.models import Person
from civic.plans.models import Plan, Snapshot

ACTIVE = ("waiting", "running")
# A worker says every HEARTBEAT that it lives; a job unheard of for LAPSE was lost with its worker.
HEARTBEAT, LAPSE = timedelta(seconds=5), timedelta(seconds=30)
KEPT = timedelta(days=14)  # after a job has ended


class JobEnded(Exception):
    """A job was cancelled, or given up as lost: whoever still works on it stops."""


class Job(Model):
    """One run of a kind of work (civic/plans/jobs/run.py) on a plan; one of a kind at a time.

    state: waiting | running | done | failed | cancelled; step, failure: codes whose words are in
    civic/plans/jobs/labels.py; detail: for the operator.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    percent: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(20), default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while running
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))  # what it is about
    form_id: Mapped[int | None] = mapped_column(ForeignKey("call_form.id"))  # filled by it
    format: Mapped[str] = mapped_column(String(5), default="", server_default="")
    # The file it made; only the newest of a kind is kept.
    made: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # What everybody may have of it; None when that is the whole file.
    made_public: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    plan: Mapped[Plan] = relationship()
    asked_by: Mapped[Person | None] = relationship()
    snapshot: Mapped[Snapshot | None] = relationship()

    __table_args__ = (
        Index(
            "uq_job_active",
            "plan_id",
            "kind",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'running')"),
            postgresql_where=text("state IN ('waiting', 'running')"),
        ),
    )

    @classmethod
    def ask(cls, plan: Plan, kind: str, person: Person | None, **about) -> "Job":
        """The job of this kind that waits or runs, else a new one. about: more of its columns."""
        cls.give_up_lost(plan)
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
        made = (cls.kind == "bundle", cls.snapshot_id == snapshot.id, cls.made.is_not(None))
        return db.session.scalar(db.select(cls).where(*made))

    @classmethod
    def sweep(cls) -> int:
        """Delete what ended KEPT ago, but no bundle that can still be downloaded."""
        old = (cls.state.not_in(ACTIVE), cls.ended_at < now() - KEPT, cls.made.is_(None))
        return rows_changed(db.delete(cls).where(*old))

    @classmethod
    def waiting_since(cls, moment: datetime):
        """A select of the jobs that nobody took since a moment."""
        return db.select(cls).where(cls.state == "waiting", cls.asked_at < moment)

    @classmethod
    def give_up_lost(cls, plan: Plan) -> None:
        """Jobs whose worker died become failed ones, so that they can be asked for again."""
        lost = (cls.plan_id == plan.id, cls.state == "running", cls.beat_at < now() - LAPSE)
        ended = {"state": "failed", "failure": "lost", "ended_at": now()}
        db.session.execute(db.update(cls).where(*lost).values(**ended))

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE and not self.is_lost

    @property
    def is_lost(self) -> bool:
        if self.state != "running" or self.beat_at is None:
            return False
        return self.beat_at < now() - LAPSE

    @property
    def has_file(self) -> bool:
        query = db.select(Job.made.is_not(None)).filter_by(id=self.id)
        return bool(db.session.scalar(query))

    @property
    def waits_long(self) -> bool:
        """No worker took it yet."""
        return self.state == "waiting" and self.asked_at < now() - LAPSE / 2

    def cancel(self) -> None:
        """At once while nobody works on it; else at the worker's next step."""
        ended = {"state": "cancelled", "ended_at": now()}
        if not _change(self.id, "waiting", **ended):
            _change(self.id, "running", **(ended if self.is_lost else {"cancel_asked_at": now()}))
        db.session.expire(self)


def claim(job_id: int) -> bool:
    """Take a waiting job to work on it. False when another took it or it was cancelled."""
    return _change(job_id, "waiting", state="running", beat_at=now())


def heartbeat(job_id: int) -> bool:
    """Say that the worker lives. False when the job has ended meanwhile."""
    return _change(job_id, "running", beat_at=now())


def record_progress(job_id: int, percent: int, step: str) -> None:
    """Note how far it is. Raises: JobEnded when it is not wanted any more."""
    wanted = Job.cancel_asked_at.is_(None)
    if not _change(job_id, "running", wanted, percent=percent, step=step, beat_at=now()):
        raise JobEnded


def finish(job_id: int, **result) -> None:
    """Done, in the transaction of what it made. Raises: JobEnded when it is not wanted any more."""
    ended = {"state": "done", "percent": 100, "ended_at": now()}
    if not _change(job_id, "running", Job.cancel_asked_at.is_(None), **ended, **result):
        raise JobEnded


def keep_newest(job: Job) -> None:
    """Let go of the files that earlier jobs of its kind made for the plan."""
    earlier = (Job.plan_id == job.plan_id, Job.kind == job.kind, Job.id < job.id)
    nothing = {"made": None, "made_public": None}
    db.session.execute(db.update(Job).where(*earlier, Job.made.is_not(None)).values(nothing))


def fail(job_id: int, failure: str, detail: str) -> None:
    failed = {"failure": failure, "detail": detail}
    _change(job_id, "running", state="failed", ended_at=now(), **failed)


def stop(job_id: int) -> None:
    """The worker has stopped because it was asked to."""
    _change(job_id, "running", state="cancelled", ended_at=now())


def waiting_ids() -> list[int]:
    return list(db.session.scalars(db.select(Job.id).filter_by(state="waiting").order_by(Job.id)))


def _change(job_id: int, was: str, *conditions, **values) -> bool:
    """Change a job that is still in this state; one statement, so no two can both do it."""
    query = db.update(Job).where(Job.id == job_id, Job.state == was, *conditions)
    query = query.execution_options(synchronize_session=False)
    changed = db.session.execute(query.values(**values).returning(Job.id))
    return changed.first() is not None
