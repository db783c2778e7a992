"""Reports that may be the same as one being written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Float, Row, Select, SelectBase, and_, bindparam, or_, select
from sqlalchemy.orm import defer

from civic.db import db
from civic.issues.duplicates.likeness import (
    ALIKE,
    HERE_M,
    NEAR_M,
    STRONG,
    box_around,
    distance_m,
    score,
    words_alike,
)
from civic.issues.listing import search_index
from civic.issues.listing.going_on import rounds_before
from civic.issues.models import Issue
from civic.issues.rules import UNDECIDED

MOST = 5
CANDIDATES = 60
ISSUE = Issue.__table__.c
COMPARED = ISSUE.id, ISSUE.title, ISSUE.category, ISSUE.lat, ISSUE.lon, ISSUE.district_id
SIDES = "south", "west", "north", "east"
CLOSED = ("rejected", "done")


@dataclass(frozen=True)
class Similar:
    """An open issue like the one being written. away_m: None when either has no place.
    same_district: whether both are known to be of one."""

    issue: Issue
    away_m: float | None
    alike: float
    same_district: bool = False

    @property
    def near(self) -> bool:
        return self.away_m is not None and self.away_m <= NEAR_M

    @property
    def strong(self) -> bool:
        """It is asked about before sending. Words alone, far away, never ask."""
        return self.alike >= ALIKE if self.near else self.same_district and self.alike >= STRONG


def find_similar(
    round, title: str, category: str, lat=None, lon=None, district_id=None, *, carried=False
) -> list[Similar]:
    """At most five open issues at this place, near by of the category, or with like words;
    likeliest first. carried: also those of earlier rounds that this one goes on with."""
    likely = {}
    rounds = [round.id, *(rounds_before(round) if carried else ())]
    for row in [*_near_by(rounds, category, lat, lon), *_like(rounds, title)]:
        placed = lat is not None and row.lat is not None
        away_m = distance_m(lat, lon, row.lat, row.lon) if placed else None
        alike = words_alike(title, row.title)
        reach_m = NEAR_M if row.category == category else HERE_M
        if alike >= ALIKE or (away_m is not None and away_m <= reach_m):
            same = district_id is not None and row.district_id == district_id
            likely[row.id] = away_m, alike, same
    best = sorted(likely, key=lambda id: (-score(likely[id][1], likely[id][0]), id))[:MOST]
    issues = {issue.id: issue for issue in _whole(best)}
    return [Similar(issues[id], *likely[id]) for id in best]


def _whole(ids: list[int]) -> Iterable[Issue]:
    return db.session.scalars(_whole_ones(), {"ids": ids}) if ids else []


def _near_by(rounds, category, lat, lon) -> Sequence[Row]:
    """Here, or of the category and near."""
    if lat is None:
        return []
    values = {"category": category} | _sides("here", HERE_M, lat, lon)
    values |= _sides("near", NEAR_M, lat, lon)
    return _ask(_near_ones(bool(category), len(rounds) > 1), rounds, values)


def _sides(name: str, radius_m: float, lat: float, lon: float) -> dict[str, float]:
    sides = box_around(lat, lon, radius_m)
    return {f"{name}_{side}": value for side, value in zip(SIDES, sides, strict=True)}


def _like(rounds, title) -> Sequence[Row]:
    search = search_index.candidates(title, rounds)
    if search is None:
        return []
    ids, values = search
    return _ask(_close_ones(ids, len(rounds) > 1), rounds, values)


def _ask(statement: Select, rounds: list[int], values: dict) -> Sequence[Row]:
    """rounds: ids, that of the round itself first."""
    here, *before = rounds
    return db.session.execute(statement, values | {"here": here, "before": before}).all()


# Statements are built once, past the ORM: who writes a title waits for them at every pause.


@cache
def _near_ones(of_category: bool, with_earlier: bool) -> Select:
    here, near = _within("here"), _within("near")
    if not of_category:
        return _open(with_earlier, here).limit(CANDIDATES)
    alike = or_(ISSUE.category == bindparam("category"), here)
    return _open(with_earlier, near, alike).limit(CANDIDATES)


@cache
def _close_ones(ids: SelectBase, with_earlier: bool) -> Select:
    return _open(with_earlier, ISSUE.id.in_(ids))


@cache
def _whole_ones() -> Select:
    these = Issue.id.in_(bindparam("ids", expanding=True))
    return select(Issue).where(these).options(defer(Issue.body))


def _open(with_earlier: bool, *conditions) -> Select:
    """Of open ones what tells how likely each is: whole issues take three times as long."""
    there = ISSUE.round_id == bindparam("here")
    if with_earlier:
        before = ISSUE.round_id.in_(bindparam("before", expanding=True))
        undecided = ISSUE.status.in_(UNDECIDED), ISSUE.import_id.is_(None)
        there = or_(there, and_(before, *undecided))
    return select(*COMPARED).where(there, ISSUE.listed, ISSUE.status.not_in(CLOSED), *conditions)


def _within(name: str) -> ColumnElement[bool]:
    sides = (bindparam(f"{name}_{side}", type_=Float) for side in SIDES)
    south, west, north, east = sides
    return and_(ISSUE.lat.between(south, north), ISSUE.lon.between(west, east))
