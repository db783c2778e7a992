"""A grouping that was asked for, as a row: how far it is, what it proposes, what became of that."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.long_work.rows import ACTIVE, IS_ACTIVE, LongWork
from civic.people.models import Person
from civic.rounds.models import Round


class GroupingProposal(LongWork, Model):
    """A grouping of a round's texts beside today's themes, which it never touches by itself.

    The words of step and failure are in labels.py. groups: [{words, issues, sure, central, taken}];
    taken: the theme it was adopted as. closed_at: adopted whole, or dropped.
    """

    __table_args__ = (
        Index(
            "uq_grouping_proposal_active",
            "round_id",
            unique=True,
            sqlite_where=text(IS_ACTIVE),
            postgresql_where=text(IS_ACTIVE),
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    groups: Mapped[list] = mapped_column(db.JSON, default=list, deferred=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()

    @classmethod
    def ask(cls, round: Round, person: Person) -> "GroupingProposal":
        """The grouping that waits or runs, else a new one; earlier proposals are closed."""
        cls.give_up_lost(cls.round_id == round.id)
        is_new = insert_once(cls, round_id=round.id, asked_by_id=person.id, groups=[])
        newest = cls.active(round)
        if newest is None:  # the one in its way ended just now
            return cls.ask(round, person)
        if is_new:
            earlier = (cls.round_id == round.id, cls.id != newest.id, cls.closed_at.is_(None))
            db.session.execute(db.update(cls).where(*earlier).values(closed_at=now()))
        return newest

    @classmethod
    def active(cls, round: Round) -> "GroupingProposal | None":
        query = db.select(cls).where(cls.round_id == round.id, cls.state.in_(ACTIVE))
        return db.session.scalar(query)

    @classmethod
    def latest(cls, round: Round) -> "GroupingProposal | None":
        """The one the planner is to look at: not closed, the newest."""
        query = db.select(cls).where(cls.round_id == round.id, cls.closed_at.is_(None))
        return db.session.scalar(query.order_by(cls.id.desc()).limit(1))

    @property
    def is_open(self) -> bool:
        """It is there to be adopted."""
        return self.state == "done" and self.closed_at is None

    def close(self) -> None:
        """Adopted whole, or dropped: nobody is shown it any more."""
        self.closed_at = now()
