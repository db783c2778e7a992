"""The part of a snapshot that tells of meetings: numbers as everybody may read them."""

from sqlalchemy import func, select

from civic.db import db
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from civic.meetings.figures import figures_of
from civic.meetings.labels import KINDS
from civic.meetings.models import Meeting
from civic.rounds.models import Round


def meetings(round: Round) -> dict:
    """How many were held, who came and what was heard; of each its day, place and outcome."""
    figures = figures_of(round)
    held = db.session.scalars(
        select(Meeting)
        .where(Meeting.id.in_(figures.by_meeting))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    heard = _heard(round)
    return {
        "held": figures.held,
        "people": figures.people,
        "reports": figures.reports,
        "supports": figures.supports,
        "rows": [
            {
                "id": number,
                "starts_on": meeting.starts_at.astimezone(SEOUL).date().isoformat(),
                "kind": str(KINDS[meeting.kind][1]),
                "people": figures.by_meeting[meeting.id] or None,
                "title": meeting.title,
                "place": meeting.where.strip(),
                "district": meeting.district.code if meeting.district else "",
                "reports": heard.get(meeting.id, 0),
                "minutes": _first_line(meeting),
            }
            for number, meeting in enumerate(held, 1)
        ],
    }


def _heard(round: Round) -> dict[int, int]:
    """Meeting → shown reports heard there."""
    query = select(Issue.meeting_id, func.count()).group_by(Issue.meeting_id)
    rows = query.where(
        Issue.round_id == round.id, Issue.hidden_at.is_(None), Issue.meeting_id.is_not(None)
    )
    return {id: count for id, count in db.session.execute(rows) if id is not None}


def _first_line(meeting: Meeting) -> str:
    """Of the minutes, once everybody may read them."""
    return meeting.minutes.strip().partition("\n")[0] if meeting.minutes_published_at else ""
