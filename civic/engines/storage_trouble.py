"""An error comes of a disk that is full or fails, whichever part was writing or reading."""

import errno

from sqlalchemy.exc import DBAPIError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FAILING = frozenset({errno.EIO, errno.EROFS, errno.ESTALE, errno.ENXIO, errno.EMFILE, errno.ENFILE})
# As databases say it: SQLite; PostgreSQL (53100 disk_full, 58030 io_error).
FULL_WORDS = ("database or disk is full", "No space left on device", "could not extend file")
FAILING_WORDS = (
    *("disk I/O error", "unable to open database file", "Input/output error"),
    "database disk image is malformed",  # what SQLite makes of pages that can't be read
)


def storage_trouble(error: BaseException | None) -> str:
    """full | failing | "" when neither the error nor what it came of is about a disk."""
    while error is not None:
        message = str(error.orig) if isinstance(error, DBAPIError) else ""
        number = error.errno if isinstance(error, OSError) else None
        if number in FULL or any(words in message for words in FULL_WORDS):
            return "full"
        if number in FAILING or any(words in message for words in FAILING_WORDS):
            return "failing"
        error = error.__cause__ or error.__context__
    return ""
