"""What people wrote, before personal data in it was masked: for the office alone, for a while.

Acts of residents store the masked form, which every page, list, file and search then reads by
itself. What was there before waits here, sealed, until a planner says whether it is shown, or until
its time is over. What no law lets anybody keep (NEVER_KEPT) is masked here too. What no shape tells
(a neighbour's name) a planner masks by hand, word by word; it waits here as well.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now, rows_changed
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.people.office import works_for
from civic.people.rules import AlreadyDecided
from civic.personal_data import KINDS, NEVER_KEPT, find, mask
from civic.sealed_text import SealedText

if TYPE_CHECKING:
    from civic.places.models import Municipality

# What words may be of → the column that names it.
THINGS = ("issue", "issue_comment", "solution", "solution_comment", "status_change")
Words = dict[str, Any]  # field → what was written
MARK = "●●●"  # in place of what a planner masked by hand


class Spot(NamedTuple):
    """Words that a planner masks wherever they stand in a text. kind: of KINDS, or ""."""

    words: str
    kind: str = ""

    def hide(self, value: Any) -> Any:
        """A text without them; of what holds texts, the same with each without them."""
        if isinstance(value, str):
            return value.replace(self.words, MARK)
        if isinstance(value, dict):
            return {key: self.hide(each) for key, each in value.items()}
        return [self.hide(each) for each in value] if isinstance(value, list) else value


class WordsChanged(Exception):
    """What was masked was written anew since."""


class MaskedWords(Model):
    """One field of one thing in which something was masked. kinds: of personal_data.KINDS.

    original: while it is kept. by_hand: what planners masked in it beside, spots as JSON.
    decided_at, is_shown: what a planner said of it; then both are gone from here, being public or
    dropped.
    """

    __table_args__ = {"info": {"goes_with_issue": True}}

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    issue_comment_id: Mapped[int | None] = mapped_column(ForeignKey("issue_comment.id"), index=True)
    solution_id: Mapped[int | None] = mapped_column(ForeignKey("solution.id"), index=True)
    solution_comment_id: Mapped[int | None] = mapped_column(
        ForeignKey("solution_comment.id"), index=True
    )
    status_change_id: Mapped[int | None] = mapped_column(ForeignKey("status_change.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    kinds: Mapped[list] = mapped_column(JSON)
    original: Mapped[str | None] = mapped_column(SealedText)
    by_hand: Mapped[str | None] = mapped_column(SealedText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    is_shown: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])

    @property
    def thing(self) -> str:
        """Which of THINGS it is of."""
        return next(name for name in THINGS if getattr(self, f"{name}_id") is not None)

    @property
    def thing_id(self) -> int:
        return getattr(self, f"{self.thing}_id")

    @property
    def masked(self) -> str:
        """As the public reads it."""
        words = mask(self.original or "", self.kinds)
        for spot in self.spots:
            words = spot.hide(words)
        return words

    @property
    def spots(self) -> list[Spot]:
        """What planners masked by hand, in order."""
        return [Spot(*each) for each in json.loads(self.by_hand or "[]")]

    @property
    def all_kinds(self) -> list[str]:
        """What was found by itself, and what planners said of theirs."""
        known = {*self.kinds, *(spot.kind for spot in self.spots)}
        return sorted(known & {*KINDS}, key=KINDS.index)

    @classmethod
    def keep(cls, author: Person | None, written: Words, public: Words, **thing: int) -> None:
        """Keep what the public form of these words leaves out. thing: issue_id=12 …"""
        cls.forget(written, **thing)
        for name in (name for name, words in written.items() if words != public[name]):
            kinds = {each.kind for each in find(written[name])}
            row = cls(author_id=author.id if author else None, field=name, **thing)
            row.kinds = sorted(kinds, key=KINDS.index)
            row.original = mask(written[name], NEVER_KEPT)
            db.session.add(row)

    @classmethod
    def hide(cls, author_id: int | None, words: str, spot: Spot, field: str, **thing: int) -> str:
        """Keep public words before a planner masks a spot in them. Gives them without it."""
        waits = cls.decided_at.is_(None), cls.original.is_not(None)
        same = db.select(cls).filter_by(field=field, **thing).where(*waits)
        row = db.session.scalar(same.order_by(cls.id.desc()).limit(1))
        if row is None or row.masked != words:
            row = cls(author_id=author_id, field=field, kinds=[], original=words, **thing)
        if spot.kind in NEVER_KEPT:
            row.original = spot.hide(row.original)
        else:
            row.by_hand = json.dumps([*row.spots, spot], ensure_ascii=False)
        if row.original != spot.hide(words):
            db.session.add(row)
        return spot.hide(words)

    def drop_spots(self) -> str:
        """Undo what was masked by hand; gives the words then for the public. Raises:
        AlreadyDecided."""
        db.session.refresh(self)
        if self.original is None or not self.by_hand:
            raise AlreadyDecided
        self.by_hand = None
        return self.masked

    @classmethod
    def forget(cls, fields: Iterable[str], **thing: int) -> None:
        """Drop what was kept of fields that are written anew."""
        undecided = cls.field.in_(list(fields)), cls.decided_at.is_(None)
        db.session.execute(db.delete(cls).filter_by(**thing).where(*undecided))

    def decide(self, planner: Person, shown: bool) -> str | None:
        """Show it as it was written, or leave it masked for good; either way it is kept no more.

        Gives the words to be shown, None for masked. Raises: AlreadyDecided.
        """
        original = self.original
        mine = MaskedWords.id == self.id, MaskedWords.decided_at.is_(None)
        waiting = db.update(MaskedWords).where(*mine)
        decided = {"decided_at": now(), "decided_by_id": planner.id, "is_shown": shown}
        if (
            rows_changed(waiting.values(original=None, by_hand=None, **decided)) != 1
            or original is None
        ):
            raise AlreadyDecided
        db.session.refresh(self)
        return original if shown else None


def public_form(words: Words, author: Person | None, municipality: "Municipality") -> Words:
    """The same words without personal data. What the office itself writes stays as it is: it gives
    its own numbers. Values that are no text stay too."""
    public = {n: mask(each) if isinstance(each, str) else each for n, each in words.items()}
    by_office = public != words and author is not None and works_for(author, municipality)
    return words if by_office else public


@when_leaving
def _forget_originals(person: Person, _takes_words: bool) -> None:
    theirs = db.update(MaskedWords).where(MaskedWords.author_id == person.id)
    db.session.execute(theirs.values(original=None, by_hand=None, author_id=None))
