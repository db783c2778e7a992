"""A grouping that was asked for, as a row: how far it is, what it proposes, what became of that."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.rounds.models import Round

ACTIVE = ("waiting", "running")
IS_ACTIVE = "state IN ('waiting', 'running')"
# A worker says every HEARTBEAT that it lives; a job unheard of for LAPSE was lost with its worker.
HEARTBEAT, LAPSE = timedelta(seconds=5), timedelta(seconds=30)


class ProposalEnded(Exception):
    """A grouping was cancelled, or given up as lost: whoever still works on it stops."""


class GroupingProposal(Model):
    """A grouping of a round's texts beside today's themes, which it never touches by itself.

    state: waiting | running | done | failed | cancelled; step, failure: codes whose words are in
    labels.py. groups: [{words, issues, sure, central, taken}]; taken: the theme it was adopted as.
    closed_at: adopted whole, or dropped.
    """

    __table_args__ = (
        Index(
            "uq_grouping_proposal_active",
            "round_id",
            unique=True,
            sqlite_where=text(IS_ACTIVE),
            postgresql_where=text(IS_ACTIVE),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    percent: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(20), default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    groups: Mapped[list] = mapped_column(db.JSON, default=list, deferred=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    asked_by: Mapped[Person | None] = relationship()

    @classmethod
    def ask(cls, round: Round, person: Person) -> "GroupingProposal":
        """The grouping that waits or runs, else a new one; earlier proposals are closed."""
        cls._give_up_lost(round)
        is_new = insert_once(cls, round_id=round.id, asked_by_id=person.id, groups=[])
        newest = cls.active(round)
        if newest is None:  # the one in its way ended just now
            return cls.ask(round, person)
        if is_new:
            earlier = (cls.round_id == round.id, cls.id != newest.id, cls.closed_at.is_(None))
            db.session.execute(db.update(cls).where(*earlier).values(closed_at=now()))
        return newest

    @classmethod
    def active(cls, round: Round) -> "GroupingProposal | None":
        query = db.select(cls).where(cls.round_id == round.id, cls.state.in_(ACTIVE))
        return db.session.scalar(query)

    @classmethod
    def latest(cls, round: Round) -> "GroupingProposal | None":
        """The one the planner is to look at: not closed, the newest."""
        query = db.select(cls).where(cls.round_id == round.id, cls.closed_at.is_(None))
        return db.session.scalar(query.order_by(cls.id.desc()).limit(1))

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE and not self.is_lost

    @property
    def is_lost(self) -> bool:
        return self.state == "running" and self.beat_at is not None and self.beat_at < now() - LAPSE

    @property
    def waits_long(self) -> bool:
        """No worker took it yet."""
        return self.state == "waiting" and self.asked_at < now() - LAPSE / 2

    @property
    def is_open(self) -> bool:
        """It is there to be adopted."""
        return self.state == "done" and self.closed_at is None

    def cancel(self) -> None:
        """At once while nobody works on it; else at the worker's next step."""
        ended = {"state": "cancelled", "ended_at": now()}
        if not _change(self.id, "waiting", **ended):
            _change(self.id, "running", **(ended if self.is_lost else {"cancel_asked_at": now()}))
        db.session.expire(self)

    def close(self) -> None:
        """Adopted whole, or dropped: nobody is shown it any more."""
        self.closed_at = now()

    @classmethod
    def _give_up_lost(cls, round: Round) -> None:
        lost = (cls.round_id == round.id, cls.state == "running", cls.beat_at < now() - LAPSE)
        ended = {"state": "failed", "failure": "lost", "ended_at": now()}
        db.session.execute(db.update(cls).where(*lost).values(**ended))


def claim(proposal_id: int) -> bool:
    """Take one that waits, to work on it. False when another took it or it was cancelled."""
    return _change(proposal_id, "waiting", state="running", beat_at=now())


def heartbeat(proposal_id: int) -> bool:
    """Say that the worker lives. False when the work has ended meanwhile."""
    return _change(proposal_id, "running", beat_at=now())


def record_progress(proposal_id: int, percent: int, step: str) -> None:
    """Note how far it is. Raises: ProposalEnded when it is not wanted any more."""
    wanted = GroupingProposal.cancel_asked_at.is_(None)
    progress = {"percent": percent, "step": step, "beat_at": now()}
    if not _change(proposal_id, "running", wanted, **progress):
        raise ProposalEnded


def finish(proposal_id: int, groups: list[dict]) -> None:
    """Done. Raises: ProposalEnded when it is not wanted any more."""
    ended = {"state": "done", "percent": 100, "ended_at": now(), "groups": groups}
    wanted = GroupingProposal.cancel_asked_at.is_(None)
    if not _change(proposal_id, "running", wanted, **ended):
        raise ProposalEnded


def fail(proposal_id: int, failure: str, detail: str) -> None:
    failed = {"failure": failure, "detail": detail}
    _change(proposal_id, "running", state="failed", ended_at=now(), **failed)


def stop(proposal_id: int) -> None:
    """The worker has stopped because it was asked to."""
    _change(proposal_id, "running", state="cancelled", ended_at=now())


def waiting_ids() -> list[int]:
    query = db.select(GroupingProposal.id).filter_by(state="waiting")
    return list(db.session.scalars(query.order_by(GroupingProposal.id)))


def _change(proposal_id: int, was: str, *conditions, **values) -> bool:
    """Change one that is still in this state; one statement, so no two can both do it."""
    here = (GroupingProposal.id == proposal_id, GroupingProposal.state == was)
    query = db.update(GroupingProposal).where(*here, *conditions)
    query = query.execution_options(synchronize_session=False)
    changed = db.session.execute(query.values(**values).returning(GroupingProposal.id))
    return changed.first() is not None
