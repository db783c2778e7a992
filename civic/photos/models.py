"""Photo: a stored picture in three sizes. What it belongs to is the business of later features."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, String
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, now
from civic.people.models import Person
from civic.photos.stored import StoredPicture, names_of, sealed_name
from civic.store_marks import is_mark

# Columns of other tables that name a photo by its key: they follow when it changes.
_KEYS_KEPT: list[InstrumentedAttribute] = []
# A photo's id → a select of the ids of the municipalities in whose things it is.
_PLACES: list[Callable[[int], Select]] = []

ORPHAN_AFTER = timedelta(hours=1)
UNUSED_AFTER = timedelta(hours=24)


def keeps_key(column) -> None:
    """Declare a column of a later feature that names a photo by its key."""
    _KEYS_KEPT.append(column)


def is_part_of(places: Callable[[int], Select]) -> Callable[[int], Select]:
    """Decorates how a later feature knows in which municipalities a photo is shown."""
    _PLACES.append(places)
    return places


class Photo(Model):
    """Files in the photo store: `<key>.jpg` (≤ 1600 px), `<key>-m.jpg` (≤ 720 px, for phones) and
    `<key>-s.jpg` (≤ 320 px, for lists)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    upload_key: Mapped[str | None] = mapped_column(String(64), index=True)  # browser that sent it
    attached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # empty: not part of anything
    withheld_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # what it shows is hidden
    # Where the camera says it was taken: shown to the uploader only, emptied once attached.
    suggested_lat: Mapped[float | None]
    suggested_lon: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)

    @classmethod
    def take_in(
        cls, store, data: bytes, uploader: Person | None = None, upload_key: str | None = None
    ) -> "Photo":
        """Decode, store and keep a picture. Raises: Rejected, OSError; then nothing is stored."""
        return cls.keep(StoredPicture.make(store, data), uploader, upload_key)

    @classmethod
    def keep(
        cls, stored: StoredPicture, uploader: Person | None, upload_key: str | None
    ) -> "Photo":
        """The row of a picture whose files are stored. The same file sent again by the same person
        or browser, not yet part of anything, is the same photo. Only from here on is the database
        locked: shrinking and storing take their time.
        """
        known = cls._sent_before(stored.sha256, uploader, upload_key)
        if known is not None:
            stored.discard()
            return known
        stored.discard_unless_committed()
        photo = cls._of(stored)
        photo.uploader_id = uploader.id if uploader is not None else None
        photo.upload_key = upload_key
        db.session.add(photo)
        db.session.flush()
        return photo

    @classmethod
    def usable(cls, keys: list[str], person: Person | None, upload_key: str | None) -> list:
        """The photos of these keys that this person or browser may put into something, in order."""
        photos = db.session.scalars(db.select(cls).where(cls.key.in_(keys[:50]))).all()
        mine = {photo.key: photo for photo in photos if photo.usable_by(person, upload_key)}
        return [mine[key] for key in dict.fromkeys(keys) if key in mine]

    @property
    def names(self) -> tuple[str, str, str]:
        """File names in the store: large, middle, small."""
        return names_of(self.key)

    @property
    def suggested(self) -> tuple[float, float] | None:
        """(lat, lon) the camera noted. For the uploader's eyes only."""
        if self.suggested_lat is None or self.suggested_lon is None:
            return None
        return self.suggested_lat, self.suggested_lon

    def usable_by(self, person: Person | None, upload_key: str | None) -> bool:
        """True for whoever sent it, as long as it is part of nothing."""
        by_person = person is not None and self.uploader_id == person.id
        by_browser = upload_key is not None and self.upload_key == upload_key
        return self.attached_at is None and (by_person or by_browser)

    def attach(self) -> None:
        """Make it part of something: it stays, and the camera's position is forgotten."""
        self.attached_at = now()
        self.suggested_lat = self.suggested_lon = self.upload_key = None

    def withhold(self) -> None:
        """Show it to nobody but the office from now on."""
        self.withheld_at = now()

    def release(self) -> None:
        self.withheld_at = None

    def let_go(self) -> None:
        """It is part of nothing any more: nobody sees it, and the sweep takes it."""
        self.withheld_at, self.attached_at = now(), None

    @classmethod
    def withheld(cls, key: str) -> "Photo | None":
        """The photo of this key if it is withheld."""
        hidden = db.select(cls).where(cls.key == key, cls.withheld_at.is_not(None))
        return db.session.scalar(hidden)

    def is_shown_in(self, municipality_id: int) -> bool:
        """True where it is part of something of this municipality."""
        return any(
            municipality_id in db.session.scalars(places(self.id)).all() for places in _PLACES
        )

    def take_key(self, stored: StoredPicture) -> str:
        """Be the picture of other files from now on; gives the key of the earlier ones, which are
        to be deleted after the commit."""
        stored.discard_unless_committed()
        earlier, self.key, self.sha256 = self.key, stored.key, stored.sha256
        for column in _KEYS_KEPT:
            named = db.update(column.class_).where(column == earlier)
            db.session.execute(
                named.values({column.key: stored.key}).execution_options(synchronize_session=False)
            )
        db.session.flush()
        return earlier

    @classmethod
    def drop_unused(cls) -> list[str]:
        """Delete rows unattached for a day. Gives their files, to delete after the commit."""
        old = cls.attached_at.is_(None) & (cls.created_at < now() - UNUSED_AFTER)
        photos = db.session.scalars(db.select(cls).where(old)).all()
        for photo in photos:
            db.session.delete(photo)
        return [name for photo in photos for name in photo.names]

    @classmethod
    def orphans(cls, files: list[tuple[str, float]], earliest: float = 0.0) -> list[str]:
        """Of (name, Unix time) in the store, a page at most, the names an hour old that no photo
        owns. earliest: store_marks.sweeps_from, before which nothing is swept."""
        possible = {re.split(r"[-.]", name)[0] for name, _ in files}
        keys = db.session.scalars(db.select(cls.key).where(cls.key.in_(possible)))
        latest = (now() - ORPHAN_AFTER).timestamp()
        owned = {name for key in keys for name in (*names_of(key), sealed_name(key))}
        old = [name for name, changed in files if earliest < changed < latest]
        return [name for name in old if name not in owned and not is_mark(name)]

    @classmethod
    def _sent_before(cls, digest, uploader, upload_key) -> "Photo | None":
        query = db.select(cls).filter_by(sha256=digest, attached_at=None).order_by(cls.id)
        owner = cls.upload_key == upload_key
        if uploader is not None:
            owner = cls.uploader_id == uploader.id
        elif upload_key is None:
            return None
        return db.session.scalar(query.where(owner).limit(1))

    @classmethod
    def _of(cls, stored: StoredPicture) -> "Photo":
        lat, lon = stored.intake.position or (None, None)
        return cls(
            key=stored.key,
            sha256=stored.sha256,
            width=stored.intake.width,
            height=stored.intake.height,
            suggested_lat=lat,
            suggested_lon=lon,
        )
