"""Rows that are no complaints of their own: each is listed with the reason, and may be taken.
Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TOTAL = re.compile(r"(?:합계|소계|총계|누계|총합계|평균|합|계|총)(?:[:：]?[\d,]+(?:건|명|개)?)?")
AMOUNT = re.compile(r"(?:총|계|[:：])?[-+]?[\d.,]*(?:건|명|개|회|원|점|%)?")
SHOWN = 60


@dataclass(frozen=True)
class LeftOut:
    """A row that is no issue. words: how it begins.

    why: total | header | repeated (equals: the row's number) | here (equals: the issue's id) |
    chosen (the planner left it out) | mistake. And, of a row that is taken unless the planner says
    otherwise, same_number (equals: the issue's id).
    """

    number: int
    words: str
    why: str
    equals: int | None = None


def why_no_complaint(cells: tuple[str, ...], header: tuple[str, ...]) -> str:
    """total for a row of sums, header where the names stand once more, else empty."""
    filled = [cell for cell in cells if cell.strip()]
    first = _plain(filled[0]) if filled else ""
    if TOTAL.fullmatch(first) and all(AMOUNT.fullmatch(_plain(cell)) for cell in filled[1:]):
        return "total"
    names = _plain_names(header)
    again = len(filled) > 1 and first in names and names.issuperset(map(_plain, filled))
    return "header" if again else ""


def beginning(cells: tuple[str, ...]) -> str:
    """The first words of a row."""
    words = " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _plain(cell):
    return "".join(unicodedata.normalize("NFKC", cell[:200]).split())


@lru_cache(maxsize=8)
def _plain_names(header):
    return frozenset(map(_plain, header))
