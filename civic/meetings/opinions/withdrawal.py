"""A confirmed batch of opinions taken back, whole and by two planners: its reports go, and the
people it counted for other reports are counted no more. What was said stays on record.
"""

from typing import cast

from sqlalchemy import ColumnElement, ForeignKey, String, Table, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, hold, lock, now
from civic.issues.heard import HeardSupport
from civic.issues.importing import built_on
from civic.issues.importing.refusals import BuiltOn
from civic.issues.importing.storing import delete_issues, unlist
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import Opinion, OpinionBatch
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_not_dropped
from civic.rounds.models import Round


class NotConfirmed(Exception):
    """The batch does not count, or not any more, so there is nothing to take back."""


class OpinionWithdrawal(TwoPerson, Model):
    """That a batch which counted is taken back, why, and which two planners say so."""

    __table_args__ = (one_not_dropped("ix_withdrawal_of_batch", "batch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("opinion_batch.id"))
    reason: Mapped[str] = mapped_column(String(300))

    batch: Mapped[OpinionBatch] = relationship()

    @classmethod
    def propose(cls, batch: OpinionBatch, planner: Person, reason: str) -> "OpinionWithdrawal":
        """Nothing changes until another planner confirms.

        Raises: NotConfirmed, BuiltOn, AlreadyProposed.
        """
        _hold_unused(batch)
        return cls.propose_once(planner, {"batch_id": batch.id}, reason=reason)

    def confirm(self, person: Person) -> None:
        """Take the batch back. Raises: SamePerson, AlreadyDecided, NotConfirmed, BuiltOn."""
        batch = self.batch
        _hold_unused(batch)
        super().confirm(person)
        batch.withdrawn_at = now()
        _uncount(batch)
        _delete_reports(batch)
        for opinion in batch.opinions:
            opinion.issue_id = None
        db.session.flush()

    @classmethod
    def of(cls, batch: OpinionBatch) -> "OpinionWithdrawal | None":
        """The one that waits or holds."""
        return db.session.scalar(db.select(cls).filter_by(batch_id=batch.id, dropped_at=None))

    @classmethod
    def held_of(cls, meeting: Meeting) -> list["OpinionWithdrawal"]:
        """Those of a meeting that hold, the first first."""
        here = db.select(cls).join(OpinionBatch).where(OpinionBatch.meeting_id == meeting.id)
        held = here.where(cls.confirmed_at.is_not(None)).order_by(cls.confirmed_at, cls.id)
        return list(db.session.scalars(held))


def built_on_batch(batch: OpinionBatch) -> dict[str, int]:
    """What stands on the reports of a confirmed batch, or counted it, by name, and how much."""
    assert batch.confirmed_at is not None
    mine = _reports(batch)
    since = built_on.since(batch.meeting.round_id, batch.confirmed_at)
    return built_on.built_on(mine, _own_rows(batch)) | since


def _hold_unused(batch):
    """Lock the round and the meeting. Raises: NotConfirmed, BuiltOn."""
    lock(Round, [batch.meeting.round_id])
    hold(Meeting, [batch.meeting_id])
    db.session.refresh(batch)
    if batch.state != "confirmed":
        raise NotConfirmed
    if counts := built_on_batch(batch):
        raise BuiltOn(counts)


def _reports(batch):
    """A select of the ids of the reports that its opinions became."""
    own = select(Opinion.issue_id).where(Opinion.batch_id == batch.id)
    own = own.where(Opinion.same_as_id.is_(None), Opinion.issue_id.is_not(None))
    return select(Issue.id).where(Issue.id.in_(own))


def _own_rows(batch) -> dict[Table, ColumnElement[bool]]:
    """What confirming stored itself, and opinions that do not count: nobody built these on it."""
    idle = select(OpinionBatch.id).where(
        or_(OpinionBatch.dropped_at.is_not(None), OpinionBatch.withdrawn_at.is_not(None))
    )
    return {
        cast(Table, StatusChange.__table__): StatusChange.status == "received",
        cast(Table, HeardSupport.__table__): HeardSupport.meeting_id == batch.meeting_id,
        cast(Table, Opinion.__table__): or_(
            Opinion.batch_id == batch.id, Opinion.batch_id.in_(idle), Opinion.dropped_note != ""
        ),
    }


def _uncount(batch):
    """Take its people off the reports that were there before."""
    for opinion in batch.opinions:
        if opinion.same_as_id is not None and opinion.issue is not None:
            opinion.issue.unhear(batch.meeting_id, opinion.people)


def _delete_reports(batch):
    issues = hold(Issue, _reports(batch))
    if not issues:
        return
    ids = [issue.id for issue in issues]
    unlist(batch.meeting.round_id, list(issues))
    for column in (Opinion.issue_id, Opinion.same_as_id):
        db.session.execute(update(Opinion).where(column.in_(ids)).values({column: None}))
    for table in (StatusChange, HeardSupport):
        db.session.execute(delete(table).where(table.issue_id.in_(ids)))
    delete_issues(ids)
    db.session.flush()
    db.session.expire_all()
