"""Reports of finished rounds that the city has not decided about: the city's next round goes on
with them, until each has its answer. What files brought was promised none."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.rounds.models import Round


def carried_into(round: Round) -> Select | None:
    """A select of the issues a round goes on with, the most supported first; None where it can't
    have any."""
    if round.number == 1:
        return None
    rounds = Round.of_city(round.municipality)
    if _heir(rounds) != round:
        return None
    over = [each.id for each in rounds if each.number < round.number and _is_over(each)]
    unanswered = select(Issue).where(Issue.listed, Issue.status.in_(UNANSWERED))
    promised = unanswered.where(Issue.round_id.in_(over), Issue.import_id.is_(None))
    return promised.order_by(Issue.supports_count.desc(), Issue.id)


def carried_count(round: Round) -> int:
    """How many issues a round goes on with."""
    query = carried_into(round)
    if query is None:
        return 0
    counted = query.order_by(None).with_only_columns(func.count())
    return db.session.scalar(counted) or 0


def goes_on_in(issue: Issue) -> Round | None:
    """The round that goes on with an issue; None where it has its answer, or its own still runs."""
    is_waiting = issue.status in UNANSWERED and issue.listed and issue.import_id is None
    if not is_waiting or not _is_over(issue.round):
        return None
    heir = _heir(Round.of_city(issue.round.municipality))
    return heir if heir is not None and heir.number > issue.round.number else None


def _heir(rounds: Sequence[Round]) -> Round | None:
    """The newest round that has a calendar and is not over. rounds: the newest first."""
    return next((round for round in rounds if round.phases and not _is_over(round)), None)


def _is_over(round: Round) -> bool:
    return round.standing().moment == "over"
