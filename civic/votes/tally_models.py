"""The result of a closed vote, counted once."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person, Residency
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.ballot_models import Ballot, on_ballot
from civic.votes.greedy import GREEDY_RULES, Project, earlier_first
from civic.votes.roll_models import Participation
from civic.votes.rules import check_counts


class Tally(db.Model):
    """The result of a closed vote, written once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    rule: Mapped[str] = mapped_column(String(20))
    budget_won: Mapped[int] = mapped_column(BigInteger)
    voters: Mapped[int]
    choices: Mapped[int]
    eligible: Mapped[int]  # people with an accepted residency when the vote was counted
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    round: Mapped[Round] = relationship()
    rows: Mapped[list["TallyRow"]] = relationship(order_by="TallyRow.rank")

    @classmethod
    def of(cls, round: Round) -> "Tally | None":
        return db.session.scalar(db.select(cls).filter_by(round_id=round.id))

    @classmethod
    def count(cls, round: Round, planner: Person | None) -> "Tally":
        """Count the closed vote and write the result once; again gives the result there is.

        Raises: PhaseClosed before the voting phase has ended, CountsDisagree.
        """
        phase = round.phase("vote")
        if phase is None or now() < phase.ends_at:
            raise PhaseClosed("tally")
        _wait_for_late_ballots(round)
        solutions = db.session.scalars(on_ballot(round)).all()
        votes, voters = _votes(round, [solution.id for solution in solutions])
        choices = sum(votes.values())
        check_counts(voters, choices, round.max_choices)
        written = insert_once(
            cls,
            round_id=round.id,
            rule=round.rule,
            budget_won=round.budget_won,
            voters=voters,
            choices=choices,
            eligible=_eligible(round),
            counted_by_id=planner.id if planner else None,
        )
        tally = cls.of(round)
        if written:
            tally._rank(solutions, votes)
            # Drafts never submitted are of no more use; draft_at still tells how many there were.
            roll = db.update(Participation).filter_by(round_id=round.id)
            db.session.execute(roll.values(draft=[]))
        return tally

    def _rank(self, solutions, votes):
        by_id = {solution.id: solution for solution in solutions}
        projects = [Project(s.id, s.cost_won, votes.get(s.id, 0), s.number) for s in solutions]
        rule = GREEDY_RULES[self.rule]
        for placed in rule(projects, self.budget_won, earlier_first, least_votes=1):
            project = placed.project
            self.rows.append(
                TallyRow(
                    solution_id=project.id,
                    rank=placed.rank,
                    votes=project.votes,
                    cost_won=project.cost,
                    selected=placed.selected,
                )
            )
            by_id[project.id].status = "selected" if placed.selected else "not_selected"

    @property
    def selected(self) -> list["TallyRow"]:
        return [row for row in self.rows if row.selected]

    @property
    def spent_won(self) -> int:
        return sum(row.cost_won for row in self.selected)

    def turns(self) -> list["Turn"]:
        """The rows as the rule went through them, with the money left and why one was passed."""
        left, stopped, turns = self.budget_won, False, []
        for row in self.rows:
            too_dear = row.cost_won > left
            reason = "" if row.selected else "no_votes" if row.votes == 0 else "too_dear"
            if reason == "too_dear" and stopped:
                reason = "stopped"
            stopped = stopped or (self.rule == "greedy-stop" and too_dear)
            tied = row.votes > 0 and sum(other.votes == row.votes for other in self.rows) > 1
            turns.append(Turn(row, left, reason, tied))
            left -= row.cost_won if row.selected else 0
        return turns


class TallyRow(db.Model):
    """One solution in the result; rank by the printed rule, 1 first."""

    __table_args__ = (UniqueConstraint("tally_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tally_id: Mapped[int] = mapped_column(ForeignKey("tally.id"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    rank: Mapped[int]
    votes: Mapped[int]
    cost_won: Mapped[int] = mapped_column(BigInteger)
    selected: Mapped[bool]

    solution: Mapped[Solution] = relationship(lazy="joined")


@dataclass(frozen=True)
class Turn:
    """left_won: money left before this row. reason: why not selected, "" | no_votes | too_dear |
    stopped. tied: another row has as many votes, and more than none."""

    row: TallyRow
    left_won: int
    reason: str
    tied: bool


def _wait_for_late_ballots(round):
    """Let requests that came in time finish: each holds its roll row, a first one the round."""
    roll = db.select(Participation.id).filter_by(round_id=round.id).with_for_update()
    db.session.execute(roll)
    db.session.execute(db.select(Round.id).filter_by(id=round.id).with_for_update())


def _votes(round, solution_ids):
    """(votes by solution id, number of ballots that hold at least one of these solutions)."""
    ballots = db.session.scalars(db.select(Ballot.choices).filter_by(round_id=round.id))
    counted = set(solution_ids)
    kept = [[id for id, _nonce in choices if id in counted] for choices in ballots]
    votes = Counter(id for choices in kept for id in choices)
    return votes, sum(1 for choices in kept if choices)


def _eligible(round):
    residents = db.select(func.count()).select_from(Residency)
    return db.session.scalar(
        residents.where(
            Residency.municipality_id == round.municipality_id,
            Residency.level.in_(round.vote_levels),
        )
    )
