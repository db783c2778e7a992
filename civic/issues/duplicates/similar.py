"""Reports that may be the same as one being written."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, union_all
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
COMPARED = Issue.id, Issue.title, Issue.category, Issue.lat, Issue.lon, Issue.district_id
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
        """Whether it is asked about before sending. Words alone, far away, never ask."""
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
    if not ids:
        return []
    return db.session.scalars(select(Issue).where(Issue.id.in_(ids)).options(defer(Issue.body)))


def _near_by(rounds, category, lat, lon):
    """Here, or of the category and near."""
    if lat is None:
        return []
    here = _within(HERE_M, lat, lon)
    if not category:
        return _open(rounds, here)
    return _open(rounds, _within(NEAR_M, lat, lon), or_(Issue.category == category, here))


def _within(radius_m, lat, lon):
    south, west, north, east = box_around(lat, lon, radius_m)
    return and_(Issue.lat.between(south, north), Issue.lon.between(west, east))


def _like(rounds, title):
    close = [way for id in rounds for way in search_index.close(title, id, CANDIDATES)]
    ways = [select(way.subquery()) for way in close]
    return _open(rounds, Issue.id.in_(union_all(*ways)), most=3 * CANDIDATES) if ways else []


def _open(rounds, *condition, most=CANDIDATES):
    """Of open ones what tells how likely each is: whole issues take three times as long.

    rounds: ids, that of the round itself first.
    """
    here, *before = rounds
    there = Issue.round_id == here
    if before:
        undecided = Issue.status.in_(UNDECIDED), Issue.import_id.is_(None)
        there = or_(there, and_(Issue.round_id.in_(before), *undecided))
    query = select(*COMPARED).where(there, Issue.listed, Issue.status.not_in(CLOSED), *condition)
    return db.session.execute(query.limit(most)).all()
