"""What may be done with a meeting and when, and the names of what goes wrong."""

from collections.abc import Iterable
from datetime import datetime, timedelta

TITLE_MAX, PLACE_MAX, HOST_MAX, ABOUT_MAX, MINUTES_MAX = 120, 200, 120, 2000, 20_000
REASON_MAX = 300
MOST_PEOPLE = 100_000
MOST_PHOTOS = 20
SIGN_UPS_KEPT = timedelta(days=30)  # after the meeting began
LASTS = timedelta(hours=3)  # a meeting whose end nobody said


class MeetingChanged(Exception):
    """Another planner saved the meeting after this form was opened."""


class MeetingCancelled(Exception):
    """The meeting does not take place, so nothing of it changes any more."""


class AlreadyHeard(Exception):
    """Something said there waits or counts, so the meeting did take place."""


class NotYetHeld(Exception):
    """The meeting has not begun: nothing was said, and nobody was counted."""


class SignUpClosed(Exception):
    """The meeting takes no sign-ups, or none any more."""


class MeetingFull(Exception):
    """Every place is taken."""


class TooManyPhotos(Exception):
    """A meeting has MOST_PHOTOS at most."""


def is_over(starts_at: datetime, ends_at: datetime | None, at: datetime) -> bool:
    """True from the end on or, where none was said, a few hours after the beginning."""
    return at >= (ends_at or starts_at + LASTS)


def takes_reports(ends: Iterable[datetime], at: datetime) -> bool:
    """True while the office may still add reports to a round: until its last phase is over.

    Args: ends: when each phase ends; a round without phases is not over.
    """
    last = max(ends, default=None)
    return last is None or at < last
