"""What pictures need of a snapshot's data: acts by day, and photos large enough to print."""

from base64 import b64encode
from collections.abc import Iterable

from flask import current_app
from sqlalchemy import Select, func, select

from civic.db import day_in_seoul, db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.support import GIVEN_THERE, Support
from civic.photos.models import Photo
from civic.places.models import District
from civic.plans.printing.models import printed_issues
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

PHOTOS = 6


def acts(round: Round) -> dict[str, dict[str, int]]:
    """Reports, supports and, once they are counted, submitted ballots by day in Korea.

    A support that the round counts, of merged issues once, on its first day. Imported reports have
    no day of their own, and are left out; so are paper ballots.
    """
    mine = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    counted_as = Issue.counted_as(select(Issue.id).where(*mine))
    supports = (
        select(func.min(Support.created_at).label("at"))
        .join(counted_as, counted_as.c.issue_id == Support.issue_id)
        .where(GIVEN_THERE, counted(Support.person_id, round.id))
        .group_by(counted_as.c.problem_id, Support.person_id)
        .subquery()
    )
    ballots = (Participation.submitted_at, *Participation.voted(round))
    return {
        "reports": _by_day(Issue.created_at, *mine, Issue.import_id.is_(None)),
        "supports": _by_day(supports.c.at),
        "ballots": _by_day(*ballots) if Tally.of(round) else {},
    }


def _by_day(moment, *conditions) -> dict[str, int]:
    """How many moments fall on each day."""
    day = day_in_seoul(moment)
    query = select(day, func.count()).where(*conditions).group_by(day).order_by(day)
    return dict(db.session.execute(query).all())


def photos_taken(round: Round) -> Select:
    """The first photos of the most supported issues that have one, with their issues; of issues
    that the plan names."""
    return (
        select(IssuePhoto, Issue)
        .join(Issue, Issue.id == IssuePhoto.issue_id)
        .join(Photo, Photo.id == IssuePhoto.photo_id)
        .where(Issue.round_id == round.id, Issue.listed, IssuePhoto.position == 0)
        .where(Photo.withheld_at.is_(None), printed_issues())
        .order_by(Issue.supports_count.desc(), Issue.receipt)
        .limit(PHOTOS)
    )


def photos(round: Round) -> list[dict]:
    """Those photos as the snapshot keeps them."""
    rows = db.session.execute(
        photos_taken(round)
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
            # The middle size; the small one of early photos.
            "jpeg": file_of(store, photo.names[1:]),
        }
        for receipt, title, created_at, district, alt, photo in rows
    ]


def file_of(store, names: Iterable[str]) -> str:
    """The first of these files that is there, in base64; empty when none is, so that the plan still
    compiles."""
    for name in names:
        try:
            return b64encode(store.get(name)).decode()
        except FileNotFoundError:
            continue
    return ""
