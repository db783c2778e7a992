"""The target residents agree on: the median of their preferences, with quartiles. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """count people; median and quartiles in the indicator's unit, never rounded."""

    count: int
    lower_quartile: float
    median: float
    upper_quartile: float


def agreement(values: Iterable[float]) -> Agreement:
    """What a group wants, so that no single extreme preference moves it far.

    The values are sorted; the median is the middle one, or the mean of the middle two. Quartiles
    are linear interpolations at (n - 1)/4 and 3(n - 1)/4, as QUARTILE.INC of a spreadsheet.

    Args: values: finite numbers in one unit, in any order.
    Raises: ValueError when there are none.
    Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361-365, definition 7.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("nobody has said what they want")
    return Agreement(len(ordered), *(_at(ordered, share) for share in (0.25, 0.5, 0.75)))


def histogram(values: Iterable[float], lowest: float, highest: float, bins: int) -> list[int]:
    """How many values lie in each of `bins` equal intervals from lowest to highest.

    An interval holds its lower end, the last one also highest. Values outside are counted in the
    nearest interval, so that the counts add up to the number of values.
    Raises: ValueError unless lowest < highest and bins >= 1.
    """
    if not lowest < highest or bins < 1:
        raise ValueError("needs lowest < highest and at least one bin")
    counts = [0] * bins
    for value in values:
        place = int((value - lowest) / (highest - lowest) * bins)
        counts[min(max(place, 0), bins - 1)] += 1
    return counts


def _at(ordered, share):
    position = (len(ordered) - 1) * share
    low = int(position)
    if position == low:
        return ordered[low]
    return ordered[low] + (ordered[low + 1] - ordered[low]) * (position - low)
