"""Where reports with a place on the map lie: squares over the city's outline, and how many in each.

Reports and their places are public; nothing of the people who wrote them is counted here.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Integer, Select, bindparam, cast, func, select

from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import db
from civic.documents.charts.outline import Outline
from civic.issues.models import Issue
from civic.rounds.models import Round

SIDE = 12.0  # units of the outline's box


@dataclass(frozen=True)
class Square:
    """x, y: its upper left corner, units of the outline's box. lat, lon: its middle, degrees."""

    x: float
    y: float
    lat: float
    lon: float
    reports: int


def squares_of(round: Round, filters: DashboardFilters, city: Outline) -> list[Square]:
    """Most reports first."""
    lat_step, lon_step = SIDE / city.per_lat, SIDE / city.per_lon
    grid = {"west": city.west, "north": city.north, "lat_step": lat_step, "lon_step": lon_step}
    rows = db.session.execute(_statement(filters.names), filters.values(round) | grid)
    return [
        _square(city, city.north - row.down * lat_step, city.west + row.across * lon_step, row)
        for row in rows
    ]


def _square(city: Outline, lat: float, lon: float, row) -> Square:
    x, y = city.place(lat, lon)
    corner = round(x - SIDE / 2, 1), round(y - SIDE / 2, 1)
    return Square(*corner, round(lat, 5), round(lon, 5), row.number)


@cache
def _statement(names: tuple[str, ...]) -> Select:
    down = func.round((bindparam("north") - Issue.lat) / bindparam("lat_step"))
    across = func.round((Issue.lon - bindparam("west")) / bindparam("lon_step"))
    kinds = cast(down, Integer).label("down"), cast(across, Integer).label("across")
    number = func.count().label("number")
    rows = narrowed(select(*kinds, number), names).where(Issue.lat.is_not(None))
    return rows.group_by("down", "across").order_by(number.desc(), "down", "across")
