"""Reports that may be the same as one being written."""

from dataclasses import dataclass

from sqlalchemy import select
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
from civic.issues.models import Issue

MOST = 5
CANDIDATES = 60
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
    round, title: str, category: str, lat=None, lon=None, district_id=None
) -> list[Similar]:
    """At most five open issues at this place, near by of the category, or with like words;
    likeliest first."""
    likely = {}
    near_by = _within(round, HERE_M, lat, lon)
    if category:
        near_by = [*near_by, *_within(round, NEAR_M, lat, lon, Issue.category == category)]
    for issue in [*near_by, *_like(round, title)]:
        away_m = (
            distance_m(lat, lon, issue.lat, issue.lon) if lat is not None and issue.placed else None
        )
        alike = words_alike(title, issue.title)
        reach_m = NEAR_M if issue.category == category else HERE_M
        near = away_m is not None and away_m <= reach_m
        if near or alike >= ALIKE:
            same = district_id is not None and issue.district_id == district_id
            likely[issue.id] = Similar(issue, away_m, alike, same)
    return sorted(likely.values(), key=lambda s: (-score(s.alike, s.away_m), s.issue.id))[:MOST]


def _within(round, radius_m, lat, lon, *condition):
    if lat is None:
        return []
    south, west, north, east = box_around(lat, lon, radius_m)
    return _open(
        round,
        *condition,
        Issue.lat.between(south, north),
        Issue.lon.between(west, east),
    )


def _like(round, title):
    closest = search_index.closest(title, round.id, CANDIDATES)
    return [] if closest is None else _open(round, Issue.id.in_(closest))


def _open(round, *condition):
    query = (
        select(Issue)
        .where(Issue.round_id == round.id, Issue.listed, Issue.status.not_in(CLOSED), *condition)
        .options(defer(Issue.body))
        .limit(CANDIDATES)
    )
    return db.session.scalars(query).all()
