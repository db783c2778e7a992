"""Which reports of a round the dashboard counts: listed ones, as the desk does, of some days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam

from civic.db import now
from civic.issues.models import Issue
from civic.korean_time import day
from civic.rounds.models import Round
from civic.triage.matching import matching

PERIOD = {
    "since": Issue.created_at >= bindparam("since"),
    "until": Issue.created_at < bindparam("until"),
}


@dataclass(frozen=True)
class DashboardFilters:
    """category: a code, or "" for all. since, until: a half-open period by when it was reported."""

    category: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What was asked for, by name."""
        return tuple(name for name in ("category", "since", "until") if getattr(self, name))

    @property
    def has_period(self) -> bool:
        return self.since is not None or self.until is not None

    def address_values(self) -> dict[str, str]:
        """For url_for."""
        values = {"category": self.category} if self.category else {}
        if self.since is not None:
            values["since"] = day(self.since).isoformat()
        if self.until is not None:
            values["until"] = day(self.until - timedelta(seconds=1)).isoformat()
        return values

    def desk(self, **conditions) -> dict | None:
        """For url_for of the desk: what lists exactly these reports; it knows no period."""
        if self.has_period:
            return None
        category = {"category": self.category} if self.category else {}
        return {"show": "all"} | category | conditions

    def values(self, round: Round) -> dict:
        """What the statements compare with."""
        return {
            "round": round.id,
            "place": round.municipality_id,
            "today": day(now()),
            "category": self.category,
            "since": self.since,
            "until": self.until,
        }


def narrowed(query: Select, names: tuple[str, ...]) -> Select:
    """A select of a round's listed issues, by the desk's own conditions and the period."""
    desk = ("all", *(name for name in names if name not in PERIOD))
    return matching(query, desk).where(*(PERIOD[name] for name in names if name in PERIOD))
