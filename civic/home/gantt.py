"""Where the bars of the calendar go: one row each, lengths true to the days. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEFT, WIDTH, ROW = 184, 316, 30  # words on the left, days on the right, in drawing units
MONTH_APART = 44


@dataclass(frozen=True)
class GanttBar:
    """x and width of a row's days; y of its middle; latest_x: where it may end at the latest."""

    x: float
    width: float
    y: float
    latest_x: float | None


@dataclass(frozen=True)
class Gantt:
    """months: (x, number) of the first of each month; today_x: None outside of the days drawn."""

    bars: tuple[GanttBar, ...]
    months: tuple[tuple[float, int], ...]
    today_x: float | None
    height: int


def gantt(spans: Sequence[tuple[date, date, date | None]], today: date) -> Gantt:
    """Lay out (first day, last day, latest day it may end) from top to bottom; days inclusive.

    Raises: ValueError without spans.
    """
    first = min(span[0] for span in spans)
    end = max(span[1] for span in spans) + timedelta(days=1)

    def x(day: date) -> float:
        return round(LEFT + (day - first).days / max(1, (end - first).days) * WIDTH, 1)

    def bar(row: int, span) -> GanttBar:
        start, last, latest = span
        after = last + timedelta(days=1)
        late = None if latest is None or latest > end else x(latest + timedelta(days=1))
        return GanttBar(x(start), round(max(3, x(after) - x(start)), 1), row * ROW + ROW / 2, late)

    return Gantt(
        bars=tuple(bar(row, span) for row, span in enumerate(spans)),
        months=tuple(_months(first, end, x)),
        today_x=x(today) if first <= today < end else None,
        height=len(spans) * ROW,
    )


def _months(first: date, end: date, x):
    last_x = -MONTH_APART
    year, month = first.year, first.month
    while (day := date(year, month, 1)) < end:
        if day >= first and x(day) - last_x >= MONTH_APART:
            last_x = x(day)
            yield last_x, month
        year, month = year + month // 12, month % 12 + 1
