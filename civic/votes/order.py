"""차례: the order in which one voter sees the solutions; no place on the list may win votes."""

import hashlib
import hmac
from collections.abc import Iterable


def shuffled(ids: Iterable[int], secret: str, viewer: str) -> list[int]:
    """The ids in an order that is this viewer's own and stays the same between visits.

    Args: secret: known to the server only, so that nobody can choose a place on others' lists.
    viewer: a name for who looks, e.g. "round 1 person 7".
    Returns: every id once; adding or removing one leaves the order of the rest.
    """

    def place(id: int) -> bytes:
        return hmac.digest(secret.encode(), f"ballot order|{viewer}|{id}".encode(), hashlib.sha256)

    return sorted(ids, key=place)
