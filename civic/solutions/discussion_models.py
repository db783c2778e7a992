"""Discussion of a solution, and the record of what was done to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.kept_counts import recount
from civic.people.models import Person
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.follow_models import SolutionFollow
from civic.solutions.rules import NoSuchComment


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

    act: revise | withdraw | put_on_ballot | take_off_ballot | remove. before: what a revised
    solution said, field → value; {} for other acts.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict] = mapped_column(db.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    actor: Mapped[Person | None] = relationship(lazy="joined")


class DiscussActs:
    """Verbs of Solution for those who discuss it."""

    def discuss(
        self, author: Person, body: str, *, request_key: str, parent_id: int | None = None
    ) -> SolutionComment:
        """Add a comment; an answer to an answer joins the same thread. Idempotent by key.

        Raises: PhaseClosed, NoSuchComment.
        """
        mine = db.select(SolutionComment).filter_by(author_id=author.id, request_key=request_key)
        before = db.session.scalar(mine)
        if before is not None:
            return before
        if not may("discuss", frozenset({"resident"}), self.round.open_phases()):
            raise PhaseClosed("discuss")
        stored = insert_once(
            SolutionComment,
            solution_id=self.id,
            parent_id=self._thread(parent_id),
            author_id=author.id,
            request_key=request_key,
            body=body,
        )
        if stored:
            recount(type(self).comments_count, self.id)
            SolutionFollow.by_itself(author, solution_id=self.id)
        return db.session.scalars(mine).one()

    def _thread(self, parent_id: int | None) -> int | None:
        if parent_id is None:
            return None
        parent = db.session.get(SolutionComment, parent_id)
        if parent is None or parent.solution_id != self.id:
            raise NoSuchComment
        return parent.parent_id or parent.id

    def threads(self) -> list[tuple[SolutionComment, list[SolutionComment]]]:
        """Comments, oldest first, each with its answers."""
        query = db.select(SolutionComment).filter_by(solution_id=self.id)
        answers: dict[int | None, list[SolutionComment]] = {}
        for comment in db.session.scalars(query.order_by(SolutionComment.id)):
            answers.setdefault(comment.parent_id, []).append(comment)
        return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]
