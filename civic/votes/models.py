"""The voter roll, ballots apart from it, and the sealed result."""

import secrets
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person, Residency
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.greedy import GREEDY_RULES, Project, earlier_first
from civic.votes.rules import (
    NotAVoter,
    NotOnBallot,
    OutOfDate,
    check_counts,
    check_size,
)

# Ids of ballots are drawn, not counted: their order must not tell the order of the roll.
DRAWN_ID = BigInteger().with_variant(Integer, "sqlite")


def draw_id() -> int:
    return secrets.randbelow(2**53)


def on_ballot(round: Round):
    """A select of the solutions that can be voted for in a round, in order of proposal."""
    query = db.select(Solution).filter_by(round_id=round.id, status="on_ballot", hidden_at=None)
    return query.order_by(Solution.number)


class Participation(db.Model):
    """The roll: that this person takes part in this vote. Says nothing of what they chose."""

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))  # residency level at the first submission
    # Chosen but not yet submitted: solution ids. Saved so that nothing is lost between visits.
    draft: Mapped[list] = mapped_column(db.JSON, default=list)
    draft_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    client_seq: Mapped[int] = mapped_column(BigInteger, default=0)

    round: Mapped[Round] = relationship()
    ballot: Mapped["Ballot | None"] = relationship(viewonly=True)

    @classmethod
    def of(cls, person: Person, round: Round) -> "Participation | None":
        return db.session.scalar(db.select(cls).filter_by(round_id=round.id, person_id=person.id))

    @classmethod
    def open(cls, person: Person, round: Round) -> "Participation":
        """This person's place on the roll, made at the first visit and locked until the commit.

        Raises: PhaseClosed outside the voting phase, NotAVoter without accepted residency.
        """
        if not person.votes_in(round):
            raise NotAVoter
        level = person.residency_in(round.municipality).level
        insert_once(cls, round_id=round.id, person_id=person.id, level=level)
        query = db.select(cls).filter_by(round_id=round.id, person_id=person.id)
        locked = query.with_for_update().execution_options(populate_existing=True)
        participation = db.session.scalars(locked).one()
        # Read the clock under the lock: who waited for it past the end is late.
        if "vote" not in round.open_phases():
            raise PhaseClosed("vote")
        return participation

    def save_draft(self, solution_ids: list[int], client_seq: int | None = None) -> None:
        """Keep what is chosen so far. The same as the submitted ballot leaves nothing to submit.

        Raises: OutOfDate, TooManyChoices, NotOnBallot.
        """
        self._advance(client_seq)
        chosen = self._checked(solution_ids, least=0)
        unchanged = chosen == self.submitted_ids()
        self.draft = [] if unchanged else chosen
        self.draft_at = None if unchanged else now()

    def submit(self, solution_ids: list[int], client_seq: int | None = None) -> None:
        """Replace the ballot by these choices; choices that stay keep their nonce.

        Raises: OutOfDate, NothingChosen, TooManyChoices, NotOnBallot.
        """
        self._advance(client_seq)
        chosen = self._checked(solution_ids, least=1)
        ballot = Ballot.of(self) or Ballot(round_id=self.round_id, participation_id=self.id)
        db.session.add(ballot)
        changed = ballot.choose(chosen)
        # The roll forgets the choices as soon as the ballot holds them.
        self.draft, self.draft_at = [], None
        if changed or self.submitted_at is None:
            self.submitted_at = now()

    def withdraw(self, client_seq: int | None = None) -> None:
        """Take the ballot back, and the draft with it; voting again stays possible.

        Raises: OutOfDate.
        """
        self._advance(client_seq)
        ballot = Ballot.of(self)
        if ballot is not None:
            db.session.delete(ballot)
        self.draft, self.draft_at, self.submitted_at = [], None, None

    def submitted_ids(self) -> list[int]:
        """Solution ids on the submitted ballot, sorted; only ever for its own voter's eyes."""
        ballot = Ballot.of(self)
        return [choice.solution_id for choice in ballot.choices] if ballot else []

    def _advance(self, client_seq):
        """Raises: OutOfDate when a later request of this voter was already answered."""
        if client_seq is None:
            return
        if client_seq < self.client_seq:
            raise OutOfDate
        self.client_seq = client_seq

    def _checked(self, solution_ids, least):
        chosen = sorted(set(solution_ids))
        check_size(chosen, self.round.max_choices, least)
        eligible = on_ballot(self.round).with_only_columns(Solution.id).order_by(None)
        found = db.session.scalars(eligible.where(Solution.id.in_(chosen))).all()
        if len(found) < len(chosen):
            raise NotOnBallot(chosen)
        return chosen


class Ballot(db.Model):
    """A submitted ballot. The link to the roll exists only to let its voter change it."""

    id: Mapped[int] = mapped_column(DRAWN_ID, primary_key=True, default=draw_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id"), unique=True
    )

    choices: Mapped[list["Choice"]] = relationship(
        cascade="all, delete-orphan", order_by="Choice.solution_id"
    )

    @classmethod
    def of(cls, participation: Participation) -> "Ballot | None":
        return db.session.scalar(db.select(cls).filter_by(participation_id=participation.id))

    def choose(self, solution_ids: list[int]) -> bool:
        """Hold exactly these solutions. True when that changed anything."""
        kept = {choice.solution_id: choice for choice in self.choices}
        if solution_ids and set(solution_ids) == set(kept):
            return False
        self.choices = [kept.get(id) or Choice(solution_id=id) for id in solution_ids]
        return True


class Choice(db.Model):
    """One solution chosen on one ballot, under a random nonce."""

    __table_args__ = (UniqueConstraint("ballot_id", "solution_id"),)

    id: Mapped[int] = mapped_column(DRAWN_ID, primary_key=True, default=draw_id)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    nonce: Mapped[str] = mapped_column(
        String(32), unique=True, default=lambda: secrets.token_hex(16)
    )


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
    def spent_won(self) -> int:
        return sum(row.cost_won for row in self.rows if row.selected)


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


def _wait_for_late_ballots(round):
    """Let requests that came in time finish: each holds its roll row, a first one the round."""
    roll = db.select(Participation.id).filter_by(round_id=round.id).with_for_update()
    db.session.execute(roll)
    db.session.execute(db.select(Round.id).filter_by(id=round.id).with_for_update())


def _votes(round, solution_ids):
    """(votes by solution id, number of ballots that hold at least one of these solutions)."""
    counted = (
        db.select(Choice.solution_id, func.count())
        .join(Ballot)
        .filter(Ballot.round_id == round.id, Choice.solution_id.in_(solution_ids))
    )
    votes = db.session.execute(counted.group_by(Choice.solution_id)).all()
    voters = counted.with_only_columns(func.count(Choice.ballot_id.distinct()))
    return dict(votes), db.session.scalar(voters)


def _eligible(round):
    residents = db.select(func.count()).select_from(Residency)
    return db.session.scalar(
        residents.where(
            Residency.municipality_id == round.municipality_id,
            Residency.level.in_(round.vote_levels),
        )
    )
