"""의견 on an issue, in threads of one level."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues.following import Follow
from civic.issues.listing.listed import Listed
from civic.issues.rules import require_open
from civic.kept_counts import recount
from civic.people.models import Person


class IssueComment(Model):
    """의견 on an issue; an answer has a parent, an answer's answer has not (one level)."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("issue_comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    author: Mapped[Person] = relationship(lazy="joined")


class Commentable(Listed):
    """An issue takes comments while it is listed; who comments follows it."""

    if TYPE_CHECKING:
        comments_count: Mapped[int]

    def comment(
        self, author: Person, body: str, request_key: str, parent: IssueComment | None = None
    ) -> IssueComment:
        """Add a comment; an answer to an answer hangs on the same parent.

        A repeated request_key gives the stored comment, whatever has closed meanwhile.
        Raises: PhaseClosed, NotListed.
        """
        mine = select(IssueComment).filter_by(author_id=author.id, request_key=request_key)
        stored = db.session.scalar(mine)
        if stored is not None:
            return stored
        require_open("comment", self.round, author)
        self.hold_listed()
        new = insert_once(
            IssueComment,
            issue_id=self.id,
            author_id=author.id,
            body=body,
            request_key=request_key,
            parent_id=(parent.parent_id or parent.id) if parent else None,
        )
        if new:
            self._recount_comments(self.id)
            Follow.by_itself(author, issue_id=self.id)
        return db.session.scalars(mine).one()

    def threads(self) -> list[tuple[IssueComment, list[IssueComment]]]:
        """Each comment with its answers, oldest first."""
        query = select(IssueComment).filter_by(issue_id=self.id).order_by(IssueComment.id)
        answers: dict[int | None, list[IssueComment]] = {}
        for comment in db.session.scalars(query):
            answers.setdefault(comment.parent_id, []).append(comment)
        return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]

    @classmethod
    def _recount_comments(cls, id: int) -> None:
        recount(cls.comments_count, id)
