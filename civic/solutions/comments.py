"""의견 on a solution, in threads of one level."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.kept_counts import recount
from civic.people.models import Person
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.following import SolutionFollow
from civic.solutions.rules import NoSuchComment


class SolutionComment(Model):
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


class CommentableSolution:
    """A solution takes comments; who comments follows it."""

    if TYPE_CHECKING:
        id: Mapped[int]
        round: Mapped[Round]
        comments_count: Mapped[int]

    def comment(
        self, author: Person, body: str, *, request_key: str, parent_id: int | None = None
    ) -> SolutionComment:
        """Add a comment; an answer to an answer joins the same thread. Idempotent by key.

        Raises: PhaseClosed, NoSuchComment.
        """
        mine = db.select(SolutionComment).filter_by(author_id=author.id, request_key=request_key)
        earlier = db.session.scalar(mine)
        if earlier is not None:
            return earlier
        if not may("comment_on_solution", frozenset({"resident"}), self.round.open_phases()):
            raise PhaseClosed("comment_on_solution")
        stored = insert_once(
            SolutionComment,
            solution_id=self.id,
            parent_id=self._thread(parent_id),
            author_id=author.id,
            request_key=request_key,
            body=body,
        )
        if stored:
            self._recount_comments(self.id)
            SolutionFollow.by_itself(author, solution_id=self.id)
        return db.session.scalars(mine).one()

    def _thread(self, parent_id: int | None) -> int | None:
        if parent_id is None:
            return None
        parent = db.session.get(SolutionComment, parent_id)
        if parent is None or parent.solution_id != self.id:
            raise NoSuchComment
        return parent.parent_id or parent.id

    @classmethod
    def _recount_comments(cls, id: int) -> None:
        recount(cls.comments_count, id)

    def threads(self) -> list[tuple[SolutionComment, list[SolutionComment]]]:
        """Comments, oldest first, each with its answers."""
        query = db.select(SolutionComment).filter_by(solution_id=self.id)
        answers: dict[int | None, list[SolutionComment]] = {}
        for comment in db.session.scalars(query.order_by(SolutionComment.id)):
            answers.setdefault(comment.parent_id, []).append(comment)
        return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]
