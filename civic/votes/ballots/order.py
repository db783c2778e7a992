"""차례: the order in which one voter sees the solutions, and the order a voter ranks them in.
Pure."""

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


def moved(ids: list[int], act: str, id: int) -> list[int]:
    """A voter's ranking, best first, after one press of a button.

    Args: act: add (at the end) | up | down | drop; anything else changes nothing.
    Returns: a new list; what can't be done (up from the first rank, …) changes nothing.
    """
    ranking = [other for other in ids if other != id]
    if act == "drop":
        return ranking
    if id not in ids:
        return [*ids, id] if act == "add" else list(ids)
    step = {"up": -1, "down": 1}.get(act, 0)
    ranking.insert(max(ids.index(id) + step, 0), id)
    return ranking
