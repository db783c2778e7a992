"""The record of what was done to a solution after it was proposed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, now
from civic.people.models import Person
from civic.rounds.models import Round


class SolutionChange(Model):
    """What was done to a solution after it was proposed.

    act: revise | withdraw | put_on_ballot | take_off_ballot | fill_in | remove. before: what a
    revised solution said, field → value, or one whose cost the office filled in; else {}.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict] = mapped_column(db.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    actor: Mapped[Person | None] = relationship(lazy="joined")


class Changeable:
    """A solution changes under its lock, and every change of it is a row."""

    if TYPE_CHECKING:
        id: Mapped[int]
        round: Mapped[Round]
        status: Mapped[str]
        hidden_at: Mapped[datetime | None]

    @property
    def may_change_ballot(self) -> bool:
        """Solutions go on and off the ballot only before anybody can vote."""
        return not self.round.vote_began

    def hold_with_round(self) -> None:
        """Lock the round, then this solution: voting may begin meanwhile."""
        self.round.lock()
        self._hold(self.id)

    @classmethod
    def _hold(cls, id: int) -> None:
        hold(cls, [id])

    def note(self, actor: Person | None, act: str, before: dict | None = None) -> None:
        """Record an act."""
        actor_id = actor.id if actor else None
        db.session.add(
            SolutionChange(solution_id=self.id, actor_id=actor_id, act=act, before=before or {})
        )

    def changes(self) -> Sequence[SolutionChange]:
        """What was done to it, newest first."""
        query = db.select(SolutionChange).filter_by(solution_id=self.id)
        return db.session.scalars(query.order_by(SolutionChange.id.desc())).all()
