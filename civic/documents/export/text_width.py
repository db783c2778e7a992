"""How wide a text prints and over how many lines."""

from functools import lru_cache


@lru_cache(maxsize=20_000)  # the same words and numbers fill a document's tables
def em_width(text: str) -> float:
    """How wide a text prints, in ems: Hangul and other wide letters 1, the rest about half."""
    return sum(0.35 if c == " " else 0.56 if ord(c) < 0x1100 else 1.0 for c in text)


def line_count(text: str, ems: float) -> int:
    """Lines of a text in a column so many ems wide; words stay whole while they fit."""
    lines, used = 1, 0.0
    for word in text.split():
        width = em_width(word)
        if used and used + 0.35 + width > ems:
            lines, used = lines + 1, 0.0
        used += width + (0.35 if used else 0)
        while used > ems > 0:
            lines, used = lines + 1, used - ems
    return lines
