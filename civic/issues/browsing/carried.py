"""Lists of earlier rounds' reports that a round goes on with (listing/going_on.py)."""

from sqlalchemy import Select, func, select

from civic.db import db
from civic.issues.listing.going_on import rounds_before
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED, UNDECIDED
from civic.rounds.models import Round


def carried_into(round: Round, statuses: tuple[str, ...] = UNDECIDED) -> Select | None:
    """A select of the issues a round goes on with, the most supported first; None where it can't
    have any."""
    before = rounds_before(round)
    if not before:
        return None
    waiting = select(Issue).where(Issue.listed, Issue.status.in_(statuses))
    promised = waiting.where(Issue.round_id.in_(before), Issue.import_id.is_(None))
    return promised.order_by((Issue.supports_count + Issue.carried_supports).desc(), Issue.id)


def carried_count(round: Round) -> int:
    """How many issues a round goes on with."""
    return _count(carried_into(round))


def unanswered_count(round: Round) -> int:
    """How many of them the city has said nothing about."""
    return _count(carried_into(round, UNANSWERED))


def _count(query: Select | None) -> int:
    if query is None:
        return 0
    counted = query.order_by(None).with_only_columns(func.count())
    return db.session.scalar(counted) or 0
