"""순위 점수: Borda points from ranked ballots."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any


def borda(ballots: Iterable[Sequence[Any]], max_choices: int) -> Counter[Any]:
    """Points by id: max_choices for a first place, one less for each place below.

    Args: ballots: ids, best first. max_choices: how many a ballot may rank; a longer ballot's last
    places get nothing. An id named twice counts once, at its better place.
    Source: J.-C. de Borda 1781, in the form that gives an unranked project nothing.
    """
    points: Counter[Any] = Counter()
    for ballot in ballots:
        for place, id in enumerate(dict.fromkeys(ballot)):
            points[id] += max(0, max_choices - place)
    return points
