"""What was solved lately in a city, with how it looked before and looks now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import contains_eager, joinedload

from civic.db import db
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.rounds.models import Round

LOOKED_AT = 12  # of the newest completions


@dataclass(frozen=True)
class Solved:
    """issue: one the city says is done. step: the one that says so."""

    issue: Issue
    step: StatusChange

    @property
    def after(self):
        """The photo of how it looks now, where there is one to be seen."""
        photo = self.step.photo
        return photo if photo is not None and photo.withheld_at is None else None


def solved_lately(rounds: Sequence[Round], most: int = 3) -> list[Solved]:
    """The newest of these rounds, those that can be seen before and after first."""
    steps = (
        db.select(StatusChange)
        .join(StatusChange.issue)
        .where(StatusChange.status == "done", Issue.status == "done", Issue.listed)
        .where(Issue.round_id.in_([round.id for round in rounds]))
        .options(contains_eager(StatusChange.issue), joinedload(StatusChange.photo))
        .order_by(StatusChange.id.desc())
    )
    newest: dict[int, Solved] = {}
    for step in db.session.scalars(steps.limit(LOOKED_AT)):
        newest.setdefault(step.issue_id, Solved(step.issue, step))
    seen = [each for each in newest.values() if each.after and each.issue.cover_key]
    return (seen + [each for each in newest.values() if each not in seen])[:most]
