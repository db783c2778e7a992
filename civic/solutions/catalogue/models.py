"""The catalogue of proven solutions, as rows."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db
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
    def of_key(cls, key: str) -> "CatalogueEntry | None":
        return db.session.scalar(db.select(cls).filter_by(key=key))


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
