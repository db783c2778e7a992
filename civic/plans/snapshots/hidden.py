"""What of a round is hidden by now, or was at a time: for plans that were made before."""

from datetime import datetime

from sqlalchemy import Select, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.photos.models import Photo
from civic.photos.redaction.models import PhotoRedaction
from civic.plans.material.models import Material
from civic.plans.models import Snapshot
from civic.plans.snapshots.concealing import Hidden
from civic.rounds.models import Round
from civic.solutions.models import Solution


def hidden_in(snapshot: Snapshot, by: datetime | None = None) -> Hidden:
    """Issues, photos and solutions of a snapshot that nobody is to read. by: only what was hidden
    by then. A photo that was redacted since it was taken is one of them."""
    round = snapshot.plan.round
    redacted = _redacted_since(snapshot.taken_at, by)
    issues = select(Issue.receipt).where(Issue.round_id == round.id)
    pictures = issues.join(IssuePhoto, IssuePhoto.issue_id == Issue.id).join(
        Photo, Photo.id == IssuePhoto.photo_id
    )
    covers = pictures.where(IssuePhoto.position == 0)
    solutions = select(Solution.number).where(Solution.round_id == round.id)
    return Hidden(
        issues=_since(issues, Issue.hidden_at, by),
        photos=_since(covers, Photo.withheld_at, by)
        | frozenset(db.session.scalars(covers.where(Photo.id.in_(redacted))))
        | frozenset(db.session.scalars(issues.where(*_removed_since(snapshot.taken_at, by)))),
        solutions=_since(solutions, Solution.hidden_at, by),
        materials=frozenset(
            db.session.scalars(
                select(Material.key).where(
                    Material.round_id == round.id, Material.photo_id.in_(redacted)
                )
            )
        ),
    )


def gone_since(
    snapshot: Snapshot, ids: frozenset[int], by: datetime | None = None
) -> frozenset[int]:
    """Those of these photos of a snapshot that nobody is to see as they were: withheld, or redacted
    since. by: only what was done by then."""
    these = select(Photo.id).where(Photo.id.in_(ids))
    redacted = these.where(Photo.id.in_(_redacted_since(snapshot.taken_at, by)))
    return _since(these, Photo.withheld_at, by) | frozenset(db.session.scalars(redacted))


def hidden_titles(round: Round) -> list[str]:
    """What the issues and solutions that are hidden were called, the longest first."""
    tables = (Issue, Solution)
    title_lists = [
        db.session.scalars(
            select(table.title).where(table.round_id == round.id, table.hidden_at.is_not(None))
        )
        for table in tables
    ]
    return sorted({title for titles in title_lists for title in titles}, key=lambda t: (-len(t), t))


def _redacted_since(taken_at: datetime, by: datetime | None) -> Select:
    acts = select(PhotoRedaction.photo_id).where(PhotoRedaction.redacted_at > taken_at)
    return acts if by is None else acts.where(PhotoRedaction.redacted_at <= by)


def _removed_since(taken_at: datetime, by: datetime | None) -> tuple:
    """Conditions: an issue that a photo was taken out of."""
    since = Issue.photo_removed_at > taken_at
    return (since,) if by is None else (since, Issue.photo_removed_at <= by)


def _since(query: Select, hidden_at, by: datetime | None) -> frozenset[int]:
    query = query.where(hidden_at.is_not(None) if by is None else hidden_at <= by)
    return frozenset(db.session.scalars(query))
