"""Batches that another planner has to look at: entered, or to be taken back."""

from sqlalchemy import Select, func, or_, select

from civic.db import db
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.rounds.models import Round


def waiting_count(round: Round) -> int:
    return sum(waiting_by_meeting(round).values())


def waiting_by_meeting(round: Round) -> dict[int, int]:
    """Meeting id → batches that wait."""
    waiting = _waiting(select(OpinionBatch.meeting_id, func.count()), round)
    return dict(db.session.execute(waiting.group_by(OpinionBatch.meeting_id)).all())


def first_waiting(round: Round) -> tuple[int, int] | None:
    """(meeting, batch) that waits the longest."""
    oldest = _waiting(select(OpinionBatch.meeting_id, OpinionBatch.id), round)
    row = db.session.execute(oldest.order_by(OpinionBatch.id).limit(1)).one_or_none()
    return (row[0], row[1]) if row else None


def _waiting(query: Select, round: Round) -> Select:
    back = select(OpinionWithdrawal.batch_id).where(*OpinionWithdrawal.waits())
    waits = or_(db.and_(*OpinionBatch.waits()), OpinionBatch.id.in_(back))
    return query.join(Meeting, Meeting.id == OpinionBatch.meeting_id).where(
        Meeting.round_id == round.id, waits
    )
