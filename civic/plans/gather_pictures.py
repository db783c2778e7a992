"""What pictures need of a snapshot's data: acts by day, and photos large enough to print."""

from base64 import b64encode
from collections import Counter
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, func, select

from civic.db import SEOUL, db
from civic.issues.models import Issue, IssuePhoto, Support
from civic.photos.models import Photo
from civic.places.models import District
from civic.rounds.models import Round
from civic.votes.models import Participation, Tally

PHOTOS = 6


def acts(round: Round) -> dict[str, dict[str, int]]:
    """Reports, supports and, once they are counted, submitted ballots by day in Korea.

    A support of merged issues counts once, on its first day. Imported reports have no day of their
    own, and are left out; so are paper ballots.
    """
    mine = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    counted_as = func.coalesce(Issue.merged_into_id, Issue.id)
    supports = (
        select(func.min(Support.created_at))
        .join(Issue, Issue.id == Support.issue_id)
        .where(*mine)
        .group_by(Support.person_id, counted_as)
    )
    ballots = select(Participation.submitted_at).where(*Participation.voted(round))
    return {
        "reports": _by_day(select(Issue.created_at).where(*mine, Issue.import_id.is_(None))),
        "supports": _by_day(supports),
        "ballots": _by_day(ballots) if Tally.of(round) else {},
    }


def _by_day(query) -> dict[str, int]:
    moments: list[datetime] = db.session.scalars(query).all()
    days = Counter(moment.astimezone(SEOUL).date().isoformat() for moment in moments)
    return dict(sorted(days.items()))


def photos_taken(round: Round) -> Select:
    """The first photos of the most supported issues that have one, with their issues."""
    return (
        select(IssuePhoto, Issue)
        .join(Issue, Issue.id == IssuePhoto.issue_id)
        .where(Issue.round_id == round.id, Issue.listed, IssuePhoto.position == 0)
        .order_by(Issue.supports_count.desc(), Issue.receipt)
        .limit(PHOTOS)
    )


def photos(round: Round) -> list[dict]:
    """Those photos as the snapshot keeps them."""
    rows = db.session.execute(
        photos_taken(round)
        .join(Photo, Photo.id == IssuePhoto.photo_id)
        .outerjoin(District, District.id == Issue.district_id)
        .with_only_columns(
            *(Issue.receipt, Issue.title, Issue.created_at),
            *(District.name, IssuePhoto.alt, Photo),
        )
    ).all()
    store = current_app.extensions["photo_store"]
    return [
        {
            "receipt": receipt,
            "title": title,
            "reported_at": created_at.isoformat(),
            "district": district or "",
            "alt": alt,
            "jpeg": _file(store, photo),
        }
        for receipt, title, created_at, district, alt, photo in rows
    ]


def _file(store, photo: Photo) -> str:
    """The middle size in base64, the small one of early photos; empty when both are missing, so
    that the plan still compiles."""
    _large, *smaller = photo.names
    for name in smaller:
        try:
            return b64encode(store.get(name)).decode()
        except FileNotFoundError:
            continue
    return ""
