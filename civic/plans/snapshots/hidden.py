"""What of a round is hidden by now, or was at a time: for plans that were made before."""

from datetime import datetime

from sqlalchemy import Select, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.photos.models import Photo
from civic.plans.snapshots.concealing import Hidden
from civic.rounds.models import Round
from civic.solutions.models import Solution


def hidden_in(round: Round, by: datetime | None = None) -> Hidden:
    """Issues, photos and solutions that nobody is to read. by: only what was hidden by then."""
    issues = select(Issue.receipt).where(Issue.round_id == round.id)
    pictures = issues.join(IssuePhoto, IssuePhoto.issue_id == Issue.id).join(
        Photo, Photo.id == IssuePhoto.photo_id
    )
    solutions = select(Solution.number).where(Solution.round_id == round.id)
    return Hidden(
        issues=_since(issues, Issue.hidden_at, by),
        photos=_since(pictures.where(IssuePhoto.position == 0), Photo.withheld_at, by),
        solutions=_since(solutions, Solution.hidden_at, by),
    )


def withheld(ids: frozenset[int], by: datetime | None = None) -> frozenset[int]:
    """Those of these photos that nobody is to see. by: only what was withheld by then."""
    return _since(select(Photo.id).where(Photo.id.in_(ids)), Photo.withheld_at, by)


def hidden_titles(round: Round) -> list[str]:
    """What the issues and solutions that are hidden were called, the longest first."""
    tables = (Issue, Solution)
    found = [
        db.session.scalars(
            select(table.title).where(table.round_id == round.id, table.hidden_at.is_not(None))
        )
        for table in tables
    ]
    return sorted({title for titles in found for title in titles}, key=lambda t: (-len(t), t))


def _since(query: Select, hidden_at, by: datetime | None) -> frozenset[int]:
    query = query.where(hidden_at.is_not(None) if by is None else hidden_at <= by)
    return frozenset(db.session.scalars(query))
