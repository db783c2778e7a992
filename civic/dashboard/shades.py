"""Which shade of a map a number has: at most four of equal width, with round bounds. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from civic.documents.charts.classes import bounds, class_of, class_words

SHADES = ("q1", "q2", "q3", "q4")  # classes of map.css, the lightest first


@dataclass(frozen=True)
class Shaded:
    """shades: key → class, "" for nothing. legend: (class, the numbers it stands for)."""

    shades: Mapping[Hashable, str]
    legend: list[tuple[str, str]]


def shaded(values: Mapping) -> Shaded:
    whole = all(float(value).is_integer() for value in values.values())
    limits = bounds(list(values.values()), len(SHADES))
    classes = {key: class_of(value, limits) for key, value in values.items()}
    return Shaded(
        {key: SHADES[place - 1] if place else "" for key, place in classes.items()},
        list(zip(SHADES, class_words(limits, "", whole), strict=False)),
    )
