"""Municipality and District."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from civic.db import db


class Municipality(db.Model):
    """A city or county that takes part, at /<slug>/…"""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    app_name: Mapped[str] = mapped_column(String(60))
    notice: Mapped[str] = mapped_column(
        String(200), default=""
    )  # shown on every page, e.g. 지어낸 도시
    team: Mapped[str] = mapped_column(String(60), default="")
    team_phone: Mapped[str] = mapped_column(String(30), default="")
    boundary_source: Mapped[str] = mapped_column(String(200), default="")
    map_version: Mapped[int] = mapped_column(default=1)  # raised by each boundary import

    districts: Mapped[list["District"]] = relationship(
        back_populates="municipality", order_by="District.code"
    )


class District(db.Model):
    """An 읍·면·동: 10-digit 행정동 code valid on a base date, polygons in WGS84 degrees."""

    __table_args__ = (UniqueConstraint("municipality_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    base_on: Mapped[date]
    population: Mapped[int | None]
    label_lon: Mapped[float]
    label_lat: Mapped[float]
    # GeoJSON MultiPolygon coordinates: [polygon][ring][point][lon, lat]
    polygons: Mapped[list] = deferred(mapped_column(JSON))

    municipality: Mapped[Municipality] = relationship(back_populates="districts")
