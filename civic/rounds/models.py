"""Call, Round and Phase."""

import json
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.rounds.calendar import Standing, standing
from civic.rounds.rules import AfterDeadline, last_legal_end


class Call(db.Model):
    """공모: the programme's yearly notice, as data. What no source states stays empty."""

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
    build_months: Mapped[int | None]
    announced_on: Mapped[date | None]
    apply_from_on: Mapped[date | None]
    apply_to_on: Mapped[date | None]
    preliminary_from_on: Mapped[date | None]
    preliminary_to_on: Mapped[date | None]
    evaluation_from_on: Mapped[date | None]
    evaluation_to_on: Mapped[date | None]
    selection: Mapped[str] = mapped_column(String(40), default="")  # as the notice words it
    # Section template: see civic/plans/template.py. Marked 예시 where the official form is unknown.
    template: Mapped[dict] = mapped_column(JSON, default=dict)
    template_is_example: Mapped[bool] = mapped_column(default=True)
    limits: Mapped[dict] = mapped_column(JSON, default=dict)


class Round(db.Model):
    """참여 기간: a municipality's participation in one call, at /<municipality>/<number>/…"""

    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    budget_won: Mapped[int] = mapped_column(BigInteger)
    national_share: Mapped[float] = mapped_column(default=0.5)
    max_choices: Mapped[int] = mapped_column(default=5)
    ballot_form: Mapped[str] = mapped_column(String(10), default="approval")  # knapsack | ranked
    rule: Mapped[str] = mapped_column(String(20), default="greedy-skip")
    completion: Mapped[str] = mapped_column(String(20), default="add1u-greedy")  # of equal-shares
    vote_levels: Mapped[list] = mapped_column(JSON, default=lambda: ["invite", "desk"])
    intro: Mapped[str] = mapped_column(Text, default="")
    next_receipt: Mapped[int] = mapped_column(default=1)  # issues take their number in order
    issues_count: Mapped[int] = mapped_column(default=0)  # open to readers, not merged
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    municipality: Mapped["Municipality"] = relationship(lazy="joined")  # noqa: F821
    call: Mapped[Call] = relationship()
    phases: Mapped[list["Phase"]] = relationship(
        back_populates="round",
        order_by="Phase.starts_at",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    def phase(self, kind: str) -> "Phase | None":
        return next((phase for phase in self.phases if phase.kind == kind), None)

    def open_phases(self, at: datetime | None = None) -> frozenset[str]:
        """Kinds of the phases open at a moment (now by default)."""
        at = at or now()
        return frozenset(
            phase.kind for phase in self.phases if phase.starts_at <= at < phase.ends_at
        )

    def standing(self) -> Standing:
        """Where this round stands now."""
        return standing([(p.kind, p.starts_at, p.ends_at) for p in self.phases], now())

    def set_phases(self, periods: dict[str, tuple[datetime, datetime]]) -> None:
        """Replace the calendar. periods: kind → aware half-open (start, end).

        Raises: AfterDeadline when one would end after the call's last day.
        """
        last = last_legal_end(self.call.apply_to_on)
        if last is not None and any(end > last for _, end in periods.values()):
            raise AfterDeadline(last)
        kept = {phase.kind: phase for phase in self.phases}
        self.phases = [kept.get(kind) or Phase(kind=kind) for kind in periods]
        for phase in self.phases:
            phase.starts_at, phase.ends_at = periods[phase.kind]


class Phase(db.Model):
    """단계: report | propose | vote | target | compile | consult | submit; [starts_at, ends_at)."""

    __table_args__ = (UniqueConstraint("round_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship(back_populates="phases")


CALLS = Path(__file__).with_name("calls.json")


def load_calls() -> int:
    """Add or correct the calls that ship with the program; how many there are."""
    told = json.loads(CALLS.read_text())
    for facts in told:
        facts = {
            name: date.fromisoformat(value) if name.endswith("_on") else value
            for name, value in facts.items()
        }
        call = db.session.scalar(db.select(Call).filter_by(slug=facts["slug"])) or Call()
        for name, value in facts.items():
            setattr(call, name, value)
        db.session.add(call)
    db.session.flush()
    return len(told)
