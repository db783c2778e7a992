"""How wide a table's columns are, so that short cells stay on one line and long ones share the
rest."""

import re
from collections.abc import Sequence
from math import sqrt

from civic.documents.export.text_width import em_width

DATE = r"\d{4}\. \d{1,2}\. \d{1,2}\."
WORD, WORD_OR_DATE = re.compile(r"\S+"), re.compile(rf"{DATE}|\S+")
SIDES = 1.0  # ems beside the words of a cell
LONGEST_WORD = 14.0  # ems: a longer one may be broken


def roomy(
    rows: Sequence[Sequence[str]], shares: Sequence[float], room: float, whole_dates: bool = False
) -> list[float]:
    """Shares of the width under which as few cells as possible take more than a line.

    The given shares stay where nothing breaks under them. Else a column is at least as wide as its
    longest word and at most as its longest cell, and in between by the root of that, which makes
    the columns' lines fewest in sum.

    Args: rows: of as many cells as there are shares, the titles among them; shares: add up to 1;
    room: ems across the table; whole_dates: "2021. 11. 26." is one word.
    """
    columns = list(zip(*rows, strict=True))
    whole = [max(map(em_width, column)) + SIDES for column in columns]
    if all(need <= share * room for need, share in zip(whole, shares, strict=True)):
        return list(shares)
    word = WORD_OR_DATE if whole_dates else WORD
    words = [[each for cell in column for each in word.findall(cell)] for column in columns]
    longest = [max(map(em_width, each), default=0.0) for each in words]
    least = [min(word, LONGEST_WORD) + SIDES for word in longest]
    widths = _between(least, whole, room)
    left = room - sum(widths)  # less than nothing where even the words have no room
    if left > 0:
        widths = [width + left * share for width, share in zip(widths, shares, strict=True)]
    return [width / sum(widths) for width in widths]


def _between(least: list[float], most: list[float], room: float) -> list[float]:
    """Widths between these that add up to the room, or as near as they come."""
    low, high = 0.0, room
    for _step in range(30):
        factor = (low + high) / 2
        widths = [
            min(max(factor * sqrt(whole), word), whole)
            for word, whole in zip(least, most, strict=True)
        ]
        low, high = (factor, high) if sum(widths) < room else (low, factor)
    return widths
