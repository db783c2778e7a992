"""What pages of other features show of meetings: where a report was heard, what comes next."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import g
from sqlalchemy import exists, select

from civic.db import db, now
from civic.issues.browsing.beside import ID, add_kind
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.meetings.models import Meeting

MOST_COMING = 3
NOBODY_HEARD = MappingProxyType({"meeting": None, "rows": (), "people": 0})
add_kind("heard", lambda: exists().where(HeardSupport.issue_id == ID))


def heard_beside(issue: Issue, there: frozenset[str]) -> Mapping:
    """{meeting: where it was first said, or None; rows: (meeting, people) of those who said the
    same at one; people: all of them}. there: of issues.beside."""
    if issue.meeting_id is None and "heard" not in there:
        return NOBODY_HEARD
    rows = db.session.execute(
        select(Meeting, db.func.sum(HeardSupport.people))
        .join(HeardSupport, HeardSupport.meeting_id == Meeting.id)
        .where(HeardSupport.issue_id.in_(issue.together()))
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    first = db.session.get(Meeting, issue.meeting_id) if issue.meeting_id else None
    return {"meeting": first, "rows": rows, "people": sum(people for _meeting, people in rows)}


def coming_meetings() -> Sequence[Meeting]:
    """The next of this round, called-off ones not."""
    query = select(Meeting).filter_by(round_id=g.round.id, cancelled_at=None)
    query = query.where(Meeting.starts_at > now()).order_by(Meeting.starts_at, Meeting.id)
    return db.session.scalars(query.limit(MOST_COMING)).all()
