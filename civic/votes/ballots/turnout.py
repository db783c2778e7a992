"""How many voted, and by how sure it is that they live here.

A vote counts ballots. Online there is one a person, of people whose residency is verified, who
works for the office among them: living here, they vote like everybody. On paper and in meetings
there are no names, so nobody can say of how many they are a part. The turnout is therefore that of
the vote online alone: ballots online ÷ people who could give one. Paper is told beside it.
"""

from collections import Counter

from sqlalchemy import func, select

from civic.db import db
from civic.people.office import residents_only
from civic.people.residency.models import Residency
from civic.people.rules import LEVELS
from civic.rounds.models import Round
from civic.votes.ballots.voter_roll import Participation


def voters_of(round: Round) -> tuple[dict[str, int], int]:
    """voters_by_level() and office_voters(), asked at once."""
    resident = residents_only(Participation.person_id, round.municipality_id, round.id).label(
        "resident"
    )
    columns = select(Participation.level, resident, func.count()).group_by(
        Participation.level, resident
    )
    counts: Counter[str] = Counter()
    office = 0
    for level, is_resident, number in db.session.execute(
        columns.where(*Participation.voted(round))
    ):
        if is_resident:
            counts[level] += number
        else:
            office += number
    known = [level for level in reversed(LEVELS) if level in round.vote_levels or level in counts]
    return {level: counts[level] for level in known}, office


def voters_by_level(round: Round) -> dict[str, int]:
    """Residency level → residents who submitted a ballot at it, the surest first; nobody of the
    office. Every level the round accepts is in it, and any other somebody voted at.
    """
    return voters_of(round)[0]


def office_voters(round: Round) -> int:
    """Who works for the office, lives here and submitted a ballot: with voters_by_level they
    add up to the ballots online."""
    return voters_of(round)[1]


def drafts_left(round: Round) -> int:
    """People who chose something and never submitted: not counted, and said beside the result.

    Without those whose vote was annulled.
    """
    left = db.select(func.count()).where(
        Participation.round_id == round.id,
        Participation.submitted_at.is_(None),
        Participation.draft_at.is_not(None),
        Participation.annulled_at.is_(None),
    )
    return db.session.scalar(left)


def eligible_online(round: Round) -> int:
    """Who may vote online, as Residency.counts_in and not annulled, and who did all the same."""
    vote = round.phase("vote")
    assert vote is not None  # asked of rounds that are counted
    began_at = vote.starts_at
    in_time = Residency.votes_from.is_(None) | (Residency.votes_from < began_at)
    proven = Residency.level.in_(round.vote_levels) & in_time
    voted = db.select(Participation.person_id).where(*Participation.voted(round))
    here = Residency.municipality_id == round.municipality_id
    mine = (Participation.person_id == Residency.person_id, Participation.round_id == round.id)
    annulled = db.select(Participation.id).where(*mine, Participation.annulled_at.is_not(None))
    may_vote = db.select(Residency.person_id).where(here, proven, ~annulled.exists())
    return db.session.scalar(db.select(func.count()).select_from(may_vote.union(voted).subquery()))
