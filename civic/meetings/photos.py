"""The photos of a meeting, in order, each with words for what it shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, hold_row, insert_once
from civic.meetings.rules import MOST_PHOTOS, TooManyPhotos
from civic.photos.models import Photo


class MeetingPhoto(Model):
    """A photo of a meeting, in order; alt says what it shows."""

    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200), default="")

    photo: Mapped[Photo] = relationship(lazy="joined")


class HasMeetingPhotos:
    """A meeting has photos that everybody sees; one taken out is seen by the office only."""

    if TYPE_CHECKING:
        id: int

    def photos(self) -> Sequence[MeetingPhoto]:
        rows = db.select(MeetingPhoto).filter_by(meeting_id=self.id)
        return db.session.scalars(rows.order_by(MeetingPhoto.position)).all()

    def add_photos(self, photos: list[tuple[Photo, str]]) -> None:
        """Raises: TooManyPhotos."""
        hold_row(self)
        here = self.photos()
        if len(here) + len(photos) > MOST_PHOTOS:
            raise TooManyPhotos
        first = here[-1].position + 1 if here else 0
        for position, (photo, alt) in enumerate(photos, first):
            photo.attach()
            photo.release()  # it may have been sent before as a sheet, for the office's eyes
            values = {"meeting_id": self.id, "position": position, "alt": alt}
            insert_once(MeetingPhoto, photo_id=photo.id, **values)

    def take_out_photo(self, row: MeetingPhoto) -> None:
        """Show it to nobody but the office from now on."""
        row.photo.withhold()
        db.session.delete(row)
