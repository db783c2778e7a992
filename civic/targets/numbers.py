"""A measured number as people type it."""

import math
import re
import unicodedata

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
