"""PhotoRedaction: who painted what over on a photo and when, and how it is undone."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, now
from civic.people.models import Person
from civic.photos.models import Photo
from civic.photos.redaction.boxes import Box
from civic.photos.redaction.painting import painted
from civic.photos.stored import StoredPicture, sealed_name
from civic.sealed_text import seal, unseal

if TYPE_CHECKING:
    from civic.engines.photo_store import PhotoStore


class PhotoChanged(Exception):
    """Somebody else redacted it meanwhile."""


class RedactionNotUndoable(Exception):
    """Nothing stands, or the original is not kept any more."""


class PhotoRedaction(Model):
    """One act: boxes (left, top, width, height in percent) painted over. original_kept: the photo
    as it was lies sealed in the store, so that the act can be undone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    boxes: Mapped[list] = mapped_column(JSON)
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_office: Mapped[bool] = mapped_column(default=False)
    original_kept: Mapped[bool] = mapped_column(default=False)
    redacted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    photo: Mapped[Photo] = relationship()
    drawn_by: Mapped[Person] = relationship(foreign_keys=[drawn_by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])

    @classmethod
    def of(cls, photo: Photo) -> Sequence["PhotoRedaction"]:
        """Every act, oldest first; those undone too."""
        query = db.select(cls).filter_by(photo_id=photo.id)
        return db.session.scalars(query.order_by(cls.id)).all()

    @classmethod
    def standing(cls, photo: Photo) -> list["PhotoRedaction"]:
        return [each for each in cls.of(photo) if each.undone_at is None]

    @classmethod
    def add(cls, repainted: "Repainted", person: Person, by_office: bool) -> str:
        """Show the repainted picture from now on. Gives the key whose files are to be deleted after
        the commit. Raises: PhotoChanged.
        """
        photo = repainted.take_place()
        act = cls(photo_id=photo.id, drawn_by_id=person.id, by_office=by_office)
        act.boxes = [box.as_row() for box in repainted.new_boxes]
        act.original_kept = repainted.original_kept
        db.session.add(act)
        return repainted.earlier_key

    @classmethod
    def undo_last(cls, repainted: "Repainted", person: Person) -> str:
        """Show the picture without the last act's boxes; gives the key as add() does.

        Raises: PhotoChanged, RedactionNotUndoable.
        """
        photo = repainted.take_place()
        standing = cls.standing(photo)
        if not standing:
            raise RedactionNotUndoable
        standing[-1].undone_at, standing[-1].undone_by_id = now(), person.id
        return repainted.earlier_key

    @classmethod
    def forget_originals(cls, store: "PhotoStore", photos: Sequence[Photo]) -> None:
        """Delete the originals of these photos: nothing of them can be undone any more.

        Raises: OSError.
        """
        for photo in photos:
            store.delete(sealed_name(photo.key))
            mine = db.update(cls).where(cls.photo_id == photo.id)
            db.session.execute(mine.values(original_kept=False))


class Repainted:
    """A photo's files made anew, before any row changes: painting takes its time, and no lock."""

    def __init__(self, store: "PhotoStore", photo: Photo, keeps_original: bool):
        self.store, self.photo_id, self.earlier_key = store, photo.id, photo.key
        self.standing = [Box(*row) for act in PhotoRedaction.standing(photo) for row in act.boxes]
        last = PhotoRedaction.standing(photo)[-1:]
        self.before_last = self.standing[: len(self.standing) - sum(len(a.boxes) for a in last)]
        self.is_redacted = bool(last)
        self.keeps_original = keeps_original
        self.new_boxes: list[Box] = []
        self.original_kept = False
        self.stored: StoredPicture | None = None

    def with_boxes(self, boxes: Sequence[Box]) -> "Repainted":
        """Paint these over as well. Raises: OSError."""
        large = self.store.get(f"{self.earlier_key}.jpg")
        original = self._original() if self.is_redacted else large
        self.new_boxes = list(boxes)
        self._store(painted(large, boxes), original if self.keeps_original else None)
        return self

    def without_last(self) -> "Repainted":
        """Paint the original again, without the boxes of the last act.

        Raises: RedactionNotUndoable, OSError.
        """
        original = self._original()
        if not self.is_redacted or original is None:
            raise RedactionNotUndoable
        self._store(painted(original, self.before_last), original if self.before_last else None)
        return self

    def take_place(self) -> Photo:
        """Raises: PhotoChanged; then the files are gone again."""
        assert self.stored is not None  # painted first
        hold(Photo, [self.photo_id])
        photo = db.session.get_one(Photo, self.photo_id, populate_existing=True)
        if photo.key != self.earlier_key:
            self.stored.discard()
            raise PhotoChanged
        photo.take_key(self.stored)
        return photo

    def _original(self) -> bytes | None:
        try:
            return unseal(self.store.get(sealed_name(self.earlier_key)))
        except FileNotFoundError:
            return None

    def _store(self, intake, original: bytes | None) -> None:
        self.stored = StoredPicture.put(self.store, intake, sha256(intake.large).hexdigest())
        if original is None:
            return
        try:
            self.store.put(sealed_name(self.stored.key), seal(original))
        except BaseException:
            self.stored.discard()
            raise
        self.original_kept = True
