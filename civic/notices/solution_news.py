"""What counts as news of a solution: that it was proposed, changed, screened, talked about."""

from datetime import datetime

from civic.db import db
from civic.notices.news import News, spoken_by
from civic.solutions.changes import SolutionChange
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.solutions.screening.models import Screening


def solution_comment(row: SolutionComment) -> News | None:
    solution = db.session.get_one(Solution, row.solution_id)
    if row.hidden_at is not None:
        return None
    return _to_followers(
        solution,
        f"talk:{row.id}",
        row.created_at,
        row.author_id,
        kind=spoken_by(row.author, solution.round),
    )


def proposed(row: Solution) -> News | None:
    if row.hidden_at is not None or not row.issues:
        return None
    return News(
        "solution",
        f"solution:{row.id}",
        row.round_id,
        row.created_at,
        tuple(issue.root.followers() for issue in row.issues),
        solution_id=row.id,
        actor_id=row.proposer_id,
    )


def solution_changed(row: SolutionChange) -> News | None:
    solution = db.session.get_one(Solution, row.solution_id)
    # What the office filled in is told with its finding.
    if solution.hidden_at is not None or row.act == "fill_in":
        return None
    return _to_followers(
        solution, f"change:{row.id}", row.created_at, row.actor_id, details={"act": row.act}
    )


def screened(row: Screening) -> News | None:
    """To those who follow the proposal, whose proposer may answer."""
    solution = db.session.get_one(Solution, row.solution_id)
    if solution.hidden_at is not None:
        return None
    finding = {"act": "screened", "verdict": row.verdict, "reason": row.note}
    return _to_followers(
        solution, f"screening:{row.id}", row.screened_at, row.screened_by_id, details=finding
    )


def _to_followers(
    solution: Solution,
    source: str,
    at: datetime,
    actor_id: int | None,
    kind: str = "solution",
    details: dict | None = None,
) -> News:
    return News(
        kind,
        source,
        solution.round_id,
        at,
        (solution.followers(),),
        solution_id=solution.id,
        actor_id=actor_id,
        details=details or {},
    )
