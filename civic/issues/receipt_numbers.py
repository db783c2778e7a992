"""Receipt numbers (접수번호) as they are printed, and as people type them to find one. Pure."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from civic.korean_time import SEOUL
from civic.text import search_form

DASHES = re.compile("[\u2010-\u2015\u2212\u30fc\u3161]")
WRITTEN = re.compile(r"(?:(?:접수번호|no\.?|#)\s*:?)?\s*(\d{4})\s*-\s*(\d{1,7})")


class ReceiptNumber(NamedTuple):
    """year: in Seoul, of the report; number: within its round."""

    year: int
    number: int

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The year's half-open span, aware, in UTC."""
        first, last = (datetime(year, 1, 1, tzinfo=SEOUL) for year in (self.year, self.year + 1))
        return first.astimezone(UTC), last.astimezone(UTC)


def written(number: int, at: datetime) -> str:
    """2026-0012, for the number of a report of that moment."""
    return f"{at.astimezone(SEOUL).year}-{number:04d}"


def read(words: str) -> ReceiptNumber | None:
    """The receipt number these words are, whatever its digits and dash; None for other words."""
    match = WRITTEN.fullmatch(DASHES.sub("-", search_form(words)).strip())
    if match is None or not 1 <= int(match[1]) <= 9998:
        return None
    return ReceiptNumber(int(match[1]), int(match[2]))
