"""How a report writes numbers, money and dates (개조식), and the facts made of them. Pure."""

from datetime import date, datetime

from civic import korean_time
from civic.documents.model import Fact

HUNDRED_MILLION = 100_000_000
MILLIONS = "백만원"


def amount(value: float) -> str:
    """1234.0 → 1,234 and 13.25 → 13.25"""
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")


def won(value: float) -> str:
    """Money in 억 원 from 1억 on, else in 만 원."""
    if value >= HUNDRED_MILLION:
        return f"{amount(value / HUNDRED_MILLION)}억 원"
    return f"{amount(value / 10_000)}만 원"


def fact(id: str, value: float, says: str, unit: str = "", text: str | None = None) -> Fact:
    """A number with its unit as printed, and what it counts."""
    return Fact(id, text if text is not None else f"{amount(value)}{unit}", value, says)


def money(id: str, value: float, says: str) -> Fact:
    return Fact(id, won(value), value, says)


def in_millions(value: float) -> str:
    """Won in 백만원, to the thousand: 1234500000 → 1,234.5"""
    return f"{round(value / 1_000_000, 3):,.3f}".rstrip("0").rstrip(".")


def millions(id: str, value: float, says: str, unit: str = "") -> Fact:
    """Money in 백만원; without a unit behind it where the table says it."""
    return Fact(id, in_millions(value) + unit, value, says)


def korean_day(moment: str) -> date:
    """The day in Korea of an ISO 8601 time."""
    return korean_time.day(datetime.fromisoformat(moment))


def dotted(day: date | str | None) -> str:
    """2021. 12. 29."""
    if not day:
        return ""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.year}. {day.month}. {day.day}."


def first_and_last(starts_at: str, ends_at: str) -> tuple[date, date]:
    """The days in Korea that a half-open period begins and ends on."""
    return korean_time.span(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))


def span(starts_at: str, ends_at: str) -> str:
    """First to last day of a half-open period: 2021. 11. 24. ~ 2021. 12. 2."""
    return days(*first_and_last(starts_at, ends_at))


def days(first: date | str | None, last: date | str | None) -> str:
    first, last = dotted(first), dotted(last)
    return first if first == last else f"{first} ~ {last}"


def numbered(day: date, receipt: int) -> str:
    """2026-0012"""
    return f"{day.year}-{receipt:04d}"
