"""When an indicator may be measured, and what goes wrong."""

from datetime import date


class WrongResult(Exception):
    """A result that can't stand. why: future | too_early | same_day. day: the earliest one that
    can, when it is too early."""

    def __init__(self, why: str, day: date | None = None):
        super().__init__(why)
        self.why, self.day = why, day


class AlreadyCorrected(Exception):
    """Somebody else corrected this result first; theirs stands."""


def check_day(measured_on: date, earliest: date, today: date) -> None:
    """Raises: WrongResult for a day to come, and for one before the target was set."""
    if measured_on > today:
        raise WrongResult("future")
    if measured_on < earliest:
        raise WrongResult("too_early", earliest)
