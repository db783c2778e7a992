"""Money as people write it in Korean: 14억, 3억 5천만, 1,400,000,000. Pure."""

import re
import unicodedata
from fractions import Fraction

GREAT = {"조": 10**12, "억": 10**8, "만": 10**4}
SMALL = {"천": 1000, "백": 100, "십": 10}
LIMIT = 10**16  # fits the database with room to add up

_SECTION = re.compile(r"([\d.천백십]+)(조|억|만)?")
_PART = re.compile(r"(\d+(?:\.\d+)?)?(천|백|십)?")


class NotMoney(ValueError):
    """The text can't be read as an amount of won."""


def parse_won(text: str) -> int:
    """An amount in won: "14억" → 1400000000, "3억 5천만 원" → 350000000, "1.5억" → 150000000.

    Spaces, commas, full-width digits and a closing 원 are fine; larger units come first.
    Returns: a whole number of won, from 0 to below LIMIT.
    Raises: NotMoney for anything else: no number, a fraction of a won, a sign, units out of order.
    """
    bare = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).removesuffix("원")
    total, last, at = Fraction(0), LIMIT, 0
    while at < len(bare):
        section = _SECTION.match(bare, at)
        unit = GREAT.get(section[2], 1) if section else 0
        if section is None or unit >= last or len(section[1]) > 20:
            raise NotMoney(text)
        total, last, at = total + _section(section[1]) * unit, unit, section.end()
    if not bare or total.denominator != 1 or total >= LIMIT:
        raise NotMoney(text)
    return int(total)


def _section(text: str) -> Fraction:
    """The number before a great unit: "5천" → 5000, "3천5백" → 3500, "14.5" → 14.5."""
    total, last, at = Fraction(0), 10_000, 0
    while at < len(text):
        part = _PART.match(text, at)
        unit = SMALL.get(part[2], 1) if part else 0
        if part is None or part.end() == at or unit >= last:
            raise NotMoney(text)
        total, last, at = total + Fraction(part[1] or 1) * unit, unit, part.end()
    return total


def won_for_input(amount_won: int) -> str:
    """An amount as it goes into a form field again: 1450000000 → "14.5억", 350000 → "35만"."""
    for name in ("억", "만"):
        share = Fraction(amount_won, GREAT[name])
        if share >= 1 and (share * 100).denominator == 1:
            digits = f"{float(share):.2f}".rstrip("0").rstrip(".")
            return f"{digits}{name}" if share < 10**5 else f"{amount_won:,}"
    return f"{amount_won:,}"
