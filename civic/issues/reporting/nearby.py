"""What a reporter is told once a report was taken: what is near, and by when it is answered."""

from collections.abc import Sequence
from datetime import date, timedelta

from civic.db import db
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.issues.support import Support
from civic.korean_time import SEOUL

MOST = 3
AROUND_DEGREES = 0.005  # about half a kilometre


def issues_near(issue: Issue) -> Sequence[Issue]:
    """Open problems of others around a report, or in its district, which its reporter may support;
    what most people support first."""
    supported = db.select(Support.issue_id).filter_by(person_id=issue.reporter_id)
    others = (
        db.select(Issue)
        .filter_by(round_id=issue.round_id, listed=True)
        .where(Issue.id != issue.id, Issue.status.in_(UNANSWERED), Issue.id.not_in(supported))
        .where(Issue.reporter_id.is_distinct_from(issue.reporter_id))
    )
    if issue.lat is not None and issue.lon is not None:
        here = others.where(
            Issue.lat.between(issue.lat - AROUND_DEGREES, issue.lat + AROUND_DEGREES),
            Issue.lon.between(issue.lon - AROUND_DEGREES, issue.lon + AROUND_DEGREES),
        )
    else:
        here = others.where(Issue.district_id == issue.district_id)
    return db.session.scalars(here.order_by(Issue.supports_count.desc()).limit(MOST)).all()


def answer_due_on(issue: Issue) -> date | None:
    """The last day its round promises an answer for; None without a promise."""
    days = issue.round.answer_days
    return None if days is None else issue.created_at.astimezone(SEOUL).date() + timedelta(days)
