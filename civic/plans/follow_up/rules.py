"""What a planner may say of how participation goes on, and which way targets go. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KINDS = ("panel", "lab", "trial", "survey", "feedback", "other")
ACTIVITIES, COLUMNS = 20, 3  # rows of activities and columns of one's own, at most
WHAT, WHEN, HOST, BACK, TITLE, CELL = 60, 40, 60, 160, 12, 30  # letters
MOST_PEOPLE = 999_999
YEARS, MOST_YEARS = 3, 6  # where the call does not say how long may be built; at most
SAME = 0.005  # two numbers closer than this print alike


@dataclass(frozen=True)
class MeasuredIndicator:
    """An indicator as it is shown beside its years. target: what residents set; None before."""

    id: int
    name: str
    unit: str
    direction: str
    baseline: float | None
    target: float | None


def years_to_target(
    months: int | None, first: int | None, target_years: Iterable[int | None]
) -> int:
    """How many years targets are set for: those of building, and on to the year of the last target.

    months: that the call lets one build, first: its year, each if it says so.
    """
    building = -(-months // 12) if months else YEARS
    known = [year - first + 1 for year in target_years if first and year]
    return min(MOST_YEARS, max(1, building, *known))


def wrong_years(
    values: Sequence[float | None], baseline: float | None, target: float, direction: str
) -> dict[int, str]:
    """What is wrong with a target for each year, by its place: missing where others are given;
    back, further from the target than the value before it; beyond the target; last, which is not
    the target.

    direction: up | down. Without any value there is nothing wrong.
    """
    if all(value is None for value in values):
        return {}
    sign = 1 if direction == "up" else -1
    wrong, before = dict[int, str](), baseline
    for n, value in enumerate(values):
        if value is None:
            wrong[n] = "missing"
            continue
        if before is not None and sign * (before - value) >= SAME:
            wrong[n] = "back"
        elif sign * (value - target) >= SAME:
            wrong[n] = "beyond"
        elif n == len(values) - 1 and not reaches(value, target):
            wrong[n] = "last"
        before = value
    return wrong


def reaches(value: float, target: float) -> bool:
    """The last year's value is what residents set."""
    return abs(value - target) < SAME
