"""What whoever reported an issue may still do with it: change it, take it back, answer a question.

Its words before a change stay as rows (correction.py), with the reporter as who changed them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import InstrumentedAttribute

from civic.db import db, now
from civic.issues.comments import IssueComment
from civic.issues.correction import Correctable, IssueCorrection, IssueWithdrawal
from civic.issues.hiding import Hideable
from civic.issues.status import HasStatus, StatusChange
from civic.issues.support import Support
from civic.issues.translation.models import IssueTranslation
from civic.people.leaving import ERASED
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.personal_data import mask
from civic.photos.models import Photo

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Mapped

    from civic.rounds.models import Round

# While the city has not begun to decide.
CHANGEABLE = ("received", "asked")
MOST_PHOTOS = 5


# Columns that name an issue which something of others was built on.
_BUILT_ON: list[InstrumentedAttribute] = []


def builds_on_issues(column) -> None:
    """Declare such a column: an issue that it names is not taken back any more."""
    _BUILT_ON.append(column)


class NotChangeable(Exception):
    """Somebody else's report, or one the city is already deciding about."""


class NoAnswerAwaited(Exception):
    """Nobody waits for an answer of this person about this report."""


class Owned(HasStatus, Hideable, Correctable):
    """A report is changed by who reported it while it is CHANGEABLE, also in a finished round."""

    if TYPE_CHECKING:
        reporter_id: Mapped[int | None]
        withdrawn_at: Mapped[datetime | None]
        round: Mapped[Round]
        shows_name: Mapped[bool]
        district_id: Mapped[int | None]

    def is_of(self, person) -> bool:
        return person.is_authenticated and person.id == self.reporter_id

    def may_be_changed_by(self, person) -> bool:
        return self.is_of(person) and self.listed and self.status in CHANGEABLE

    def asks_back(self, person) -> bool:
        """The office waits for this person to say more."""
        return self.is_of(person) and self.listed and self.status == "asked"

    @property
    def question(self) -> StatusChange | None:
        """The step that asks, while it waits for the reporter."""
        return self.changes[-1] if self.status == "asked" and self.changes else None

    def replied_with(self, person, words: str | None) -> bool:
        """The last step is this very answer of theirs."""
        last = self.changes[-1] if self.changes else None
        return (
            last is not None
            and self.is_of(person)
            and (last.actor_id, last.status) == (person.id, "reviewing")
            and last.reason in (words, mask(words or ""))
        )

    def amend(
        self,
        person: Person,
        fields: Mapping[str, dict],
        photos: Sequence[tuple[Photo, str]] = (),
    ) -> bool:
        """Change what one reported. fields: a key of correction.FIELDS → its columns. False when
        it says so already. Raises: NotChangeable, PhotoTaken.
        """
        self.hold_with()
        if not self.may_be_changed_by(person):
            raise NotChangeable
        return self._amend(person, fields, photos)

    def withdraw(self, person: Person) -> None:
        """Take one's own report back: it leaves every list, and its supporters hear of it.
        Raises: NotChangeable."""
        self.hold_with()
        if not self.may_be_changed_by(person):
            raise NotChangeable
        self._withhold("")
        self.withdrawn_at = self.hidden_at
        db.session.add(IssueWithdrawal(issue_id=self.id, withdrawn_at=self.hidden_at))

    def bring_back(self, person: Person) -> None:
        """Show it again. Raises: NotChangeable unless this person took it back."""
        self.hold_with()
        if not self.is_of(person) or self.withdrawn_at is None:
            raise NotChangeable
        self.withdrawn_at = None
        IssueWithdrawal.undo(self.id)
        self._release()

    def remove_photo(self, person: Person, photo_id: int) -> None:
        """Take one's own photo out of one's report. Raises: NotChangeable."""
        self.hold_with()
        shown = next((each for each in self.photos if each.photo_id == photo_id), None)
        if shown is None or not self.is_of(person) or shown.photo.uploader_id != person.id:
            raise NotChangeable
        self.take_out_photo(shown)

    def is_acted_on(self, person: Person) -> bool:
        """Somebody else supported, answered or built on it, or it is one with others."""
        if self.merged_into_id is not None:
            return True
        acts = (
            (Support.issue_id, Support.person_id != person.id),
            (IssueComment.issue_id, IssueComment.author_id != person.id),
            *((column, db.true()) for column in _BUILT_ON),
        )
        conditions = [
            db.select(column).where(column == self.id, by).exists() for column, by in acts
        ]
        return bool(db.session.scalar(db.select(db.or_(*conditions))))

    def erase(self, person: Person) -> bool:
        """Take one's own report back for good, words, place and photos; False where others acted on
        it, or the city decides about it: then it stays, under nobody's name."""
        self.hold_with()
        self.shows_name = False
        if self.withdrawn_at is None and not self.may_be_changed_by(person):
            return False
        if self.is_acted_on(person):
            return False
        for correction in db.session.scalars(
            db.select(IssueCorrection).filter_by(issue_id=self.id)
        ):
            db.session.delete(correction)
        for picture in self.photos:
            picture.photo.let_go()
            db.session.delete(picture)
        for step in self.changes:
            step.reason = "" if step.actor_id == person.id else step.reason
        db.session.flush()
        db.session.expire(self, ["photos"])
        MaskedWords.forget(("title", "body", "place"), issue_id=self.id)
        IssueTranslation.drop(self.id)
        self.title, self.body, self.place, self.lat, self.lon = ERASED, "", "", None, None
        self.cover_key, self.cover_alt, self.district_id = None, "", None
        if self.hidden_at is None:
            self._withhold("")
        self.withdrawn_at = self.hidden_at
        return True

    def reply(
        self,
        person: Person,
        words: str,
        fields: Mapping[str, dict] | None = None,
        photos: Sequence[tuple[Photo, str]] = (),
    ) -> StatusChange:
        """Answer the office's question, which then looks again.

        Raises: NoAnswerAwaited, PhotoTaken."""
        self.hold_with()
        if not self.asks_back(person):
            raise NoAnswerAwaited
        self._amend(person, fields or {}, photos)
        self.status = "reviewing"
        written = {"reason": words}
        public = public_form(written, person, self.round.municipality)
        step = StatusChange(issue_id=self.id, status="reviewing", actor=person, **public)
        step.created_at = now()
        db.session.add(step)
        db.session.flush()
        MaskedWords.keep(person, written, public, status_change_id=step.id)
        return step

    def _amend(self, person, fields, photos) -> bool:
        public = {
            name: public_form(values, person, self.round.municipality)
            for name, values in fields.items()
        }
        changed = {
            name: values
            for name, values in public.items()
            if values != {column: getattr(self, column) for column in values}
        }
        for name, values in changed.items():
            self.correct_many(self.round_id, name, {self.id: values}, person, of_many=False)
            MaskedWords.keep(person, fields[name], values, issue_id=self.id)
        self.attach_photos(photos, after=len(self.photos))
        return bool(changed or photos)
