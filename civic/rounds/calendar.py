"""The calendar of a round: what is wrong with its periods, and where it stands at a moment.
Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from civic.korean_time import SEOUL
from civic.rounds.rules import PATH, PHASES

Period = tuple[datetime | None, datetime | None]  # as a form has it, half-filled too
HeldPeriod = tuple[datetime, datetime]


class PeriodProblem(Enum):
    HALF = "half"
    BACKWARDS = "backwards"
    AFTER_DEADLINE = "after_deadline"


def check_periods(
    periods: Mapping[str, Period], deadline: datetime | None
) -> dict[str, PeriodProblem]:
    """What is wrong with each phase: one end missing, backwards, or past the last legal moment.

    Args: periods: kind → aware (start, end), half-open. deadline: aware; None when the call
    states none.
    """
    problems = {}
    for kind, (start, end) in periods.items():
        if start is None or end is None:
            problems[kind] = PeriodProblem.HALF
        elif end <= start:
            problems[kind] = PeriodProblem.BACKWARDS
        elif deadline is not None and end > deadline:
            problems[kind] = PeriodProblem.AFTER_DEADLINE
    return problems


# Days each phase usually takes, in order; a first round in eight weeks.
USUAL_DAYS = {
    "report": 14, "propose": 14, "vote": 7, "target": 5, "compile": 5, "consult": 7, "submit": 4,
}  # fmt: skip


LEAST = timedelta(days=1)  # of any phase that is held


class NoTimeLeft(Exception):
    """Fewer whole days are left before the deadline than there are phases."""


def last_ends(kinds: Iterable[str], deadline: datetime) -> dict[str, datetime]:
    """The latest moment each phase may end so that every later one still has its day.

    Args: kinds: the phases that are held. deadline: the call's last legal moment.
    Returns: kind → aware moment, in the order of phases; the last phase may end at the deadline.
    """
    held = [kind for kind in USUAL_DAYS if kind in set(kinds)]
    return {
        kind: deadline - LEAST * later
        for kind, later in zip(held, reversed(range(len(held))), strict=True)
    }


def propose_periods(first: datetime, deadline: datetime | None) -> dict[str, HeldPeriod]:
    """A calendar to start from: phases one after the other, in whole days, the last one ending
    at the deadline. Phases get shorter when the usual days don't fit, at least a day each.

    Args: first: the earliest midnight to begin at. deadline: the last legal midnight; None when
    the call states none, and the calendar then begins at first.
    Raises: NoTimeLeft.
    """
    usual = sum(USUAL_DAYS.values())
    days = usual if deadline is None else min(usual, (deadline - first).days)
    if days < len(USUAL_DAYS):
        raise NoTimeLeft
    start = first if deadline is None else deadline - timedelta(days=days)
    periods = {}
    for kind, length in _fit(USUAL_DAYS, days).items():
        periods[kind] = (start, start + timedelta(days=length))
        start += timedelta(days=length)
    return periods


def _fit(usual: dict[str, int], days: int) -> dict[str, int]:
    """Lengths that add up to days: one each, the rest in proportion, remainders largest first."""
    spare = days - len(usual)
    shares = {kind: spare * (length - 1) for kind, length in usual.items()}
    whole = sum(usual.values()) - len(usual)
    lengths = {kind: 1 + share // whole for kind, share in shares.items()}
    by_remainder = sorted(usual, key=lambda kind: -(shares[kind] % whole))
    for kind in by_remainder[: days - sum(lengths.values())]:
        lengths[kind] += 1
    return lengths


def days_to_start(start: datetime, at: datetime) -> int:
    """How many midnights of Seoul lie between now and a start: 0 today, 1 tomorrow.

    Args: start, at: aware. Never negative: 0 for what has begun.
    """
    days = start.astimezone(SEOUL).date() - at.astimezone(SEOUL).date()
    return max(0, days.days)


def days_to_end(end: datetime, at: datetime) -> int:
    """How many midnights of Seoul lie between now and the last moment of a half-open period.

    0 on its last day, 1 the day before, whatever the hour. An end at 00:00 belongs to the day
    before: what ends on 5 December at 00:00 is open on the 4th, and not on the 5th.
    """
    return days_to_start(end - timedelta.resolution, at)


@dataclass(frozen=True)
class Standing:
    """Where a round stands: the phase to speak of (None when there are no phases), its kind of
    moment (before it begins, while it is open, after the last one), and the days to its start
    (days_to_start) or its end (days_to_end)."""

    kind: str | None
    moment: str  # before | open | over
    days: int = 0

    @property
    def step(self) -> int:
        """The place of its phase among PATH; -1 without one."""
        return min(PHASES.index(self.kind), len(PATH) - 1) if self.kind else -1


def standing(periods: list[tuple[str, datetime, datetime]], at: datetime) -> Standing:
    """The open phase that ends first, else the next one to begin, else the last one, over.

    Args: periods: (kind, start, end), aware, half-open, in any order.
    """
    if not periods:
        return Standing(None, "before")
    running = [p for p in periods if p[1] <= at < p[2]]
    if running:
        kind, _, end = min(running, key=lambda p: p[2])
        return Standing(kind, "open", days_to_end(end, at))
    coming = [p for p in periods if at < p[1]]
    if coming:
        kind, start, _ = min(coming, key=lambda p: p[1])
        return Standing(kind, "before", days_to_start(start, at))
    return Standing(max(periods, key=lambda p: p[2])[0], "over")
