"""How long a shown factor counts, and how often one may try."""

from datetime import datetime, timedelta

ASKED_AGAIN_AFTER = timedelta(minutes=15)
SET_UP_WITHIN = timedelta(minutes=30)  # of signing in
RECOVERY_CODES = 10
MOST_WRONG = 5  # in a row; then the account waits
WAIT = timedelta(minutes=15)


class FactorRefused(Exception):
    """reason: wrong | waits (too many wrong ones)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def is_stale(shown_at: datetime | None, at: datetime) -> bool:
    """True when a factor shown then has to be shown again before what weighs most."""
    return shown_at is None or at - shown_at >= ASKED_AGAIN_AFTER
