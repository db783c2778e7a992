"""The photos of an issue, in order, each with words for what it shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, insert_once, now
from civic.people.models import Person
from civic.personal_data import mask
from civic.photos.models import Photo


class PhotoTaken(Exception):
    """A photo is already part of another report. key: the photo's."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


class IssuePhoto(Model):
    """A photo of an issue, in order; alt says in the reporter's words what it shows."""

    LONGEST_ALT = 200
    __table_args__ = (UniqueConstraint("issue_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    # The planner who said what it shows, when the reporter did not.
    described_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    photo: Mapped[Photo] = relationship(lazy="joined")


class HasPhotos:
    """An issue has photos, and the first is its cover in lists."""

    if TYPE_CHECKING:
        id: Mapped[int]
        photos: Mapped[list[IssuePhoto]]
        cover_key: Mapped[str | None]
        cover_alt: Mapped[str]
        photo_removed_at: Mapped[datetime | None]

    def attach_photos(self, photos: Sequence[tuple[Photo, str]], after: int = 0) -> None:
        """Make photos part of this issue, in order; the first becomes its cover.

        Args: after: how many it has already. Raises: PhotoTaken.
        """
        for position, (photo, alt) in enumerate(photos, after):
            photo.attach()
            where = {"issue_id": self.id, "photo_id": photo.id, "position": position}
            if not insert_once(IssuePhoto, alt=mask(alt), **where):
                raise PhotoTaken(photo.key)
        if photos and not after:
            self.cover_key, self.cover_alt = photos[0][0].key, mask(photos[0][1])

    def take_out_photo(self, shown: IssuePhoto) -> None:
        """Nobody sees it any more, and its files go with the next sweep; the others move up."""
        db.session.delete(shown)
        shown.photo.let_go()
        self.photo_removed_at = now()
        db.session.flush()
        left = [each for each in self.photos if each is not shown]
        for position, each in enumerate(left):
            each.position = position
            db.session.flush()
        self.cover_key = left[0].photo.key if left else None
        self.cover_alt = left[0].alt if left else ""

    def describe(self, photo: IssuePhoto, words: str, planner: Person) -> None:
        """Say what a photo shows where the reporter said nothing; a reporter's words stay."""
        if photo.alt and photo.described_by_id is None:
            return
        photo.alt, photo.described_by_id = words, planner.id if words else None
        if photo.position == 0:
            self.cover_alt = words
