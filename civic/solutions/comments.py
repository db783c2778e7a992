"""의견 on a solution."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, hold_row
from civic.kept_counts import recount
from civic.people.comments import Comment
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.people.posting import posted
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.following import SolutionFollow


class SolutionComment(Comment, Model):
    """의견 on a solution."""

    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)


class CommentableSolution:
    """A solution takes comments; who comments follows it."""

    if TYPE_CHECKING:
        id: Mapped[int]
        round: Mapped[Round]
        comments_count: Mapped[int]

    def comment(
        self, author: Person, body: str, request_key: str, parent: SolutionComment | None = None
    ) -> SolutionComment:
        """Add a comment, or an answer to one.

        A repeated request_key gives the stored comment, whatever has closed meanwhile.
        Raises: PhaseClosed.
        """
        if stored := SolutionComment.sent(author, request_key):
            return stored
        self._require_talk()
        written = {"body": body}
        public = public_form(written, author, self.round.municipality)
        if SolutionComment.add(author, public["body"], request_key, parent, solution_id=self.id):
            new = SolutionComment.sent(author, request_key)
            assert new is not None  # stored just now
            MaskedWords.keep(author, written, public, solution_comment_id=new.id)
            self._recount_comments(self.id)
            SolutionFollow.by_itself(author, solution_id=self.id)
            posted("solution_comment", new.id, self.round, author)
        new = SolutionComment.sent(author, request_key)
        assert new is not None  # stored just now, here or by who was quicker
        return new

    def threads(self) -> list[tuple[SolutionComment, list[SolutionComment]]]:
        """Each comment with its answers, oldest first."""
        return SolutionComment.threads(solution_id=self.id)

    def edit_comment(self, comment: SolutionComment, author: Person, body: str) -> None:
        """Say one's own comment better. Raises: PhaseClosed, NoSuchComment, AlreadyAnswered."""
        self._require_talk()
        hold_row(self)
        comment.edit(author, body, self.round.municipality)

    def withdraw_comment(self, comment: SolutionComment, author: Person) -> None:
        """Take one's own comment back. Raises: NoSuchComment."""
        hold_row(self)
        comment.withdraw(author)
        MaskedWords.forget(["body"], solution_comment_id=comment.id)
        self._recount_comments(self.id)

    def _require_talk(self) -> None:
        """Raises: PhaseClosed."""
        if not may("comment_on_solution", frozenset({"resident"}), self.round.open_phases()):
            raise PhaseClosed("comment_on_solution")

    @classmethod
    def _recount_comments(cls, id: int) -> None:
        recount(cls.comments_count, id)
