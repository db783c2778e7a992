"""Discussion of a solution, and the record of what was done to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.people.models import Person


class SolutionComment(db.Model):
    """의견 on a solution, threaded one level like an issue's."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("solution_comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    author: Mapped[Person] = relationship(lazy="joined")


class SolutionChange(db.Model):
    """What was done to a solution after it was proposed.

    act: revise | withdraw | put_on_ballot | take_off_ballot. before: what a revised solution said,
    field → value; {} for other acts.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict] = mapped_column(db.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    actor: Mapped[Person | None] = relationship(lazy="joined")
