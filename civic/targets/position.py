"""Where an indicator stands among those asked, and which comes next. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorPosition:
    """number counts from 1, 0 when the indicator is not asked; next is None when none is left."""

    number: int
    total: int
    next: int | None


def position_among(ids: Sequence[int], here: int, answered: Collection[int]) -> IndicatorPosition:
    """Where `here` is, and the next unanswered one: after it first, then from the beginning."""
    if here not in ids:
        return IndicatorPosition(0, len(ids), None)
    at = list(ids).index(here)
    later = [*ids[at + 1 :], *ids[:at]]
    return IndicatorPosition(at + 1, len(ids), next((i for i in later if i not in answered), None))
