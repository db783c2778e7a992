"""The catalogue of proven solutions, as rows."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.places.models import Municipality
from civic.solutions.catalogue.change import MeasuredChange, change, outcome
from civic.solutions.catalogue.file import read_catalogue


class CatalogueEntry(Model):
    """실증된 솔루션: one measured result of one city, with its source."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(60))
    indicator: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(20), default="")
    direction: Mapped[str] = mapped_column(String(4))  # down | up: which way is better
    before: Mapped[float | None]
    after: Mapped[float | None]
    stated_change: Mapped[str] = mapped_column(String(40), default="")  # as the source words it
    period: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(120))
    source_url: Mapped[str] = mapped_column(String(300), default="")
    source_date: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(300), default="")  # disputes and caveats
    # Of one that a city added: the others are everybody's and come with the program.
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    added_by: Mapped[Person | None] = relationship(foreign_keys=[added_by_id])
    changed_by: Mapped[Person | None] = relationship(foreign_keys=[changed_by_id])

    @property
    def change(self) -> MeasuredChange | None:
        """What changed, when both values are known."""
        if self.before is None or self.after is None:
            return None
        return change(self.before, self.after, self.unit)

    @property
    def outcome(self) -> str:
        return outcome(self.before, self.after, self.direction)

    @classmethod
    def of_key(cls, key: str, place: Municipality | None = None) -> "CatalogueEntry | None":
        """One that a city sees; of no city: one that comes with the program."""
        return db.session.scalar(db.select(cls).where(cls.key == key, *cls.shown_in(place)))

    @classmethod
    def shown_in(cls, place: Municipality | None) -> tuple:
        """Conditions: what a city sees, everybody's and its own."""
        everybodys = cls.municipality_id.is_(None)
        its_own = cls.municipality_id == (place.id if place else 0)
        return everybodys | its_own, cls.withdrawn_at.is_(None)

    @classmethod
    def add(
        cls, place: Municipality, planner: Person, request_key: str, **values
    ) -> "CatalogueEntry":
        """A case of a city's own; the same request again gives the same one."""
        about = {"municipality_id": place.id, "added_by_id": planner.id, "added_at": now()}
        key = f"{place.id}-{planner.id}-{request_key}"[:40]
        insert_once(cls, key=key, **about, **values)
        return db.session.scalars(db.select(cls).filter_by(key=key)).one()

    def correct(self, planner: Person, **values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_by_id, self.changed_at = planner.id, now()

    def withdraw(self, planner: Person) -> None:
        """Nobody is offered it any more; what was made of it stays."""
        self.changed_by_id, self.changed_at = planner.id, now()
        self.withdrawn_at = now()


def load_catalogue() -> int:
    """Bring the catalogue up to the shipped file, by key; returns how many entries it has."""
    entries = {entry.key: entry for entry in db.session.scalars(db.select(CatalogueEntry))}
    rows = read_catalogue()
    for row in rows:
        entry = entries.get(row["key"]) or CatalogueEntry()
        for name, value in row.items():
            setattr(entry, name, value)
        db.session.add(entry)
    db.session.flush()
    return len(rows)
