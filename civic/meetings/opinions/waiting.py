"""Batches that another planner has to look at: entered, or to be taken back."""

from sqlalchemy import func, or_, select

from civic.db import db
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.rounds.models import Round


def waiting_count(round: Round) -> int:
    return sum(waiting_by_meeting(round).values())


def waiting_by_meeting(round: Round) -> dict[int, int]:
    """Meeting id → batches that wait."""
    back = select(OpinionWithdrawal.batch_id).where(*OpinionWithdrawal.waits())
    waits = or_(db.and_(*OpinionBatch.waits()), OpinionBatch.id.in_(back))
    waiting = select(OpinionBatch.meeting_id, func.count()).join(Meeting)
    waiting = waiting.where(Meeting.round_id == round.id, waits)
    return dict(db.session.execute(waiting.group_by(OpinionBatch.meeting_id)).all())
