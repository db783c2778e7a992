"""When to remind, when to keep still, and which morning a digest belongs to."""

from datetime import date, datetime, time, timedelta

from civic.korean_time import SEOUL

REMINDERS_H = (48, 3)
QUIET_FROM, QUIET_TO = time(21), time(8)
ANNOUNCED = ("report", "propose", "vote", "target")  # phases that open for residents
MORNING = timedelta(hours=4)  # how late the day's mail may still go out
LATE = timedelta(hours=12)  # news older than this is not worth a push


def reminder_due(draft_at: datetime, ends_at: datetime, at: datetime) -> int | None:
    """Hours before the close that an unfinished ballot is reminded of now; None: not now.

    A draft begun after a reminder's hour waits for the next one: who just chose needs no nudge.

    Args: draft_at: when the draft was saved last. ends_at: the close. at: now; all aware.
    """
    due = [
        hours
        for hours in REMINDERS_H
        if draft_at <= ends_at - timedelta(hours=hours) <= at < ends_at
    ]
    return min(due, default=None)


def may_push(kind: str, at: datetime) -> bool:
    """False at night in Seoul (21:00–08:00), except for a ballot about to close."""
    local = at.astimezone(SEOUL).time()
    return kind == "ballot" or QUIET_TO <= local < QUIET_FROM


def digest_day(at: datetime, hour: int) -> date | None:
    """The day whose mail may go out now: for MORNING from `hour` on; None at any other time.

    Args: hour: of the Seoul morning, 0–20.
    """
    local = at.astimezone(SEOUL)
    first = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return local.date() if first <= local < first + MORNING else None
