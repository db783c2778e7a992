"""A solution taken off the ballot: by two planners, for a public reason."""

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from civic.db import Model, db
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_waiting
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.ballots.frozen_ballot import BallotEntry, freeze, hold_open, on_ballot
from civic.votes.rules import NotOnBallot


class Removal(TwoPerson, Model):
    """From its confirmation on nobody can choose the solution.

    Before voting begins it is a proposal again, which may be revised, screened and put on anew.
    While people vote it is out for good, and no choice of it counts: ballots stay as they were
    cast, the ledger holds these choices, too, and says how many. What nobody confirmed before the
    vote's end removes nothing.
    """

    __table_args__ = (one_waiting("ix_removal_of_solution", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    reason: Mapped[str] = mapped_column(String(300))

    round: Mapped[Round] = relationship()
    solution: Mapped[Solution] = relationship(lazy="joined")
    entry: Mapped[BallotEntry | None] = relationship(
        primaryjoin=lambda: BallotEntry.id == foreign(Removal.solution_id),
        lazy="joined",
        viewonly=True,
    )

    @property
    def subject(self) -> BallotEntry | Solution:
        """What was removed, in the words that stood on the ballot."""
        return self.entry or self.solution

    @property
    def while_voting(self) -> bool:
        """It was confirmed while people voted, so that choices may have fallen away."""
        opened_at = self.round.vote_opened_at
        return bool(self.confirmed_at and opened_at and self.confirmed_at >= opened_at)

    @classmethod
    def of(cls, round: Round) -> list["Removal"]:
        """Those that wait or hold, in order of proposal."""
        query = db.select(cls).filter_by(round_id=round.id, dropped_at=None)
        return list(db.session.scalars(query.order_by(cls.id)))

    @classmethod
    def waiting_count(cls, round: Round) -> int:
        """How many another planner may still confirm."""
        if not may_remove(round):
            return 0
        waiting = db.select(func.count()).select_from(cls).filter_by(round_id=round.id)
        return db.session.scalar(waiting.where(*cls.waits())) or 0

    @classmethod
    def confirmed(cls, round: Round) -> list["Removal"]:
        """Those that hold, in the order of the ballot: once voting has begun of what left it since,
        before that of what is a proposal again."""
        voted = round.vote_opened_at is not None
        held = [
            each
            for each in cls.of(round)
            if (each.while_voting if voted else each.solution.status == "proposed")
            and each.confirmed_at
        ]
        return sorted(held, key=lambda removal: removal.solution.number)

    @classmethod
    def propose(cls, round: Round, solution_id: int, planner: Person, reason: str) -> "Removal":
        """Raises: AlreadySealed, PhaseClosed after the vote, NotOnBallot, AlreadyProposed."""
        _hold_before_end(round)
        if solution_id not in {entry.id for entry in on_ballot(round)}:
            raise NotOnBallot([solution_id])
        about = {"solution_id": solution_id}
        return cls.propose_again(planner, about, round_id=round.id, reason=reason)

    def confirm(self, person: Person) -> None:
        """Raises: AlreadySealed, PhaseClosed once the vote is over, SamePerson, AlreadyDecided."""
        _hold_before_end(self.round)
        super().confirm(person)
        if not self.round.vote_began:
            self.solution.take_off_ballot(person)
            return
        entry = db.session.get_one(BallotEntry, self.solution_id)
        entry.removed_at = self.confirmed_at
        self.solution.leave_vote(person)


def may_remove(round: Round) -> bool:
    """Until the vote is over."""
    return not round.vote_began or round.vote_is_open


def _hold_before_end(round):
    hold_open(round)
    if not may_remove(round):
        raise PhaseClosed("vote")
    freeze(round)
