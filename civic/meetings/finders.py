"""The meeting an address names."""

from flask import g
from sqlalchemy import select

from civic.db import db
from civic.meetings.models import Meeting


def find_meeting(meeting_id: int) -> Meeting:
    """A meeting of this request's round. Raises: 404."""
    return db.first_or_404(select(Meeting).filter_by(id=meeting_id, round_id=g.round.id))
