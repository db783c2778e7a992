"""The chart of residents' preferences, laid out; lengths are true to the numbers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import floor, log10

from civic.targets.agreement import Agreement, agreement, histogram

WIDTH, HEIGHT, GAP = 340, 150, 3
BINS = 15


@dataclass(frozen=True)
class PreferenceBar:
    """x, y, width and height in drawing units; count people; holds_median marks the finding."""

    x: float
    y: float
    width: float
    height: float
    count: int
    holds_median: bool


@dataclass(frozen=True)
class AxisLabel:
    """A place on the axis: x in drawing units and how text is anchored so that it stays inside."""

    x: float
    anchor: str
    value: float


@dataclass(frozen=True)
class PreferenceChart:
    """busiest: (from, to, people) of the tallest bar."""

    bars: tuple[PreferenceBar, ...]
    ticks: tuple[AxisLabel, ...]
    half: tuple[float, float]  # x and width of the middle half of the preferences
    median: AxisLabel
    baseline: AxisLabel | None
    mine: AxisLabel | None
    busiest: tuple[float, float, int]
    agreement: Agreement


def chart(
    values: Sequence[float],
    lowest: float,
    highest: float,
    baseline: float | None = None,
    mine: float | None = None,
) -> PreferenceChart:
    """Lay out the distribution of at least one value between lowest and highest.

    Raises: ValueError when there are no values or lowest >= highest.
    """
    counts = histogram(values, lowest, highest, BINS)
    agreed = agreement(values)
    label = partial(_label, lowest=lowest, highest=highest)
    left, right = label(agreed.lower_quartile).x, label(agreed.upper_quartile).x
    tallest = max(range(BINS), key=lambda i: counts[i])
    span = (highest - lowest) / BINS
    return PreferenceChart(
        bars=tuple(_bars(counts, histogram([agreed.median], lowest, highest, BINS).index(1))),
        ticks=tuple(label(lowest + (highest - lowest) * i / 5) for i in range(6)),
        half=(left, round(max(right - left, 1), 1)),
        median=label(agreed.median),
        baseline=None if baseline is None else label(baseline),
        mine=None if mine is None else label(mine),
        busiest=(lowest + span * tallest, lowest + span * (tallest + 1), counts[tallest]),
        agreement=agreed,
    )


def nice_step(lowest: float, highest: float) -> float:
    """How far one press of + or - goes: 1, 2 or 5 times a power of ten, about 1/100 of the range.

    Raises: ValueError unless lowest < highest.
    """
    if not lowest < highest:
        raise ValueError("needs lowest < highest")
    rough = (highest - lowest) / 100
    power = 10.0 ** floor(log10(rough))
    size = next(size for size in (1, 2, 5, 10) if rough <= size * power * (1 + 1e-9))
    return float(f"{size * power:.12g}")


def _bars(counts, median_bin):
    slot, top = WIDTH / BINS, max(counts)
    for i, count in enumerate(counts):
        if count:
            tall = HEIGHT * count / top
            yield PreferenceBar(
                round(i * slot + GAP / 2, 1),
                round(HEIGHT - tall, 1),
                round(slot - GAP, 1),
                round(tall, 1),
                count,
                i == median_bin,
            )


def _label(value, lowest, highest):
    share = min(max((value - lowest) / (highest - lowest), 0.0), 1.0)
    anchor = "start" if share < 0.14 else "end" if share > 0.86 else "middle"
    return AxisLabel(round(share * WIDTH, 1), anchor, value)
