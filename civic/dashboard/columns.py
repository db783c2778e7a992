"""Columns of a chart, laid out: kinds above each other, heights true to the numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from civic.documents.charts.columns import Bins, binned, bins

WIDTH, HEIGHT = 340.0, 120.0
GAP = 0.2  # of a column's room, at most MOST_GAP units
MOST_GAP = 4.0
LETTER = 7.0  # width of a digit under the axis, units


@dataclass(frozen=True)
class ColumnPiece:
    """A piece of a column; units of the picture. kind: its place among the kinds."""

    x: float
    y: float
    width: float
    height: float
    kind: int


@dataclass(frozen=True)
class CountTick:
    x: float
    anchor: str
    words: str


@dataclass(frozen=True)
class Columns:
    """most: the highest column. mark: where its number stands."""

    pieces: tuple[ColumnPiece, ...]
    ticks: tuple[CountTick, ...]
    most: int
    mark: CountTick


def columns(names: Sequence[str], kinds: Sequence[Sequence[int]]) -> Columns | None:
    """Args: names: of the columns, in order. kinds: of each kind a number a column, the lowest
    first. None where there is nothing to show."""
    sums = [sum(numbers) for numbers in zip(*kinds, strict=True)]
    most = max(sums, default=0)
    if not most:
        return None
    room = WIDTH / len(names)
    highest = sums.index(most)
    return Columns(
        tuple(_pieces(kinds, room, most)),
        tuple(_ticks(names, room)),
        most,
        _tick(highest * room + room / 2, f"{most:,}"),
    )


def by_day(first: date, last: date, kinds: Sequence[dict[date, int]]) -> tuple[Bins, list]:
    """Each kind by day, or by week where there are many days. Returns: the steps, and of each kind
    a number a step."""
    spread = bins(first, last)
    return spread, [binned(counts, spread) for counts in kinds]


def names_of(steps: Bins) -> list[str]:
    """The first day of each step: 11/22."""
    starts = (steps.first + timedelta(days=steps.days * n) for n in range(steps.count))
    return [f"{each.month}/{each.day}" for each in starts]


def _pieces(kinds, room: float, most: int):
    gap = min(MOST_GAP, room * GAP)
    for place in range(len(kinds[0])):
        base = HEIGHT
        for kind, numbers in enumerate(kinds):
            height = HEIGHT * numbers[place] / most
            if not height:
                continue
            base -= height
            sides = round(place * room + gap / 2, 1), round(base, 1)
            yield ColumnPiece(*sides, round(room - gap, 1), round(max(height, 0.8), 1), kind)


def _ticks(names, room: float):
    """Of every column, or every other one, and so on, as many as fit."""
    widest = (max(map(len, names)) + 1.5) * LETTER
    for place in range(0, len(names), ceil(widest / room)):
        yield _tick(place * room + room / 2, names[place])


def _tick(x: float, words: str) -> CountTick:
    half = len(words) * LETTER / 2
    anchor = "start" if x < half else "end" if x > WIDTH - half else "middle"
    at = 0.0 if anchor == "start" else WIDTH if anchor == "end" else x
    return CountTick(round(at, 1), anchor, words)
