"""Reports that may be the same as one being written."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import defer

from civic.db import db
from civic.issues.duplicates.likeness import (
    ALIKE,
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
    """An open issue like the one being written. away_m: None when either has no place."""

    issue: Issue
    away_m: float | None
    alike: float

    @property
    def strong(self) -> bool:
        near = self.away_m is not None and self.away_m <= NEAR_M
        return self.alike >= (ALIKE if near else STRONG)


def find_similar(round, title: str, category: str, lat=None, lon=None) -> list[Similar]:
    """At most five open issues near by of the category, or with like words; likeliest first."""
    likely = {}
    for issue in [*_near(round, category, lat, lon), *_like(round, title)]:
        away_m = (
            distance_m(lat, lon, issue.lat, issue.lon) if lat is not None and issue.placed else None
        )
        alike = words_alike(title, issue.title)
        near = issue.category == category and away_m is not None and away_m <= NEAR_M
        if near or alike >= ALIKE:
            likely[issue.id] = Similar(issue, away_m, alike)
    return sorted(likely.values(), key=lambda s: (-score(s.alike, s.away_m), s.issue.id))[:MOST]


def _near(round, category, lat, lon):
    if lat is None:
        return []
    south, west, north, east = box_around(lat, lon, NEAR_M)
    return _open(
        round,
        Issue.category == category,
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
