"""One hash over a growing log, so that no earlier entry can change without all later ones. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping

START = "0" * 64


def link(before: str, entry: Mapping[str, object]) -> str:
    """The hash of an entry that follows the one of hash `before`.

    Args: before: 64 hex digits, START for the first. entry: values that JSON can write.
    """
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(before) + text.encode()).hexdigest()


def first_break(
    rows: Iterable[tuple[int, str, str, Mapping[str, object]]], start: str, end: str
) -> int | None:
    """The number of the first row that does not follow from the one before it, or of the last one
    when it is not what the chain goes on from (0 when there is none); None when all is whole.

    Args: rows: (number, hash before, own hash, entry) in their order. start, end: the hash that
    the first of them follows, and that of the last one.
    """
    number, expected = 0, start
    for number, before, own, entry in rows:
        if before != expected or link(before, entry) != own:
            return number
        expected = own
    return None if expected == end else number
