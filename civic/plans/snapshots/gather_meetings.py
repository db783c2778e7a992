"""The part of a snapshot that tells of meetings: numbers as everybody may read them."""

from sqlalchemy import select

from civic.db import db
from civic.korean_time import SEOUL
from civic.meetings.figures import figures_of
from civic.meetings.labels import KINDS
from civic.meetings.models import Meeting
from civic.rounds.models import Round


def meetings(round: Round) -> dict:
    """How many were held, who came and what was heard; of each its day and kind."""
    figures = figures_of(round)
    held = db.session.scalars(
        select(Meeting)
        .where(Meeting.id.in_(figures.by_meeting))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return {
        "held": figures.held,
        "people": figures.people,
        "reports": figures.reports,
        "supports": figures.supports,
        "rows": [
            {
                "starts_on": meeting.starts_at.astimezone(SEOUL).date().isoformat(),
                "kind": str(KINDS[meeting.kind][1]),
                "people": figures.by_meeting[meeting.id] or None,
            }
            for meeting in held
        ],
    }
