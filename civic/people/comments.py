"""의견: what people say about a thing, in threads of one level.

Features keep such rows for their own things (issues.IssueComment, solutions.SolutionComment).
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.people.posting import Waitable

if TYPE_CHECKING:
    from civic.places.models import Municipality


class NoSuchComment(Exception):
    """The comment to be answered is hidden, or is not about this thing."""


class AlreadyAnswered(Exception):
    """Others answered the comment as it reads."""


class Comment(Waitable):
    """One person's words about one thing; an answer has a parent, an answer's answer has not.

    thing, in what follows: the column that names the thing, and its id.
    """

    __tablename__: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # by its author; without words

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return (UniqueConstraint("author_id", "request_key"),)

    @declared_attr
    def parent_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"))

    @declared_attr
    def author(cls) -> Mapped[Person]:
        return relationship(lazy="joined")

    @classmethod
    def sent(cls, author: Person, request_key: str) -> Self | None:
        """What this person sent with this key."""
        mine = db.select(cls).filter_by(author_id=author.id, request_key=request_key)
        return db.session.scalar(mine)

    @classmethod
    def add(
        cls, author: Person, body: str, request_key: str, parent: Self | None, **thing: int
    ) -> bool:
        """Store it, once a key; True when this call did. An answer to an answer hangs on the same
        parent."""
        thread = (parent.parent_id or parent.id) if parent else None
        columns = {"body": body, "request_key": request_key, "parent_id": thread}
        return insert_once(cls, author_id=author.id, **columns, **thing)

    @classmethod
    def to_answer(cls, text: str, **thing: int) -> Self | None:
        """The comment whose id a form sent; none for an empty one. Raises: NoSuchComment."""
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9:
            raise NoSuchComment
        comment = db.session.scalar(db.select(cls).filter_by(id=int(text), hidden_at=None, **thing))
        if comment is None:
            raise NoSuchComment
        return comment

    def withdraw(self, author: Person) -> None:
        """Take one's own words back, for good: what was answered to them stays. The caller counts.

        Raises: NoSuchComment for anybody else's, or what the office has hidden.
        """
        if self.author_id != author.id or (self.hidden_at and not self.withdrawn_at):
            raise NoSuchComment
        self.body, self.hidden_reason = "", ""
        self.hidden_at = self.withdrawn_at = now()
        db.session.flush()

    def require_editable(self, author: Person) -> None:
        """Raises: NoSuchComment for anybody else's, or a hidden one; AlreadyAnswered once somebody
        else wrote behind it in its thread, which stands on these words."""
        cls = type(self)
        if self.author_id != author.id or self.hidden_at:
            raise NoSuchComment
        behind = (cls.parent_id == (self.parent_id or self.id)) & (cls.id > self.id)
        others = cls.author_id != author.id, cls.withdrawn_at.is_(None)
        if db.session.scalar(db.select(cls.id).where(behind, *others).limit(1)) is not None:
            raise AlreadyAnswered

    def edit(self, author: Person, body: str, municipality: "Municipality") -> None:
        """Say one's own words better. The caller holds the thing.

        Raises: NoSuchComment, AlreadyAnswered.
        """
        db.session.refresh(self)
        self.require_editable(author)
        written = {"body": body}
        public = public_form(written, author, municipality)
        self.body = public["body"]
        MaskedWords.keep(author, written, public, **{f"{self.__tablename__}_id": self.id})

    @classmethod
    def threads(cls, **thing: int) -> list[tuple[Self, list[Self]]]:
        """Each comment with its answers, oldest first."""
        answers: dict[int | None, list[Self]] = {}
        for comment in db.session.scalars(db.select(cls).filter_by(**thing).order_by(cls.id)):
            answers.setdefault(comment.parent_id, []).append(comment)
        return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]
