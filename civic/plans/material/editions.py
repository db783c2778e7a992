"""What a table, picture or chapter of a planner's own was at each save, to be taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.people.models import Person
from civic.photos.models import Photo
from civic.plans.material.rules import ALT, MOST_EDITIONS, SOURCE, TITLE, UNIT

SAID = ("title", "source", "alt", "unit", "text", "cells", "photo_id")


class MaterialEdition(Model):
    """What was saved as a revision: columns of Material by the same names. Its picture is withheld
    while another is in its place."""

    __table_args__ = (UniqueConstraint("material_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"))
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE))
    source: Mapped[str] = mapped_column(String(SOURCE))
    alt: Mapped[str] = mapped_column(String(ALT), default="")
    unit: Mapped[str] = mapped_column(String(UNIT), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    cells: Mapped[list] = mapped_column(JSON, default=list)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    photo: Mapped[Photo | None] = relationship(lazy="joined")
    saved_by: Mapped[Person | None] = relationship(lazy="joined")

    def values(self) -> dict[str, Any]:
        """What Material.revise takes to be as it was."""
        values = {name: getattr(self, name) for name in SAID if name != "photo_id"}
        return values | ({"photo": self.photo} if self.photo else {})


class HasEditions:
    """Keeps what it was at each save, the newest MOST_EDITIONS of them."""

    if TYPE_CHECKING:
        id: Mapped[int]
        revision: Mapped[int]
        photo: Mapped[Photo | None]
        saved_by_id: Mapped[int | None]
        saved_at: Mapped[datetime]

    def editions(self) -> list[MaterialEdition]:
        """Newest first; the first is as it is now."""
        query = db.select(MaterialEdition).filter_by(material_id=self.id)
        return list(db.session.scalars(query.order_by(MaterialEdition.revision.desc())))

    def edition(self, revision: int) -> MaterialEdition | None:
        key = {"material_id": self.id, "revision": revision}
        return db.session.scalar(db.select(MaterialEdition).filter_by(**key))

    def keep_edition(self) -> None:
        db.session.flush()
        values = {name: getattr(self, name) for name in SAID}
        saved = {"saved_by_id": self.saved_by_id, "saved_at": self.saved_at}
        key = {"material_id": self.id, "revision": self.revision}
        db.session.add(MaterialEdition(**key, **values, **saved))
        db.session.flush()
        self._forget(self.editions()[MOST_EDITIONS:])

    def forget_editions(self) -> None:
        self._forget(self.editions())

    def _forget(self, editions: list[MaterialEdition]) -> None:
        """Delete these; a picture of theirs alone goes too."""
        photos = {each.photo for each in editions if each.photo}
        for each in editions:
            db.session.delete(each)
        db.session.flush()
        kept = {each.photo_id for each in self.editions()}
        kept.add(self.photo.id if self.photo else None)
        for photo in photos:
            if photo.id not in kept:
                photo.let_go()
