"""Which shade of a map a number has: at most four of equal width, with round bounds. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from civic.documents.charts.classes import bounds, class_of, class_words

# How many shades there are → their classes in dashboard.css, the lightest first: far apart.
SHADES = {0: (), 1: ("q3",), 2: ("q2", "q4"), 3: ("q1", "q3", "q4"), 4: ("q1", "q2", "q3", "q4")}
MOST = 4


@dataclass(frozen=True)
class Shaded:
    """shades: key → class, "" for nothing. legend: (class, the numbers it stands for)."""

    shades: Mapping[Hashable, str]
    legend: list[tuple[str, str]]


def shaded(values: Mapping) -> Shaded:
    whole = all(float(value).is_integer() for value in values.values())
    limits = bounds(list(values.values()), MOST)
    classes = {key: class_of(value, limits) for key, value in values.items()}
    ramp = SHADES[len(limits)]
    return Shaded(
        {key: ramp[place - 1] if place else "" for key, place in classes.items()},
        list(zip(ramp, class_words(limits, "", whole), strict=True)),
    )
