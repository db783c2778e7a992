"""Numbers of an indicator: read as people type them, compared, and bounded for a first draft.
Pure."""

import math
import re
import unicodedata

from civic.targets.rules import POINTS

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
LARGEST = 1e12


class NotANumber(ValueError):
    """The text is not one finite number."""


def parse_number(text: str, unit: str = "") -> float:
    """A number with or without thousands commas and its unit: "1,200", "20 분", "１２.５".

    Raises: NotANumber for anything else, also for more than a million millions.
    """
    bare = unicodedata.normalize("NFKC", text).replace("−", "-")
    bare = re.sub(r"[\s,]", "", bare)
    unit = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", unit))
    bare = bare.removesuffix(unit) if unit else bare
    if len(bare) > 40 or not _NUMBER.fullmatch(bare):
        raise NotANumber(text)
    value = float(bare)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise NotANumber(text)
    return value


def unit_of_change(unit: str) -> str:
    """% → %p (37 % → 109 % is +72 %p, not +72 %); every other unit measures its own changes."""
    return POINTS if unit == "%" else unit


def change(unit: str, before: float, after: float) -> tuple[float, str]:
    """(after - before without the noise of binary fractions, the unit of that difference)."""
    return float(f"{after - before:.12g}"), unit_of_change(unit)


def bounds(unit: str, *values: float | None) -> tuple[float, float]:
    """From 0 to a round number above every value: 78분 → (0, 80). Percentages reach 100.

    Values are not negative; None is left out. Without any, 0 to 100.
    """
    known = [value for value in values if value is not None]
    largest = max(known, default=0)
    if largest <= 0:
        return 0.0, 100.0
    if unit == "%" and largest <= 100:
        return 0.0, 100.0
    step = 10.0 ** math.floor(math.log10(largest))
    top = next(step * i / 2 for i in range(2, 21) if step * i / 2 >= largest * (1 - 1e-12))
    return 0.0, float(f"{top:.12g}")
