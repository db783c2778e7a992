"""Marks in the photo store that outlive the database: who left, which photos were
redacted, and when a backup came back.

An older database knows none of it: a restore would revive who left since and show faces again that
were painted over, and the sweep would take photos for orphans whose reports that database does not
know. A mark is an empty file, and its name says all: no name, address or word of anybody.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic.engines.photo_store import PhotoStore

log = logging.getLogger(__name__)
KEPT_AFTER_RESTORE = timedelta(days=30)
_LEFT = re.compile(r"left-(\d{1,18})-(\d{1,12})(-words)?\.mark")
_REDACTED = re.compile(r"redacted-([0-9a-f]{32})\.mark")
RESTORED = "restored-"  # begins marks of restores; in the alphabet after photos and other marks
_RESTORED = re.compile(rf"{RESTORED}(\d{{1,12}})\.mark")


def left_mark(person_id: int, joined_at: datetime, takes_words: bool = False) -> str:
    """The mark's name. When they joined tells them from whoever later gets their number."""
    words = "-words" if takes_words else ""
    return f"left-{person_id}-{int(joined_at.timestamp())}{words}.mark"


def who_left(name: str) -> tuple[int, int] | None:
    """(id, Unix time of joining) of a mark; None for a name that is none."""
    match = _LEFT.fullmatch(name)
    return (int(match[1]), int(match[2])) if match else None


def took_words(name: str) -> bool:
    """Who left took their words along, of a mark."""
    match = _LEFT.fullmatch(name)
    return bool(match and match[3])


def is_mark(name: str) -> bool:
    return any(kind.fullmatch(name) for kind in (_LEFT, _REDACTED, _RESTORED))


def redacted_key(name: str) -> str | None:
    """The key whose picture was painted over, of a mark; None for a name that is none."""
    match = _REDACTED.fullmatch(name)
    return match[1] if match else None


def mark_redacted(store: "PhotoStore", key: str) -> None:
    """Its files are gone already: a store out of reach is told to the log."""
    try:
        store.put(f"redacted-{key}.mark", b"")
    except OSError:
        log.exception("no mark of what was redacted could be stored")


def mark_left(
    store: "PhotoStore", person_id: int, joined_at: datetime, takes_words: bool = False
) -> None:
    """They have left already: a store out of reach is told to the log, and the next backup's list
    of who left says it too."""
    try:
        store.put(left_mark(person_id, joined_at, takes_words), b"")
    except OSError:
        log.exception("no mark of who left could be stored")


def mark_restored(store: "PhotoStore", at: datetime) -> None:
    """Raises: OSError."""
    store.put(f"restored-{int(at.timestamp())}.mark", b"")


def sweeps_from(files: list[tuple[str, float]], now: datetime) -> float:
    """Unix time of the last restore of the last 30 days, else 0: files from before it may belong
    to reports that the restored database does not know, and an operator may yet want them."""
    times = [float(match[1]) for name, _ in files if (match := _RESTORED.fullmatch(name))]
    recent = (now.astimezone(UTC) - KEPT_AFTER_RESTORE).timestamp()
    return max((at for at in times if at > recent), default=0.0)
