"""What the ballot's page shows to the one who looks."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _

from civic.db import db, now
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.models import Participation, Tally, on_ballot
from civic.votes.order import shuffled
from civic.votes.rules import stage
from civic.web.filters import moment


@dataclass(frozen=True)
class BallotPage:
    """stage: see rules.stage. chosen: ids ticked on the page. votes: whether this person may."""

    stage: str
    solutions: list[Solution]
    participation: Participation | None
    chosen: frozenset[int]
    votes: bool

    @classmethod
    def of(cls, round: Round, person, sent: list[int] | None = None) -> "BallotPage":
        """person: signed in, or Flask-Login's anonymous. sent: what was ticked but refused."""
        phase = round.phase("vote")
        known = person.is_authenticated
        viewer = f"round {round.id} person {person.id}" if known else f"round {round.id}"
        participation = Participation.of(person, round) if known else None
        return cls(
            stage=stage(
                (phase.starts_at, phase.ends_at) if phase else None,
                now(),
                counted=Tally.of(round) is not None,
            ),
            solutions=_in_order(round, viewer),
            participation=participation,
            chosen=frozenset(sent if sent is not None else _standing(participation)),
            votes=known and person.votes_in(round),
        )

    @property
    def spent_won(self) -> int:
        return sum(s.cost_won for s in self.solutions if s.id in self.chosen)

    @property
    def next_seq(self) -> int:
        return (self.participation.client_seq if self.participation else -1) + 1


def ballot_state(participation: Participation | None) -> dict:
    """The voter's own ballot as the page's script needs it."""
    if participation is None:
        return {"submitted": False, "pending": False, "chosen": [], "client_seq": -1}
    submitted_at = participation.submitted_at
    return {
        "submitted": submitted_at is not None,
        "submitted_words": _("%(time)s에 제출했어요", time=moment(submitted_at))
        if submitted_at
        else "",
        "pending": participation.draft_at is not None,
        "chosen": participation.standing_ids(),
        "client_seq": participation.client_seq,
    }


def _standing(participation):
    return participation.standing_ids() if participation else []


def _in_order(round, viewer):
    by_id = {solution.id: solution for solution in db.session.scalars(on_ballot(round))}
    order = shuffled(by_id, current_app.config["SECRET_KEY"], viewer)
    return [by_id[id] for id in order]
