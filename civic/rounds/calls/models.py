"""Call: the national programme's yearly notice."""

import json
import secrets
from datetime import date
from pathlib import Path

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db, insert_once, now
from civic.rounds.calls.criteria import Criterion, typed_criteria
from civic.rounds.calls.shares import Shares
from civic.rounds.rules import end_of


class Call(Model):
    """공모: the programme's yearly notice, as data. What no source states stays empty."""

    __table_args__ = (UniqueConstraint("added_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    programme: Mapped[str] = mapped_column(String(120))
    year: Mapped[int]
    ministry: Mapped[str] = mapped_column(String(60), default="")
    agency: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    total_won: Mapped[int | None] = mapped_column(BigInteger)
    cities: Mapped[int | None]
    national_won: Mapped[int | None] = mapped_column(BigInteger)  # for each city
    local_won: Mapped[int | None] = mapped_column(BigInteger)
    # Who pays which percent of it, see shares.py; None where the notice does not say.
    shares: Mapped[Shares | None] = mapped_column(JSON(none_as_null=True))
    build_months: Mapped[int | None]
    announced_on: Mapped[date | None]
    apply_from_on: Mapped[date | None]
    apply_to_on: Mapped[date | None]
    preliminary_from_on: Mapped[date | None]
    preliminary_to_on: Mapped[date | None]
    evaluation_from_on: Mapped[date | None]
    evaluation_to_on: Mapped[date | None]
    selection: Mapped[str] = mapped_column(String(40), default="")  # as the notice words it
    # Section template: see civic/plans/section/template.py.
    # Marked 예시 where the official form is unknown.
    template: Mapped[dict] = mapped_column(JSON, default=dict)
    template_is_example: Mapped[bool] = mapped_column(default=True)
    limits: Mapped[dict] = mapped_column(JSON, default=dict)
    # What applications are evaluated by, see criteria.py; None where the notice does not say.
    criteria: Mapped[list[Criterion] | None] = mapped_column(JSON(none_as_null=True))
    # Who registered it on the page; nobody for the calls that ship with the program.
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))

    @classmethod
    def add(cls, planner, request_key: str, earlier: "Call", **facts) -> "Call":
        """Register a notice; the same planner's same key gives the same call.

        Args: earlier: whose section template and limits it takes over, marked as an example until
        the new form is known. facts: columns by name.
        """
        key = {"added_by_id": planner.id, "request_key": request_key}
        inherited = {"template": earlier.template, "limits": earlier.limits}
        # Drawn, so that two calls of a year never meet in one address.
        slug = f"call-{facts['year']}-{secrets.token_hex(3)}"
        insert_once(cls, slug=slug, template_is_example=True, **key, **inherited, **facts)
        return db.session.scalars(db.select(cls).filter_by(**key)).one()

    def correct(self, **facts) -> None:
        """Say what the notice says now. Rounds that are open keep their own dates and money."""
        for name, value in facts.items():
            setattr(self, name, value)

    @property
    def criteria_text(self) -> str:
        return typed_criteria(self.criteria)

    @property
    def city_won(self) -> int | None:
        """National and local money for one city; None unless the notice states both."""
        if self.national_won is None or self.local_won is None:
            return None
        return self.national_won + self.local_won

    @property
    def national_share(self) -> float | None:
        """From 0 to 1: as stated, else of the money stated; None where neither is."""
        if self.shares:
            return self.shares.get("national", 0.0) / 100
        if self.national_won is None or not self.city_won:
            return None
        return self.national_won / self.city_won

    @property
    def is_closed(self) -> bool:
        """True once its last day of applications is over; without one, once its year is."""
        return end_of(self.apply_to_on or date(self.year, 12, 31)) <= now()


CALLS = Path(__file__).with_name("calls.json")


def load_calls() -> int:
    """Add or correct the calls that ship with the program; how many there are."""
    notices = json.loads(CALLS.read_text())
    for notice in notices:
        facts = {
            name: date.fromisoformat(value) if name.endswith("_on") else value
            for name, value in notice.items()
        }
        call = db.session.scalar(db.select(Call).filter_by(slug=facts["slug"])) or Call()
        for name, value in facts.items():
            setattr(call, name, value)
        db.session.add(call)
    db.session.flush()
    return len(notices)
