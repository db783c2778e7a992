"""How many voted, by how sure it is that they live here."""

from sqlalchemy import func

from civic.db import db
from civic.people.rules import LEVELS
from civic.rounds.models import Round
from civic.votes.models import Participation


def voters_by_level(round: Round) -> dict[str, int]:
    """Residency level → people who submitted a ballot at it, the surest first.

    Every level the round accepts is in it, and any other somebody voted at.
    """
    voted = db.select(Participation.level, func.count()).where(*Participation.voted(round))
    counts = dict(db.session.execute(voted.group_by(Participation.level)).all())
    known = [level for level in reversed(LEVELS) if level in round.vote_levels or level in counts]
    return {level: counts.get(level, 0) for level in known}


def drafts_left(round: Round) -> int:
    """People who chose something and never submitted: not counted, and said beside the result."""
    left = db.select(func.count()).where(
        Participation.round_id == round.id,
        Participation.submitted_at.is_(None),
        Participation.draft_at.is_not(None),
    )
    return db.session.scalar(left)
