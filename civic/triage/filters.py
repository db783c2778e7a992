"""What a planner asked to see on the desk, in the address and remembered for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues.labels import CATEGORIES, STATUSES
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.rounds.models import Round

SHOWS = ("new", "all", "hidden")
SOURCES = ("resident", "meeting", "program", "file")
SORTS = ("oldest", "newest", "supported")
LONGEST_QUERY = 100
NONE = "none"  # of no district, with no department, in no theme
BY_ID = ("district", "department", "theme")


@dataclass(frozen=True)
class DeskFilters:
    """Only what exists: anything else in an address is as if it were not asked for.

    show: new (nobody of the office dealt with it) | all | hidden. district, department, theme: an
    id or "none". due: "late" for what is past its day.
    """

    show: str = "new"
    q: str = ""
    category: str = ""
    district: str = ""
    status: str = ""
    source: str = ""
    department: str = ""
    theme: str = ""
    due: str = ""
    sort: str = "oldest"

    @classmethod
    def read(cls, args) -> "DeskFilters":
        """From a query string or what was remembered."""
        values = {name: (args.get(name) or "").strip() for name in cls.__dataclass_fields__}
        known = {
            "show": SHOWS,
            "category": CATEGORIES,
            "status": STATUSES,
            "source": SOURCES,
            "due": ("late",),
            "sort": SORTS,
        }
        for name, codes in known.items():
            if values[name] not in codes:
                values[name] = getattr(cls, name)
        for name in BY_ID:
            if values[name] != NONE and not _is_id(values[name]):
                values[name] = ""
        values["q"] = values["q"][:LONGEST_QUERY]
        return cls(**values)

    def address_values(self, **changes) -> dict[str, str]:
        """For url_for: only what differs from the plain desk, with some conditions changed."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        return {
            name: value for name, value in values.items() if value != getattr(DeskFilters, name)
        }

    @property
    def applied(self) -> int:
        """How many conditions narrow the list, beside show and sort."""
        return len(self.address_values(show="new", sort="oldest"))


class DeskView(Model):
    """The filters a planner used last on a round's desk."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    filters: Mapped[dict] = mapped_column(JSON)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def remember(cls, planner: Person, round: Round, filters: DeskFilters) -> None:
        key = {"person_id": planner.id, "round_id": round.id}
        values = {"filters": filters.address_values(), "used_at": now()}
        if not insert_once(cls, **key, **values):
            db.session.execute(db.update(cls).filter_by(**key).values(**values))

    @classmethod
    def remembered(cls, planner: Person, round: Round) -> DeskFilters:
        view = db.session.get(cls, (planner.id, round.id))
        return DeskFilters.read(view.filters if view else {})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9


@when_leaving
def _forget_views(person: Person, _takes_words: bool) -> None:
    db.session.execute(db.delete(DeskView).where(DeskView.person_id == person.id))
