"""How long a shown factor counts, and how often one may try."""

from datetime import datetime, timedelta

ASKED_AGAIN_AFTER = timedelta(minutes=15)
SET_UP_WITHIN = timedelta(minutes=30)  # of signing in
RECOVERY_CODES = 10
MOST_WRONG = 5  # in a row; then the account waits
WAIT = timedelta(minutes=15)
CHALLENGE_LIVES = timedelta(minutes=10)  # as long as a page with one may stand open
MOST_PASSKEYS = 10


class FactorRefused(Exception):
    """reason: wrong | waits (too many wrong ones); of passkeys: passkey (the signature does not
    hold) | stale (the challenge) | unknown | known | copied (its counter went back) | many | last.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def is_stale(shown_at: datetime | None, at: datetime) -> bool:
    """True when a factor shown then has to be shown again before what weighs most."""
    return shown_at is None or at - shown_at >= ASKED_AGAIN_AFTER
