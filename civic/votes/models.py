"""The voter roll, ballots apart from it, and the sealed result."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.rounds.models import Round
from civic.solutions.models import Solution


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


class Ballot(db.Model):
    """A submitted ballot. The link to the roll exists only to let its voter change it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id"), unique=True
    )

    choices: Mapped[list["Choice"]] = relationship(
        cascade="all, delete-orphan", order_by="Choice.solution_id"
    )


class Choice(db.Model):
    """One solution chosen on one ballot, under a random nonce."""

    __table_args__ = (UniqueConstraint("ballot_id", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(32), unique=True)


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
