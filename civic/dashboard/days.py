"""Lengths in days that were counted by length: the middle one, the longest, how many of each. Pure.

Counted by length they are few numbers, however many reports there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

# The first day of each step of the picture; the last step has no end.
STEPS = (0, 1, 2, 4, 8, 15, 31)


@dataclass(frozen=True)
class DayStep:
    """last None: or longer."""

    first: int
    last: int | None
    count: int


def median(counts: Mapping[int, int]) -> float | None:
    """The middle length; between two of them halfway. counts: days → how many. None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    return (_at(counts, (total - 1) // 2) + _at(counts, total // 2)) / 2


def steps(counts: Mapping[int, int]) -> list[DayStep]:
    """How many were of the lengths of each step."""
    ends = [*(after - 1 for _first, after in pairwise(STEPS)), None]
    return [
        DayStep(first, last, sum(n for days, n in counts.items() if _within(days, first, last)))
        for first, last in zip(STEPS, ends, strict=True)
    ]


def _within(days: int, first: int, last: int | None) -> bool:
    return first <= max(days, 0) and (last is None or max(days, 0) <= last)


def _at(counts: Mapping[int, int], place: int) -> int:
    """The length of the one at a place, counted from 0, in order of length."""
    passed = 0
    for days, number in sorted(counts.items()):
        passed += number
        if passed > place:
            return days
    raise IndexError(place)
