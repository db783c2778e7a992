"""Days in Korea: a moment's day, and the days of a half-open period. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def day(moment: datetime) -> date:
    """The day in Korea of an aware moment."""
    return moment.astimezone(SEOUL).date()


def span(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and the last day in Korea of a half-open period."""
    return day(starts_at), day(ends_at - timedelta(seconds=1))
