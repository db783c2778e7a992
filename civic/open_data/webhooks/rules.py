"""When a message is sent again, and what there is to hear of. Pure."""

from datetime import timedelta

EVENTS = ("report.created", "report.status_changed", "result.published")
# Waits after each try that failed; after the last there is no other.
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 720, 1440))
KEPT = timedelta(days=30)
GONE = 410


def wait_after(tries: int) -> timedelta | None:
    """How long after 1 or more tries the next is due; None when it is given up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def was_taken(status: int) -> bool:
    return 200 <= status < 300
