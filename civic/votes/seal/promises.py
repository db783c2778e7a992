"""What a vote promises for later: links destroyed, heads published, the seal as it was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func

from civic.db import db, now
from civic.rounds.models import Round
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import HOUR, SETTLED_AFTER, ChainHead, VoteEvent
from civic.votes.ballots.voter_roll import Participation, forget_links
from civic.votes.seal.publication import differences
from civic.votes.seal.tally import Tally


@dataclass(frozen=True)
class Links:
    """How many voters' links to their ballots of a round were to be gone by then, days after its
    seal, and are there."""

    round: Round
    count: int
    due_at: datetime
    days: int


def links_due(days: int) -> list[Links]:
    """Rounds whose objection window is over and whose links are there. days: of cities that set
    none of their own."""
    due = []
    for tally in db.session.scalars(db.select(Tally).order_by(Tally.id)):
        due_at = tally.links_until(days)
        count = _links(tally.round) if due_at <= now() else 0
        if count:
            own = tally.objection_days
            due.append(Links(tally.round, count, due_at, days if own is None else own))
    return due


def _links(round: Round) -> int:
    tied = db.select(func.count()).select_from(Ballot).filter_by(round_id=round.id)
    salted = db.select(func.count()).select_from(Participation).filter_by(round_id=round.id)
    links = db.session.scalar(tied.where(Ballot.participation_id.is_not(None)))
    return links or db.session.scalar(salted.where(Participation.salt.is_not(None)))


def forget_due_links(days: int) -> list[Links]:
    """Destroy them; which there were."""
    due = links_due(days)
    for links in due:
        forget_links(links.round)
    return due


def extend_chains() -> list[tuple[Round, int]]:
    """Publish the event log's heads of the hours that are over, and how many new ones of each
    round. The seal has closed a chain: a round that was counted gets no more."""
    added = []
    for round in voting_rounds():
        if Tally.of(round) is None:
            before = len(ChainHead.of(round))
            ChainHead.extend(round)
            added.append((round, len(ChainHead.of(round)) - before))
    return added


def unchained_acts(until: datetime) -> list[tuple[Round, int, datetime]]:
    """Rounds with acts before a moment that no head covers: how many, and the oldest."""
    unchained = []
    for round in voting_rounds():
        last = db.session.scalar(db.select(func.max(ChainHead.until)).filter_by(round_id=round.id))
        acts = db.select(func.count(), func.min(VoteEvent.at)).where(
            VoteEvent.round_id == round.id, VoteEvent.at < until - HOUR - SETTLED_AFTER
        )
        count, oldest = db.session.execute(acts.where(VoteEvent.at >= last) if last else acts).one()
        if count and Tally.of(round) is None:
            unchained.append((round, count, oldest))
    return unchained


def differing() -> dict[Round, list[str]]:
    """Every round that voted, with what is no longer as it was sealed."""
    return {round: differences(round) for round in voting_rounds()}


def voting_rounds() -> list[Round]:
    rounds = db.session.scalars(db.select(Round).order_by(Round.id)).all()
    return [round for round in rounds if round.phase("vote") is not None]


def address_of(round: Round) -> str:
    return f"{round.municipality.slug}/{round.number}"
