"""The ground of a city's own map, as it was imported."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, now

if TYPE_CHECKING:
    from civic.places.models import Municipality


class Ground(Model):
    """features: a FeatureCollection of ground/reading.py. source: the line shown under maps."""

    municipality_id: Mapped[int] = mapped_column(
        ForeignKey("municipality.id"), primary_key=True, autoincrement=False
    )
    features: Mapped[dict] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200), default="")
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def replace(cls, place: "Municipality", features: dict, source: str) -> None:
        """Lay this under the city's maps from now on."""
        db.session.flush()
        db.session.execute(db.delete(cls).filter_by(municipality_id=place.id))
        db.session.add(cls(municipality_id=place.id, features=features, source=source))
        place.map_version += 1

    @classmethod
    def of(cls, place: "Municipality") -> "Ground | None":
        """Read once per version of the map in this process."""
        return place.once("ground", lambda: _read(place.id))


def _read(place_id: int) -> Ground | None:
    row = db.session.get(Ground, place_id)
    if row is not None:
        db.session.expunge(row)
    return row
