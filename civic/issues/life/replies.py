"""Answers of reporters to the office's questions that nobody of the office has gone on from."""

from collections.abc import Sequence

from sqlalchemy.orm import aliased

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.rounds.models import Round


def waiting_replies(round: Round) -> Sequence[int]:
    """The ids of the issues of a round whose reporter's answer is the last step, and unanswered;
    the longest waiting first."""
    later = aliased(StatusChange)
    goes_on = db.select(later.id).where(
        later.issue_id == StatusChange.issue_id, later.id > StatusChange.id
    )
    answered = db.select(IssueAnswer.id).where(
        IssueAnswer.issue_id == StatusChange.issue_id,
        IssueAnswer.answered_at >= StatusChange.created_at,
        IssueAnswer.withdrawn_at.is_(None),
    )
    query = (
        db.select(Issue.id)
        .join(StatusChange, StatusChange.issue_id == Issue.id)
        .where(Issue.round_id == round.id, Issue.listed, Issue.status == "reviewing")
        .where(StatusChange.status == "reviewing", StatusChange.actor_id == Issue.reporter_id)
        .where(~goes_on.exists(), ~answered.exists())
    )
    return db.session.scalars(query.order_by(StatusChange.id)).all()
