"""사슬: one hash over a growing log, so that no earlier entry can change without all later ones.
Pure."""

import hashlib
from collections.abc import Iterable

from civic.votes.ledger.verify import canonical

START = "0" * 64


def head(before: str, entries: Iterable[dict]) -> str:
    """The head of a log's chain after these entries.

    Args: before: the head so far, START for an empty log. entries: values that JSON can write.
    """
    for entry in entries:
        before = hashlib.sha256(bytes.fromhex(before) + canonical(entry)).hexdigest()
    return before
