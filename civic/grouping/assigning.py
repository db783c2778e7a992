"""Which of the groups that people made a new text belongs to, and why. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from civic.grouping.confidence import LIKELY, SURE, confidences
from civic.grouping.features import Features
from civic.grouping.naming import shared_words

MOST_WORDS = 3


@dataclass(frozen=True)
class Assigned:
    """group: the place of the group it belongs to, None when it fits none well enough.
    nearest: the likeliest groups, the first first. confidence: of the likeliest, -1 to 2.
    words: what the text shares with it, as the reason to show."""

    number: int
    group: int | None
    confidence: float
    words: tuple[str, ...]
    nearest: tuple[int, ...]

    @property
    def sure(self) -> bool:
        return self.group is not None and self.confidence >= SURE


def assign(
    features: Features, groups: Sequence[Sequence[int]], numbers: Sequence[int]
) -> list[Assigned]:
    """Where each of these texts would go. What people placed stays where it is.

    Args: features: of all texts, those of the groups and the new ones. groups: numbers of the
    texts of each. numbers: of the new texts.
    """
    place_of = {number: place for place, number in enumerate(features.numbers)}
    members = [_places(place_of, group) for group in groups]
    asked = _places(place_of, numbers)
    around = np.setdiff1d(np.flatnonzero(features.points.any(axis=1)), asked)
    filled = [n for n, places in enumerate(members) if len(places)]
    sureness = confidences(features.points, asked, [members[n] for n in filled], around)
    weights = [_group_words(features, places) for places in members]
    return [
        _assigned(features, place, filled, row, weights)
        for place, row in zip(asked, sureness, strict=True)
    ]


def _assigned(features, place, filled, row, weights) -> Assigned:
    number = features.numbers[place]
    order = np.argsort(-row, kind="stable")[:3]
    if not len(order) or row[order[0]] < 0:
        return Assigned(number, None, -1.0, (), ())
    nearest = tuple(filled[n] for n in order)
    confidence = float(row[order[0]])
    words = shared_words(features.words[place], weights[nearest[0]], MOST_WORDS)
    group = nearest[0] if confidence >= LIKELY else None
    return Assigned(number, group, confidence, words, nearest)


def _places(place_of: dict[int, int], numbers) -> np.ndarray:
    return np.array([place_of[number] for number in numbers if number in place_of], dtype=int)


def _group_words(features: Features, places) -> Counter:
    weights: Counter[str] = Counter()
    for place in places:
        weights.update(features.words[place])
    return weights
