"""Which rows of a file a round holds already: told by what they say, not by their numbers. Pure.

Every department counts from 1, so a number alone says nothing. Rows of one file that say the same
under different numbers, or under none, are different people's and are all kept.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Known:
    """An issue that an earlier file brought. external_id: ""; created_at: None, when unknown."""

    id: int
    content_key: str
    external_id: str
    created_at: datetime | None


def content_key(title: str, body: str, place: str, lat: float | None, lon: float | None) -> str:
    """A short digest of what a complaint says and where."""
    content = repr((title, body, place, lat, lon))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:24]


def find_same(complaints: list, known: list[Known]) -> dict[int, int]:
    """Row number → id of the issue that says the same; each issue stands for one row.

    Where both have a number, or both a date of their own, these have to agree as well.
    """
    candidates = defaultdict(list)
    for issue in known:
        candidates[issue.content_key].append(issue)
    same = {}
    for row in complaints:
        here = candidates.get(row.content_key, [])
        issue_alike = min(
            (issue for issue in here if _agree(row, issue)), key=_likeness(row), default=None
        )
        if issue_alike is not None:
            here.remove(issue_alike)
            same[row.number] = issue_alike.id
    return same


def find_same_number(complaints: list, known: list[Known]) -> dict[int, int]:
    """Row number → id of an issue that has the row's own number, whatever it says."""
    numbers = {issue.external_id: issue.id for issue in known if issue.external_id}
    return {
        row.number: numbers[row.external_id] for row in complaints if row.external_id in numbers
    }


def _agree(row, issue):
    return _compatible(row.external_id, issue.external_id) and _compatible(
        row.created_at if row.dated else None, issue.created_at
    )


def _compatible(one, other):
    return not one or not other or one == other


def _likeness(row):
    """The nearest first: the same number, then the same time, then the earliest."""
    return lambda issue: (
        row.external_id != issue.external_id,
        row.created_at != issue.created_at,
        issue.id,
    )
