"""How near a start or an end is, in the words of a calendar: today, tomorrow, in so many days.

The days are counted by civic.rounds.calendar, in midnights of Seoul and not in hours: what closes
tomorrow at noon closes tomorrow, also for whoever asks in the evening.
"""

from datetime import datetime

from flask_babel import gettext as _

from civic.db import now
from civic.rounds.calendar import days_to_end


def closes_in(days: int) -> str:
    """days: as days_to_end."""
    if days > 1:
        return _("%(n)s일 남음", n=days)
    return _("내일 마감") if days else _("오늘 마감")


def opens_in(days: int) -> str:
    """days: as days_to_start."""
    if days > 1:
        return _("%(n)s일 뒤 시작", n=days)
    return _("내일 시작") if days else _("오늘 시작")


def time_left(end: datetime) -> str:
    """How near the end of a half-open period is now."""
    return closes_in(days_to_end(end, now()))
