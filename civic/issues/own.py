"""What whoever reported an issue may still do with it: change it, take it back, answer a question.

Its words before a change stay as rows (correction.py), with the reporter as who changed them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from civic.db import db, now
from civic.issues.correction import Correctable, correct_many
from civic.issues.hiding import Hideable
from civic.issues.status import HasStatus, StatusChange
from civic.people.models import Person
from civic.photos.models import Photo

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Mapped

# While the city has not begun to decide.
CHANGEABLE = ("received", "asked")
MOST_PHOTOS = 5


class NotChangeable(Exception):
    """Somebody else's report, or one the city is already deciding about."""


class NotAsked(Exception):
    """Nobody waits for an answer of this person about this report."""


class Owned(HasStatus, Hideable, Correctable):
    """A report is changed by who reported it while it is CHANGEABLE, also in a finished round."""

    if TYPE_CHECKING:
        reporter_id: Mapped[int | None]
        withdrawn_at: Mapped[datetime | None]

    def is_of(self, person) -> bool:
        return person.is_authenticated and person.id == self.reporter_id

    def may_be_changed_by(self, person) -> bool:
        return self.is_of(person) and self.listed and self.status in CHANGEABLE

    def asks_back(self, person) -> bool:
        """Whether the office waits for this person to say more."""
        return self.is_of(person) and self.listed and self.status == "asked"

    @property
    def question(self) -> StatusChange | None:
        """The step that asks, while it waits for the reporter."""
        return self.changes[-1] if self.status == "asked" and self.changes else None

    def replied_with(self, person, words: str | None) -> bool:
        """Whether the last step is this very answer of theirs."""
        last = self.changes[-1] if self.changes else None
        return (
            last is not None
            and self.is_of(person)
            and (last.actor_id, last.status, last.reason) == (person.id, "reviewing", words)
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
        """Take one's own report back: it leaves every list. Raises: NotChangeable."""
        self.hold_with()
        if not self.may_be_changed_by(person):
            raise NotChangeable
        self._withhold("")
        self.withdrawn_at = self.hidden_at

    def bring_back(self, person: Person) -> None:
        """Show it again. Raises: NotChangeable unless this person took it back."""
        self.hold_with()
        if not self.is_of(person) or self.withdrawn_at is None:
            raise NotChangeable
        self.withdrawn_at = None
        self._release()

    def reply(
        self,
        person: Person,
        words: str,
        fields: Mapping[str, dict] | None = None,
        photos: Sequence[tuple[Photo, str]] = (),
    ) -> StatusChange:
        """Answer the office's question, which then looks again. Raises: NotAsked, PhotoTaken."""
        self.hold_with()
        if not self.asks_back(person):
            raise NotAsked
        self._amend(person, fields or {}, photos)
        self.status = "reviewing"
        step = StatusChange(issue_id=self.id, status="reviewing", reason=words, actor=person)
        step.created_at = now()
        db.session.add(step)
        return step

    def _amend(self, person, fields, photos) -> bool:
        changed = {
            name: values
            for name, values in fields.items()
            if values != {column: getattr(self, column) for column in values}
        }
        for name, values in changed.items():
            correct_many(type(self), self.round_id, name, {self.id: values}, person, of_many=False)
        self.attach_photos(photos, after=len(self.photos))
        return bool(changed or photos)
