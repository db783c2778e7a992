"""What was heard at a meeting, as everybody may read it: words follow what became of the report."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues.models import Issue
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import Opinion, OpinionBatch


@dataclass(frozen=True)
class Heard:
    """One opinion. issue: the report it is, or whose supports it is; None where the round was over.
    text: the report's title, where the opinion became one. people: who said it."""

    text: str
    people: int
    issue: Issue | None
    is_support: bool


def heard_at(meeting: Meeting) -> list[Heard]:
    """Confirmed opinions that are not hidden, those most people said first."""
    query = select(Opinion).join(OpinionBatch).options(joinedload(Opinion.issue))
    query = query.where(
        OpinionBatch.meeting_id == meeting.id,
        OpinionBatch.confirmed_at.is_not(None),
        OpinionBatch.withdrawn_at.is_(None),
        Opinion.dropped_note == "",
    )
    rows = db.session.scalars(query.order_by(Opinion.people.desc(), Opinion.id))
    return [heard for heard in map(_heard, rows) if heard is not None]


def _heard(opinion: Opinion) -> Heard | None:
    if opinion.issue is None:
        return Heard(opinion.text, opinion.people, None, False)
    issue = opinion.issue.root
    if issue.hidden_at or opinion.issue.hidden_at:
        return None
    is_support = opinion.same_as_id is not None
    return Heard(issue.title, opinion.people, issue, is_support)
