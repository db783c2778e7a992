"""Where a page of a list in order of time ended: a moment and an id, as a program sends it back.
Pure."""

from datetime import UTC, datetime, timedelta

LARGEST_ID = 2**31 - 1  # what a column of ids can be asked for
PATTERN = "[0-9]{1,18}[.][0-9]{1,18}"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def written(moment: datetime, id: int) -> str:
    """microseconds.id"""
    return f"{(moment - EPOCH) // MICROSECOND}.{id}"


def read(text: str) -> tuple[datetime, int]:
    """Of what PATTERN matches; a time or an id beyond any is the last there can be."""
    first, _, second = text.partition(".")
    moment = EPOCH + timedelta(microseconds=min(int(first), 2 * 10**17))
    return min(LATEST, moment), min(int(second or "0"), LARGEST_ID)
