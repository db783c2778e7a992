"""Municipality and District."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import JSON, ForeignKey, Row, String, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from civic.db import Model, db
from civic.documents.charts.outline import Outline, outline
from civic.languages.romanised import place_name
from civic.places.geojson import Boundary
from civic.places.point_in_district import DistrictFinder
from civic.places.population.models import Population

# What was made of a municipality's polygons in this process: (id, kind) → (map_version, made).
_made: dict[tuple[int, str], tuple[int, object]] = {}


class DistrictInUse(Exception):
    """A district missing from the new boundaries can't go: names of those people reported in."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


def first_map_version() -> int:
    """Drawn by lot: neither a process nor a browser takes a fresh database's map for an old one."""
    return secrets.randbelow(1_000_000_000)


class Municipality(Model):
    """A city or county that takes part, at /<slug>/…"""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    app_name: Mapped[str] = mapped_column(String(60))
    app_name_en: Mapped[str] = mapped_column(String(60), default="", server_default="")
    notice: Mapped[str] = mapped_column(
        String(200), default=""
    )  # shown on every page, e.g. 지어낸 도시
    team: Mapped[str] = mapped_column(String(60), default="")
    team_phone: Mapped[str] = mapped_column(String(30), default="")
    boundary_source: Mapped[str] = mapped_column(String(200), default="")
    population_source: Mapped[str] = mapped_column(String(200), default="")
    population_on: Mapped[date | None]  # base date of the numbers in Population
    map_version: Mapped[int] = mapped_column(default=first_map_version)  # raised by each import

    districts: Mapped[list["District"]] = relationship(
        back_populates="municipality", order_by="District.code"
    )

    def district_at(self, lat: float, lon: float) -> "District":
        """The district a position (degrees) lies in, or the nearest within 300 m.

        Raises: OutsideMunicipality.
        """
        return db.session.get_one(District, self.finder().find(lat, lon))

    def bounds(self) -> tuple[float, float, float, float] | None:
        """(west, south, east, north) in degrees of all districts; None without districts."""
        areas = self.finder().areas
        if not areas:
            return None
        west, south = min(a.west for a in areas), min(a.south for a in areas)
        return west, south, max(a.east for a in areas), max(a.north for a in areas)

    def outline(self, language: str = "ko") -> Outline | None:
        """The city as SVG paths, its districts named in a language; None without districts."""
        return self.once(f"outline {language}", lambda: self._draw(language))

    def once(self, kind: str, make: Callable):
        """What make() gives, made once per map_version in this process."""
        version, value = _made.get((self.id, kind), (None, None))
        if version != self.map_version:
            value = make()
            _made[self.id, kind] = (self.map_version, value)
        return value

    def district_names(self, language: str = "ko") -> dict[int, str]:
        """District id → name in a language, by code."""
        return self.once(f"names {language}", lambda: self._names(language))

    def called_in(self, language: str, name: str) -> str:
        """A district's name in a language; what is no district's stays."""
        names, translated = self.district_names(), self.district_names(language)
        return next((translated[id] for id, each in names.items() if each == name), name)

    def district_ids(self) -> dict[str, int]:
        """Code and name of each district → its id."""
        ids: dict[str, int] = {}
        for district in self.districts:
            ids |= {"".join(district.name.split()): district.id, district.code: district.id}
        return ids

    def shapes(self) -> Sequence[Row]:
        """Rows (id, code, name, name_en, polygons, label_lon, label_lat) of the districts, by
        code."""
        columns = District.id, District.code, District.name, District.name_en, District.polygons
        query = db.select(*columns, District.label_lon, District.label_lat)
        query = query.filter_by(municipality_id=self.id).order_by(District.code)
        return db.session.execute(query).all()

    def set_boundaries(self, boundaries: list[Boundary], base_on: date, source: str = "") -> None:
        """Take districts from a boundary file. Known ones (by code, else by name, as when a
        province's codes change) keep their id; missing ones go; a given source replaces the old.

        Raises: DistrictInUse when a missing district is referred to.
        """
        by_code = {district.code: district for district in self.districts}
        codes = {boundary.code for boundary in boundaries}
        by_name = {d.name: d for d in self.districts if d.code not in codes}
        kept = []
        for boundary in boundaries:
            known = by_code.get(boundary.code) or by_name.pop(boundary.name, None) or District()
            known.take(boundary, base_on)
            kept.append(known)
        self._drop([district for district in self.districts if district not in kept])
        self.districts = kept
        self.boundary_source = source or self.boundary_source
        self.map_version = (self.map_version or first_map_version()) + 1

    def _drop(self, missing: list["District"]) -> None:
        if not missing:
            return
        names = [district.name for district in missing]
        ids = [district.id for district in missing]
        db.session.execute(db.delete(Population).where(Population.district_id.in_(ids)))
        for district in missing:
            db.session.delete(district)
        try:
            db.session.flush()
        except IntegrityError as referred:
            raise DistrictInUse(names) from referred

    def finder(self) -> DistrictFinder:
        """Finds the id of the district of a position, asking no database."""
        return self.once(
            "finder", lambda: DistrictFinder((row.id, row.polygons) for row in self.shapes())
        )

    def _names(self, language) -> dict[int, str]:
        columns = db.select(District.id, District.name, District.name_en)
        rows = db.session.execute(
            columns.filter_by(municipality_id=self.id).order_by(District.code)
        )
        return {row.id: place_name(row, language) for row in rows}

    def _draw(self, language) -> Outline | None:
        rows = [
            (row.id, place_name(row, language), row.polygons, (row.label_lon, row.label_lat))
            for row in self.shapes()
        ]
        return outline(rows) if rows else None


class District(Model):
    """An 읍·면·동: 10-digit 행정동 code valid on a base date, polygons in WGS84 degrees."""

    __table_args__ = (UniqueConstraint("municipality_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    # As the boundary file has it; without one civic/languages/romanised.py writes it.
    name_en: Mapped[str] = mapped_column(String(60), default="", server_default="")
    base_on: Mapped[date]
    population: Mapped[int | None]
    label_lon: Mapped[float]
    label_lat: Mapped[float]
    # GeoJSON MultiPolygon coordinates: [polygon][ring][point][lon, lat]
    polygons: Mapped[list] = deferred(mapped_column(JSON))

    municipality: Mapped[Municipality] = relationship(back_populates="districts")

    def take(self, boundary: Boundary, base_on: date) -> None:
        """Become what a boundary file says; a population it leaves out stays."""
        self.code, self.name, self.base_on = boundary.code, boundary.name, base_on
        self.name_en = boundary.name_en
        self.polygons = boundary.polygons
        self.label_lon, self.label_lat = boundary.label
        if boundary.population is not None:
            self.population = boundary.population
