"""의견 on an issue."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, hold_row
from civic.issues.following import Follow
from civic.issues.listing.going_on import GoesOn, index_since
from civic.issues.rules import require_open
from civic.kept_counts import recount
from civic.people.comments import Comment
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.people.posting import posted


class IssueComment(Comment, Model):
    """의견 on an issue. carried_into_id: as of a Support."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    carried_into_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))


index_since(IssueComment.carried_into_id)


class Commentable(GoesOn):
    """An issue takes comments while it is listed; who comments follows it."""

    if TYPE_CHECKING:
        comments_count: Mapped[int]

    def comment(
        self, author: Person, body: str, request_key: str, parent: IssueComment | None = None
    ) -> IssueComment:
        """Add a comment, or an answer to one.

        A repeated request_key gives the stored comment, whatever has closed meanwhile.
        Raises: PhaseClosed, NotListed.
        """
        if stored := IssueComment.sent(author, request_key):
            return stored
        round = self.acting_round()
        require_open("comment", round, author)
        self.hold_listed()
        written = {"body": body}
        public = public_form(written, author, self.round.municipality)
        of = {"issue_id": self.id}
        if round.id != self.round_id:
            of["carried_into_id"] = round.id
        if IssueComment.add(author, public["body"], request_key, parent, **of):
            new = IssueComment.sent(author, request_key)
            assert new is not None  # stored just now
            MaskedWords.keep(author, written, public, issue_comment_id=new.id)
            self._recount_comments(self.id)
            Follow.by_itself(author, issue_id=self.id)
            posted("issue_comment", new.id, round, author)
        new = IssueComment.sent(author, request_key)
        assert new is not None  # stored just now, here or by who was quicker
        return new

    def threads(self) -> list[tuple[IssueComment, list[IssueComment]]]:
        """Each comment with its answers, oldest first."""
        return IssueComment.threads(issue_id=self.id)

    def edit_comment(self, comment: IssueComment, author: Person, body: str) -> None:
        """Say one's own comment better. Raises: PhaseClosed, NotListed, NoSuchComment,
        AlreadyAnswered."""
        require_open("comment", self.acting_round(), author)
        self.hold_listed()
        comment.edit(author, body, self.round.municipality)

    def withdraw_comment(self, comment: IssueComment, author: Person) -> None:
        """Take one's own comment back. Raises: NoSuchComment."""
        hold_row(self)
        comment.withdraw(author)
        MaskedWords.forget(["body"], issue_comment_id=comment.id)
        self._recount_comments(self.id)

    @classmethod
    def _recount_comments(cls, id: int) -> None:
        recount(cls.comments_count, id)
