"""A solution taken off the ballot of a running vote: by two planners, for a public reason."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_not_dropped
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.frozen_ballot import BallotEntry, freeze, hold_open, on_ballot
from civic.votes.rules import NotOnBallot


class Removal(TwoPerson, Model):
    """From its confirmation on nobody can choose the solution, and no choice of it counts.

    Ballots stay as they were cast: the ledger holds these choices, too, and says how many.
    What nobody confirmed before the vote's end removes nothing.
    """

    __table_args__ = (one_not_dropped("ix_removal_of_solution", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("ballot_entry.solution_id"))
    reason: Mapped[str] = mapped_column(String(300))

    round: Mapped[Round] = relationship()
    entry: Mapped[BallotEntry] = relationship(lazy="joined")

    @classmethod
    def of(cls, round: Round) -> list["Removal"]:
        """Those that wait or hold, in order of proposal."""
        query = db.select(cls).filter_by(round_id=round.id, dropped_at=None)
        return list(db.session.scalars(query.order_by(cls.id)))

    @classmethod
    def confirmed(cls, round: Round) -> list["Removal"]:
        """Those that hold, in the order of the ballot."""
        held = [removal for removal in cls.of(round) if removal.confirmed_at]
        return sorted(held, key=lambda removal: removal.entry.number)

    @classmethod
    def propose(cls, round: Round, solution_id: int, planner: Person, reason: str) -> "Removal":
        """Raises: AlreadySealed, PhaseClosed unless people are voting, NotOnBallot,
        AlreadyProposed."""
        _hold_running(round)
        freeze(round)
        if solution_id not in {entry.id for entry in on_ballot(round)}:
            raise NotOnBallot([solution_id])
        about = {"solution_id": solution_id}
        return cls.propose_once(planner, about, round_id=round.id, reason=reason)

    def confirm(self, person: Person) -> None:
        """Raises: AlreadySealed, PhaseClosed unless people are voting, SamePerson,
        AlreadyDecided."""
        _hold_running(self.round)
        super().confirm(person)
        self.entry.removed_at = self.confirmed_at
        self.entry.solution.leave_vote(person)


def _hold_running(round):
    hold_open(round)
    if not round.vote_is_open:
        raise PhaseClosed("vote")
