"""How long a reason counts, and which months may be reviewed."""

from datetime import datetime, timedelta

REASON_COUNTS = timedelta(minutes=15)
SHORTEST_REASON = 5
NIGHT_FROM, NIGHT_UNTIL = 20, 7  # hours in Korea: looks that a review should ask about


class NotOver(Exception):
    """The month still goes on, or is none."""


def month_of(at: datetime) -> str:
    """2026-11, of a moment in Korean time."""
    return f"{at:%Y-%m}"


def is_unusual(at: datetime) -> bool:
    """True at night and at weekends, of a moment in Korean time."""
    return at.weekday() >= 5 or at.hour >= NIGHT_FROM or at.hour < NIGHT_UNTIL


def months_before(month: str, count: int) -> list[str]:
    """A month and those before it, newest first."""
    year, number = (int(part) for part in month.split("-"))
    passed = year * 12 + number - 1
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(passed, passed - count, -1)]
