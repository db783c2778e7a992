"""What the ballot's page shows to the one who looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import now
from civic.people.secrets import lasting_secret
from civic.rounds.models import Round
from civic.votes.ballots.frozen_ballot import BallotEntry, on_ballot
from civic.votes.ballots.glimpses import Glimpse, glimpses
from civic.votes.ballots.order import shuffled
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.rules import BadBallot, NothingChosen, OverBudget, TooManyChoices, stage
from civic.votes.seal.tally import Tally
from civic.web.filters import moment, won


@dataclass(frozen=True)
class BallotPage:
    """stage: see rules.stage. chosen: ids ticked on the page, by rank where the form ranks.
    votes: whether this person may. removed: taken off while people voted. fell: whether any of it
    was among this voter's choices. annulment: of this voter's ballot. glimpses: solution id → its
    photo and places."""

    stage: str
    solutions: list[BallotEntry]
    participation: Participation | None
    chosen: tuple[int, ...]
    votes: bool
    removed: Sequence[Removal] = ()
    fell: bool = False
    annulment: Annulment | None = None
    glimpses: dict[int, Glimpse] = field(default_factory=dict)

    @classmethod
    def of(cls, round: Round, person, sent: list[int] | None = None) -> "BallotPage":
        """person: signed in, or Flask-Login's anonymous. sent: what was ticked but refused."""
        phase = round.phase("vote")
        known = person.is_authenticated
        viewer = f"round {round.id} person {person.id}" if known else f"round {round.id}"
        mine = Participation.of(person, round) if known else None
        solutions, removed = _in_order(round, viewer), Removal.confirmed(round)
        wanted = sent if sent is not None else _latest_ids(mine)
        there = {solution.id for solution in solutions}
        return cls(
            stage=stage(
                (phase.starts_at, phase.ends_at) if phase else None,
                now(),
                counted=Tally.of(round) is not None,
            ),
            solutions=solutions,
            participation=mine,
            chosen=tuple(id for id in wanted if id in there),
            votes=known and person.votes_in(round) and not (mine and mine.annulled_at),
            removed=removed,
            fell=any(removal.solution_id in wanted for removal in removed),
            annulment=Annulment.of(mine),
            glimpses=glimpses(
                solutions, person.home_district_id if known else None, str(get_locale())
            ),
        )

    @property
    def begins(self) -> bool:
        """A visitor may fill it in: it waits for their sign-in, and to be looked at."""
        open_to_all = self.stage == "open" and self.participation is None and not self.votes
        return open_to_all and not current_user.is_authenticated

    @property
    def spent_won(self) -> int:
        return sum(s.cost_won for s in self.solutions if s.id in self.chosen)

    @property
    def ranked(self) -> list[BallotEntry]:
        """The solutions chosen, by rank."""
        return self._those(self.chosen)

    @property
    def submitted(self) -> list[BallotEntry]:
        """What the voter's ballot holds, by rank; only ever for their own eyes."""
        return self._those(self.participation.submitted_ids() if self.participation else ())

    @property
    def unranked(self) -> list[BallotEntry]:
        return [solution for solution in self.solutions if solution.id not in self.chosen]

    @property
    def next_seq(self) -> int:
        return (self.participation.client_seq if self.participation else -1) + 1

    def _those(self, ids: Sequence[int]) -> list[BallotEntry]:
        by_id = {solution.id: solution for solution in self.solutions}
        return [by_id[id] for id in ids if id in by_id]


def ballot_state(participation: Participation | None) -> dict:
    """The voter's own ballot as the page's script needs it."""
    if participation is None:
        return {"submitted": False, "pending": False, "chosen": [], "client_seq": -1}
    submitted_at = participation.submitted_at
    there = {entry.id for entry in on_ballot(participation.round)}
    return {
        "submitted": submitted_at is not None,
        "submitted_words": _("%(time)s에 제출했어요", time=moment(submitted_at))
        if submitted_at
        else "",
        "pending": participation.draft_at is not None,
        "chosen": [id for id in participation.latest_ids() if id in there],
        "client_seq": participation.client_seq,
    }


def bad_ballot_sentence(error: BadBallot, round: Round) -> str:
    """The sentence that states the limit this ballot broke."""
    if isinstance(error, NothingChosen):
        return _("하나 이상 골라 주세요.")
    if isinstance(error, TooManyChoices):
        most, sent = round.max_choices, len(error.sent)
        return _("%(k)s가지까지 고를 수 있어요. 지금은 %(n)s가지를 골랐어요.", k=most, n=sent)
    if isinstance(error, OverBudget):
        budget, over = won(round.budget_won), won(error.over_won)
        return _(
            "예산 %(budget)s보다 %(over)s 넘게 담았어요. 하나를 빼면 제출할 수 있어요.",
            budget=budget,
            over=over,
        )
    return _("지금은 투표할 수 없는 해결방안이 섞여 있어요. 목록을 다시 보고 골라 주세요.")


def _latest_ids(participation):
    return participation.latest_ids() if participation else []


def _in_order(round, viewer):
    by_id = {entry.id: entry for entry in on_ballot(round)}
    order = shuffled(by_id, lasting_secret(), viewer)
    return [by_id[id] for id in order]
