"""Reports that may be the same as one being written."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
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
    near_by = _within(rounds, HERE_M, lat, lon)
    if category:
        near_by = [*near_by, *_within(rounds, NEAR_M, lat, lon, Issue.category == category)]
    for issue in [*near_by, *(issue for id in rounds for issue in _like(rounds, id, title))]:
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


def _within(rounds, radius_m, lat, lon, *condition):
    if lat is None:
        return []
    south, west, north, east = box_around(lat, lon, radius_m)
    return _open(
        rounds,
        *condition,
        Issue.lat.between(south, north),
        Issue.lon.between(west, east),
    )


def _like(rounds, round_id, title):
    closest = search_index.closest(title, round_id, CANDIDATES)
    return [] if closest is None else _open(rounds, Issue.id.in_(closest))


def _open(rounds, *condition):
    """rounds: ids, that of the round itself first."""
    here, *before = rounds
    there = Issue.round_id == here
    if before:
        undecided = Issue.status.in_(UNDECIDED), Issue.import_id.is_(None)
        there = or_(there, and_(Issue.round_id.in_(before), *undecided))
    query = (
        select(Issue)
        .where(there, Issue.listed, Issue.status.not_in(CLOSED), *condition)
        .options(defer(Issue.body))
        .limit(CANDIDATES)
    )
    return db.session.scalars(query).all()
