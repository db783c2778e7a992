"""The voter roll, and ballots apart from it."""

import secrets
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.rules import (
    NotAVoter,
    NotOnBallot,
    OutOfDate,
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
    """The roll: that this person takes part in this vote.

    It holds choices only as a draft that waits to be submitted, nothing of what was submitted.
    """

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))  # residency level at the first submission
    # Chosen but not yet submitted: solution ids. Saved so that nothing is lost between visits.
    draft: Mapped[list] = mapped_column(db.JSON, default=list)
    draft_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The page's counter in the latest request answered; -1 before the first.
    client_seq: Mapped[int] = mapped_column(BigInteger, default=-1)

    round: Mapped[Round] = relationship()

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
        if participation.submitted_at is None:
            participation.level = level
        return participation

    @classmethod
    def unsubmitted(cls, person: Person, round: Round) -> "Participation | None":
        """This person's participation while it holds something that still has to be submitted."""
        if "vote" not in round.open_phases():
            return None
        participation = cls.of(person, round)
        return participation if participation and participation.draft_at else None

    @classmethod
    def answered(cls, person: Person, round: Round, client_seq: int | None, chosen: list) -> bool:
        """Whether this request was the last one answered and its outcome stands: an answer that
        was lost on its way is given again, also after the end. chosen: empty for a withdrawal."""
        participation = cls.of(person, round)
        return (
            participation is not None
            and client_seq is not None
            and client_seq == participation.client_seq
            and participation.draft_at is None
            and participation.submitted_ids() == sorted(set(chosen))
        )

    def save_draft(self, solution_ids: list[int], client_seq: int | None = None) -> None:
        """Keep what is chosen so far. The same as the submitted ballot leaves nothing to submit.

        Raises: OutOfDate, TooManyChoices, NotOnBallot.
        """
        chosen = sorted(set(solution_ids))
        self._advance(client_seq, lambda: self.standing_ids() == chosen)
        self._check(chosen, least=0)
        unchanged = chosen == self.submitted_ids()
        self.draft = [] if unchanged else chosen
        self.draft_at = None if unchanged else now()

    def submit(self, solution_ids: list[int], client_seq: int | None = None) -> None:
        """Replace the ballot by these choices; choices that stay keep their nonce.

        Raises: OutOfDate, NothingChosen, TooManyChoices, NotOnBallot.
        """
        chosen = sorted(set(solution_ids))
        self._advance(client_seq, lambda: not self.draft_at and self.submitted_ids() == chosen)
        self._check(chosen, least=1)
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
        self._advance(client_seq, lambda: not self.draft_at and not self.submitted_at)
        ballot = Ballot.of(self)
        if ballot is not None:
            db.session.delete(ballot)
        self.draft, self.draft_at, self.submitted_at = [], None, None

    def submitted_ids(self) -> list[int]:
        """Solution ids on the submitted ballot, sorted; only ever for its own voter's eyes."""
        ballot = Ballot.of(self)
        return [choice.solution_id for choice in ballot.choices] if ballot else []

    def standing_ids(self) -> list[int]:
        """Solution ids chosen last, submitted or not; only ever for its own voter's eyes."""
        return self.draft if self.draft_at else self.submitted_ids()

    def _advance(self, client_seq, is_repeat):
        """Raises: OutOfDate when a later request was answered, or another under this number."""
        if client_seq is None:
            return
        if client_seq < self.client_seq or (client_seq == self.client_seq and not is_repeat()):
            raise OutOfDate
        self.client_seq = client_seq

    def _check(self, chosen, least):
        check_size(chosen, self.round.max_choices, least)
        eligible = on_ballot(self.round).with_only_columns(Solution.id).order_by(None)
        found = db.session.scalars(eligible.where(Solution.id.in_(chosen))).all()
        if len(found) < len(chosen):
            raise NotOnBallot(chosen)


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
