"""Where everything goes in the small picture of results over time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 340, 120
ABOVE, BELOW = -10, 19  # where words stand beside a dot
APART = 64  # drawing units two labels of the time axis keep between them


@dataclass(frozen=True)
class Dot:
    """A value at a time, in drawing units; anchor: how its words stay inside the picture."""

    x: float
    y: float
    value: float
    anchor: str


@dataclass(frozen=True)
class YearTick:
    """A year on the time axis."""

    x: float
    year: int
    anchor: str


@dataclass(frozen=True)
class ResultChart:
    """line and promise are SVG paths: what was measured, and the way that is left. target_y: the
    height of the promised value."""

    dots: tuple[Dot, ...]
    baseline: Dot | None
    target: Dot
    target_y: float
    ticks: tuple[YearTick, ...]
    line: str
    promise: str

    @property
    def last_words(self) -> int:
        """How far below the last dot its words stand, less than 0 above: away from the promise."""
        return BELOW if self.dots[-1].y > self.target_y else ABOVE

    @property
    def target_words(self) -> int:
        """How far below the promised height its words stand, at the left: away from the line."""
        return BELOW if (self.baseline or self.dots[0]).y < self.target_y else ABOVE


def result_chart(
    results: Sequence[tuple[date, float]],
    baseline: tuple[int | None, float | None],
    target: tuple[int | None, float],
) -> ResultChart:
    """Lay out results by date between the baseline's year and the target's.

    Values rise from 0, or from the least one below it. The baseline stands in the middle of its
    year, the target at the end of its own; without a year, a year after the last result.
    Args: results: (day, value), at least one, oldest first. baseline, target: (year, value).
    Raises: ValueError without results.
    """
    if not results:
        raise ValueError("nothing was measured")
    year, before = baseline
    start = None if before is None else (date(year, 7, 1) if year else _shifted(results[0][0], -1))
    end = date(target[0], 12, 31) if target[0] else _shifted(results[-1][0], 1)
    days = [day for day, _ in results] + [end] + ([start] if start else [])
    values = [value for _, value in results] + [target[1]] + ([] if before is None else [before])
    place = _Place(min(days), max(days), min(0.0, *values), max(0.0, *values))
    dots = tuple(place.dot(day, value) for day, value in results)
    first = None if before is None or start is None else place.dot(start, before)
    goal = place.dot(end, target[1])
    return ResultChart(
        dots=dots,
        baseline=first,
        target=goal,
        target_y=goal.y,
        ticks=tuple(place.ticks()),
        line=_path([*([first] if first else []), *dots]),
        promise=_path([dots[-1], goal]) if goal.x > dots[-1].x else "",
    )


@dataclass(frozen=True)
class _Place:
    first: date
    last: date
    lowest: float
    highest: float

    def x(self, day: date) -> float:
        return round((day - self.first).days / max(1, (self.last - self.first).days) * WIDTH, 1)

    def dot(self, day: date, value: float) -> Dot:
        tall = (self.highest - self.lowest) or 1.0
        x = self.x(day)
        return Dot(x, round(HEIGHT - (value - self.lowest) / tall * HEIGHT, 1), value, _anchor(x))

    def ticks(self):
        """The first of January of each year in between, as many as leave room for their words."""
        last_x = -APART
        for year in range(self.first.year, self.last.year + 1):
            x = self.x(max(date(year, 1, 1), self.first))
            if x - last_x >= APART:
                last_x = x
                yield YearTick(x, year, _anchor(x))


def _shifted(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _anchor(x: float) -> str:
    return "start" if x < WIDTH * 0.16 else "end" if x > WIDTH * 0.84 else "middle"


def _path(dots: Sequence[Dot]) -> str:
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
