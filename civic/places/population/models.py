"""Residents registered in each district, by age band, for telling who is missing."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, lock


class Population(Model):
    """How many live in a district; band as in places.population: 0, 10 … 80, or all."""

    __table_args__ = (UniqueConstraint("district_id", "band"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    band: Mapped[str] = mapped_column(String(5))
    people: Mapped[int]

    @classmethod
    def of(cls, municipality) -> dict[tuple[int, str], int]:
        """(district id, band) → people."""
        here = municipality.district_names()
        columns = db.select(cls.district_id, cls.band, cls.people)
        rows = db.session.execute(columns.where(cls.district_id.in_(here)))
        return {(row.district_id, row.band): row.people for row in rows}

    @classmethod
    def replace(cls, municipality, people: dict, source: str, base_on: date) -> None:
        """Put these numbers in the place of all there were; District.population is their sum."""
        # The row is held, so that of two planners saving at once the later one stands, whole.
        table = type(municipality)
        lock(table, [municipality.id])
        ids = [district.id for district in municipality.districts]
        db.session.execute(db.delete(cls).where(cls.district_id.in_(ids)))
        db.session.add_all(
            cls(district_id=district_id, band=band, people=number)
            for (district_id, band), number in people.items()
        )
        for district in municipality.districts:
            numbers = [n for (district_id, _), n in people.items() if district_id == district.id]
            district.population = sum(numbers) if numbers else None
        municipality.population_source, municipality.population_on = source, base_on
