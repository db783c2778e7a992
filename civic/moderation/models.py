"""Flag and Decision: what people object to, and what planners decided, for good."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution

KINDS = ("issue", "issue_comment", "solution", "solution_comment")


class Flag(Model):
    """신고: one person's objection to exactly one thing."""

    __table_args__ = (
        UniqueConstraint("person_id", "issue_id"),
        UniqueConstraint("person_id", "issue_comment_id"),
        UniqueConstraint("person_id", "solution_id"),
        UniqueConstraint("person_id", "solution_comment_id"),
        CheckConstraint(
            "(CASE WHEN issue_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN issue_comment_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN solution_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN solution_comment_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_subject",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    issue_comment_id: Mapped[int | None] = mapped_column(ForeignKey("issue_comment.id"))
    solution_id: Mapped[int | None] = mapped_column(ForeignKey("solution.id"))
    solution_comment_id: Mapped[int | None] = mapped_column(ForeignKey("solution_comment.id"))
    reason: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def kind(self) -> str:
        """Which of KINDS it is about."""
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id") is not None)

    @property
    def thing_id(self) -> int:
        return getattr(self, f"{self.kind}_id")

    @property
    def why(self) -> tuple[str, str]:
        """(a code of civic/moderation/labels.py, what was added in own words)."""
        code, _, words = self.reason.partition(" ")
        return code, words

    person: Mapped[Person] = relationship()
    issue: Mapped[Issue | None] = relationship()
    issue_comment: Mapped[IssueComment | None] = relationship()
    solution: Mapped[Solution | None] = relationship()
    solution_comment: Mapped[SolutionComment | None] = relationship()


class Decision(Model):
    """The audit log: an office act with its reason. Rows are only ever added."""

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(30))  # hide, restore, dismiss, status, merge, unmerge …
    subject: Mapped[str] = mapped_column(String(60))  # e.g. issue 12, comment 7
    reason: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    actor: Mapped[Person] = relationship()


@when_leaving
def _forget_words(person: Person, _takes_words: bool) -> None:
    """A flag stays with its code, without what was added in own words."""
    for flag in db.session.scalars(db.select(Flag).filter_by(person_id=person.id)):
        flag.reason = flag.why[0]
