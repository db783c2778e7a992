"""A report in another language, in its reporter's own words."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.languages.text_language import language_of

if TYPE_CHECKING:
    from civic.issues.models import Issue


class IssueTranslation(Model):
    """Title and story of a report in a language of web/i18n.py, one for each."""

    __table_args__ = {"info": {"goes_with_issue": True}}

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped["Issue"] = relationship()

    @classmethod
    def keep(cls, issue: "Issue", language: str, **words: str) -> None:
        """Store title and body in a language, in place of what was there."""
        key = {"issue_id": issue.id, "language": language}
        if not insert_once(cls, **key, **words):
            again = db.update(cls).filter_by(**key)
            db.session.execute(again.values(written_at=now(), **words))

    @classmethod
    def drop(cls, issue_id: int, *languages: str) -> None:
        """Without languages, all of them."""
        which = db.delete(cls).filter_by(issue_id=issue_id)
        if languages:
            which = which.where(cls.language.in_(languages))
        db.session.execute(which)

    @classmethod
    def for_reader(cls, issue: "Issue", language: str) -> "IssueTranslation | None":
        """The report in a language it was not written in, where its reporter said it there."""
        if language_of(issue.title) == language:
            return None
        return db.session.get(cls, (issue.id, language))

    @classmethod
    def of(cls, issue_id: int) -> dict[str, "IssueTranslation"]:
        """Language → the report in it."""
        rows = db.session.scalars(db.select(cls).filter_by(issue_id=issue_id))
        return {row.language: row for row in rows}
