"""Texts that are the same text, and texts that ask for the same thing. Pure.

Neither is merged here. "Same text" is what somebody pasted again; "same ask" is proposed with more
caution than a theme, and never across positions (stances.py): a person decides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from civic.grouping.features import SEED, Features, fit
from civic.grouping.pasted import pasted_pairs, same_letters
from civic.grouping.stances import contradict
from civic.grouping.texts import Runs, Text, readable

# Of sentence vectors without their mean: from here two pasted texts also mean the same.
SAME_MEANING = 0.45
# Two texts ask the same when they lie this near each other, in points, in meaning and in words;
# without vectors the words alone must tell.
SAME_ASK, SAME_ASK_MEANING = 0.8, 0.62
SAME_WORDS, SAME_WORDS_ALONE = 0.4, 0.7
AT_ONCE = 512


@dataclass(frozen=True)
class TextPiles:
    """Piles of numbers, the largest first; no number is in two piles of a kind."""

    same_text: tuple[tuple[int, ...], ...]
    same_ask: tuple[tuple[int, ...], ...]


def duplicates(
    texts: Sequence[Text],
    nouns: Sequence[tuple[Runs, Runs]],
    vectors: Sequence[bytes | None] | None = None,
    *,
    step: Callable[[float], None] = lambda share: None,
) -> TextPiles:
    """Args: as of group()."""
    step(0.0)
    features = fit(texts, nouns, vectors, seed=SEED)
    pairs = readable(texts)
    # A text that many sent stands for all of them: what is compared are texts that differ.
    same = {places[0]: places for places in same_letters(pairs)}
    firsts = list(same)
    step(0.2)
    pasted = [
        (a, b)
        for a, b in _of(firsts, pasted_pairs([pairs[first] for first in firsts]))
        if _means_the_same(features, a, b) and not contradict(pairs[a], pairs[b])
    ]
    step(0.6)
    near = _near(features, firsts)
    asked = [(a, b) for a, b in near if not contradict(pairs[a], pairs[b])]
    step(1.0)
    return TextPiles(_piles(features, same, pasted), _piles(features, same, [*asked, *pasted]))


def _of(firsts: list[int], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(firsts[a], firsts[b]) for a, b in pairs]


def _means_the_same(features: Features, a: int, b: int) -> bool:
    if features.meanings is None:
        return True
    return float(features.meanings[a] @ features.meanings[b]) >= SAME_MEANING


def _near(features: Features, firsts: list[int]) -> list[tuple[int, int]]:
    """Pairs of these places that lie near each other in every respect."""
    points, pairs = features.points[firsts], []
    for start in range(0, len(points), AT_ONCE):
        alike = points[start : start + AT_ONCE] @ points.T
        for row, other in zip(*np.nonzero(alike >= SAME_ASK), strict=True):
            a, b = firsts[start + int(row)], firsts[int(other)]
            if a < b and _asks_the_same(features, a, b):
                pairs.append((a, b))
    return pairs


def _asks_the_same(features: Features, a: int, b: int) -> bool:
    theirs = features.words[b]
    shared = sum(weight * theirs.get(word, 0.0) for word, weight in features.words[a].items())
    if features.meanings is None:
        return shared >= SAME_WORDS_ALONE
    meaning = float(features.meanings[a] @ features.meanings[b])
    return shared >= SAME_WORDS and meaning >= SAME_ASK_MEANING


def _piles(
    features: Features, same: dict[int, list[int]], pairs: list[tuple[int, int]]
) -> tuple[tuple[int, ...], ...]:
    """Piles in which each is the same as every other: a chain of likenesses would lead away.

    Args: same: the first place of a text → all its places; pairs: of first places.
    """
    near: dict[int, set[int]] = {first: set() for first in same if len(same[first]) > 1}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    like = {first: sum(len(same[one]) for one in {first, *near[first]}) for first in near}
    piles: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for first in sorted(near, key=lambda first: (-like[first], first)):
        if first in taken:
            continue
        pile = {first}
        for other in sorted(near[first] - taken):
            if pile <= near[other]:
                pile.add(other)
        places = [place for one in pile for place in same[one]]
        if len(places) > 1:
            taken |= pile
            piles.append(tuple(sorted(features.numbers[place] for place in places)))
    return tuple(sorted(piles, key=lambda pile: (-len(pile), pile)))
