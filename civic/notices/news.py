"""News, the sources it is read from, and selects of the people it is for.

Who hears of it are selects of person ids, so that a thousand people cost one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from civic.db import db
from civic.issues.following import Follow
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.meetings.models import Meeting
from civic.people.models import Person, Residency
from civic.roles import OFFICE
from civic.rounds.models import Round
from civic.solutions.following import SolutionFollow
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation


@dataclass(frozen=True)
class News:
    """One thing that happened. audience: selects of person ids; the actor is left out."""

    kind: str
    source: str
    round_id: int
    at: datetime
    audience: tuple[Any, ...]
    issue_id: int | None = None
    solution_id: int | None = None
    actor_id: int | None = None
    details: dict = field(default_factory=dict)


@dataclass(frozen=True)
class NewsSource:
    """Rows of a model, read in order of id once they are `age` old."""

    name: str
    model: type
    happened: Any  # the column that says when
    news: Callable[[Any], News | None]
    age: timedelta = timedelta()


def meeting_details(meeting: Meeting, act: str, announced: dict) -> dict:
    """What a notice says of a meeting. act: moved | cancelled | tomorrow; announced: starts_at as
    an ISO text and place."""
    details = {
        "act": act,
        "meeting": meeting.id,
        "title": meeting.title,
        "place": announced["place"],
    }
    return details | {"starts_at": announced["starts_at"]}


def people_of(round: Round) -> tuple:
    """Selects of the ids of a round's people: residents, and who supports or follows here."""
    here = {"round_id": round.id}
    issues = db.select(Issue.id).filter_by(**here)
    solutions = db.select(Solution.id).filter_by(**here)
    return (
        db.select(Residency.person_id).filter_by(municipality_id=round.municipality_id),
        db.select(Support.person_id).where(Support.issue_id.in_(issues)),
        Follow.people_of(Follow.issue_id.in_(issues)),
        SolutionFollow.people_of(SolutionFollow.solution_id.in_(solutions)),
    )


def on_roll(round: Round):
    """A select of the ids of who takes part in a round's vote."""
    return db.select(Participation.person_id).filter_by(round_id=round.id)


def spoken_by(author: Person, round: Round) -> str:
    """The kind of a comment: of the office it is an answer."""
    return "answer" if author.role_names(round.municipality) & OFFICE else "comment"
