"""The same reports by 읍면동, by category and by theme, each report in exactly one of each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, func, select

from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import db
from civic.issues.models import Issue
from civic.places.models import District
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement


@dataclass(frozen=True)
class DistrictRow:
    """id None: of no district. by_office: of the reports, those the office made itself.
    per_thousand: of the others, of 1,000 people who live there; None where that is not known."""

    id: int | None
    name: str
    population: int | None
    reports: int
    by_office: int

    @property
    def per_thousand(self) -> float | None:
        if not self.population:
            return None
        return round(1000 * (self.reports - self.by_office) / self.population, 1)


@dataclass(frozen=True)
class ThemeRow:
    """theme None: in no theme."""

    theme: Theme | None
    reports: int


@dataclass(frozen=True)
class Breakdown:
    """districts: every one, by code, and none last if any report has none. categories: most
    reports first. themes: likewise, in none last; empty where the round has no theme."""

    districts: list[DistrictRow]
    categories: list[tuple[str, int]]
    themes: list[ThemeRow]


def breakdown_of(
    round: Round, filters: DashboardFilters, by_office: Mapping[int | None, int]
) -> Breakdown:
    """by_office: district → reports of the office itself."""
    values = filters.values(round)
    districts = _counted(_by(Issue.district_id, filters.names), values)
    categories = _counted(_by(Issue.category, filters.names), values)
    return Breakdown(
        _districts(round, districts, by_office),
        sorted(categories.items(), key=lambda pair: (-pair[1], pair[0])),
        _themes(round, filters, categories.total()),
    )


def count_of(round: Round, filters: DashboardFilters) -> int:
    """How many reports there are of these days."""
    return db.session.scalar(_all(filters.names), filters.values(round)) or 0


def _counted(statement: Select, values: dict) -> Counter:
    return Counter(dict(db.session.execute(statement, values).all()))


def _districts(round: Round, counts: Counter, by_office: Mapping) -> list[DistrictRow]:
    columns = select(District.id, District.name, District.population)
    here = columns.filter_by(municipality_id=round.municipality_id).order_by(District.code)
    every = [*db.session.execute(here), (None, "", None)]
    rows = [
        DistrictRow(id, name, population, counts[id], by_office.get(id, 0))
        for id, name, population in every
    ]
    return rows if counts[None] else rows[:-1]


def _themes(round: Round, filters: DashboardFilters, total: int) -> list[ThemeRow]:
    themes = Theme.of(round)
    if not themes:
        return []
    counts = _counted(_by_theme(filters.names), filters.values(round))
    rows = sorted((ThemeRow(each, counts[each.id]) for each in themes), key=lambda r: -r.reports)
    return [*rows, ThemeRow(None, total - sum(row.reports for row in rows))]


@cache
def _all(names: tuple[str, ...]) -> Select:
    return narrowed(select(func.count()).select_from(Issue), names)


@cache
def _by(column, names: tuple[str, ...]) -> Select:
    return narrowed(select(column, func.count()), names).group_by(column)


@cache
def _by_theme(names: tuple[str, ...]) -> Select:
    rows = select(Placement.theme_id, func.count()).join(Issue, Issue.id == Placement.issue_id)
    return narrowed(rows, names).where(Placement.theme_id.is_not(None)).group_by("theme_id")
