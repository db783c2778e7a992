"""AreaWatch: somebody wants to hear of new reports in a district, or around a point."""

from datetime import datetime
from math import cos, radians

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.issues.models import Issue
from civic.notices.areas.rules import MOST, TooManyAreas
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.places.models import District, Municipality

DEGREE_M = 111_320  # of latitude


class AreaWatch(Model):
    """One district, or a circle of radius_m around lat, lon (WGS84 degrees); never both."""

    __table_args__ = (
        UniqueConstraint("person_id", "district_id"),
        Index("ix_area_watch_place", "municipality_id", "district_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    radius_m: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    district: Mapped[District | None] = relationship(lazy="joined")

    @classmethod
    def of(cls, person: Person, place: Municipality) -> list["AreaWatch"]:
        mine = db.select(cls).filter_by(person_id=person.id, municipality_id=place.id)
        return list(db.session.scalars(mine.order_by(cls.id)))

    @classmethod
    def watch_district(cls, person: Person, district: District) -> None:
        """Twice is once. Raises: TooManyAreas."""
        here = {"municipality_id": district.municipality_id}
        cls._check_room(person, here, district_id=district.id)
        insert_once(cls, person_id=person.id, district_id=district.id, **here)

    @classmethod
    def watch_around(
        cls, person: Person, place: Municipality, lat: float, lon: float, radius_m: int
    ) -> None:
        """The same circle twice is once. Raises: TooManyAreas."""
        here = {"municipality_id": place.id}
        circle = {"lat": round(lat, 5), "lon": round(lon, 5), "radius_m": radius_m}
        if not cls._check_room(person, here, **circle):
            db.session.add(cls(person_id=person.id, **here, **circle))

    @classmethod
    def _check_room(cls, person, here, **same) -> bool:
        """This very area is watched already. Raises: TooManyAreas."""
        lock(Person, [person.id])  # or two taps at once would pass the limit
        mine = db.select(db.func.count()).select_from(cls).filter_by(person_id=person.id, **here)
        if db.session.scalar(mine.filter_by(**same)):
            return True
        if (db.session.scalar(mine) or 0) >= MOST:
            raise TooManyAreas
        return False

    @classmethod
    def watchers(cls, issue: Issue):
        """A select of the ids of who wants to hear of a report made there, since they asked."""
        here = issue.round.municipality_id
        inside = cls.district_id == issue.district_id
        if issue.lat is not None and issue.lon is not None:
            north = (cls.lat - issue.lat) * DEGREE_M
            east = (cls.lon - issue.lon) * (DEGREE_M * cos(radians(issue.lat)))
            inside |= north * north + east * east <= cls.radius_m * cls.radius_m
        asked = cls.municipality_id == here, cls.created_at <= issue.created_at
        return db.select(cls.person_id).where(*asked, inside)

    @classmethod
    def forget_people(cls, people) -> None:
        """people: a select of ids. Where somebody wants news of is where they live."""
        db.session.execute(db.delete(cls).where(cls.person_id.in_(people)))


@when_leaving
def _forget_watches(person: Person, _takes_words: bool) -> None:
    AreaWatch.forget_people(db.select(Person.id).where(Person.id == person.id))
