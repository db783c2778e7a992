"""LegalDong: a 법정동 and a 행정동 in which it lies; and names of both, to tell a district by."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, lock
from civic.places.district_names import DistrictNames
from civic.places.models import District, Municipality


class LegalDong(Model):
    """One pair; a 법정동 that lies in several districts has a row for each."""

    __table_args__ = (UniqueConstraint("municipality_id", "name", "district_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(10), default="")
    district_id: Mapped[int] = mapped_column(
        ForeignKey("district.id", ondelete="CASCADE"), index=True
    )

    @classmethod
    def replace(cls, place: Municipality, pairs: Iterable[tuple[str, str, int]]) -> int:
        """Put these (name, code, district id) in the place of all there were; how many."""
        lock(Municipality, [place.id])
        db.session.execute(db.delete(cls).filter_by(municipality_id=place.id))
        # So that an import that was looked at with the table before is not stored with this one.
        place.map_version += 1
        rows = {(name, district): code for name, code, district in sorted(pairs)}
        db.session.add_all(
            cls(municipality_id=place.id, name=name, code=code, district_id=district)
            for (name, district), code in rows.items()
        )
        db.session.flush()
        return len(rows)

    @classmethod
    def of(cls, place: Municipality) -> dict[str, tuple[int, ...]]:
        """Name → ids of the districts it lies in, in order of their codes."""
        query = db.select(cls.name, cls.district_id).join(District, District.id == cls.district_id)
        query = query.where(cls.municipality_id == place.id).order_by(cls.name, District.code)
        districts_of = defaultdict(list)
        for name, district in db.session.execute(query):
            districts_of[name].append(district)
        return {name: tuple(districts) for name, districts in districts_of.items()}


def names_of(place: Municipality) -> DistrictNames:
    """The names by which words tell a district of a municipality."""
    names = {name: id for id, name in place.district_names().items()}
    return DistrictNames(names, place.name, LegalDong.of(place))
