"""The part of a snapshot that tells of meetings: numbers as everybody may read them."""

from flask import current_app
from sqlalchemy import func, select

from civic.db import db
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from civic.meetings.figures import figures_of
from civic.meetings.labels import KINDS
from civic.meetings.models import Meeting
from civic.meetings.photos import MeetingPhoto
from civic.photos.models import Photo
from civic.plans.snapshots.gather_pictures import file_of
from civic.rounds.models import Round

MOST_PHOTOS = 9  # meetings that are shown with a photo, one each


def meetings(round: Round) -> dict:
    """How many were held, who came and what was heard; of each its day, place and outcome."""
    figures = figures_of(round)
    held = db.session.scalars(
        select(Meeting)
        .where(Meeting.id.in_(figures.by_meeting))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    heard, shots = _heard(round), _photos(round)
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
                "photos": shots.get(meeting.id, []),
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


def _photos(round: Round) -> dict[int, list[dict]]:
    """Meeting → its first photo, as everybody may see it."""
    query = (
        select(MeetingPhoto)
        .join(Meeting, Meeting.id == MeetingPhoto.meeting_id)
        .join(Photo, Photo.id == MeetingPhoto.photo_id)
        .where(Meeting.round_id == round.id, Photo.withheld_at.is_(None))
        .order_by(MeetingPhoto.meeting_id, MeetingPhoto.position)
    )
    store, photos = current_app.extensions["photo_store"], dict[int, list[dict]]()
    for row in db.session.scalars(query):
        if row.meeting_id not in photos and len(photos) < MOST_PHOTOS:
            jpeg = file_of(store, row.photo.names[1:])
            photos[row.meeting_id] = [{"photo": row.photo_id, "alt": row.alt, "jpeg": jpeg}]
    return photos


def _first_line(meeting: Meeting) -> str:
    """Of the minutes, once everybody may read them."""
    return meeting.minutes.strip().partition("\n")[0] if meeting.minutes_published_at else ""
