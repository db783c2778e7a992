"""EmbedSite: a site that may show a city's pages in a frame."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.places.models import Municipality

# A scheme, a host of names alone, and perhaps a port: nothing that would end a header's source.
ORIGIN = re.compile(r"https://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+(?::[0-9]{2,5})?")
LONGEST = 200


class NotAnOrigin(ValueError):
    """Not an https origin such as https://www.city.go.kr."""


class EmbedSite(Model):
    """Rows of an allow-list; a site that is not in it shows an empty frame."""

    __table_args__ = (UniqueConstraint("municipality_id", "origin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    origin: Mapped[str] = mapped_column(String(LONGEST))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    municipality: Mapped[Municipality] = relationship()

    @classmethod
    def allow(cls, place: Municipality, origin: str) -> bool:
        """False when it was allowed before. Raises: NotAnOrigin."""
        name = origin.strip().lower().rstrip("/")
        if len(name) > LONGEST or not ORIGIN.fullmatch(name):
            raise NotAnOrigin(origin)
        return insert_once(cls, municipality_id=place.id, origin=name)

    @classmethod
    def disallow(cls, place: Municipality, origin: str) -> bool:
        """False when it was not allowed."""
        name = origin.strip().lower().rstrip("/")
        row = db.delete(cls).where(cls.municipality_id == place.id, cls.origin == name)
        return rows_changed(row) > 0

    @classmethod
    def origins(cls, place: Municipality) -> Sequence[str]:
        query = db.select(cls.origin).filter_by(municipality_id=place.id).order_by(cls.id)
        return db.session.scalars(query).all()
