"""Texts that share nearly all their letters. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from civic.grouping.texts import squeezed

LETTERS = 5  # of a shingle
SKETCH, SHARED_OF_SKETCH = 24, 6
ALIKE = 0.7  # share of shingles two texts have in common
TITLES_ALIKE = 0.3
LONG_ENOUGH = 40  # letters from which a body alone tells that it was pasted
MOST_OF_A_SHINGLE = 60
MOST_OF_A_BODY = 700  # texts of one body under differing titles that are compared
MIX = np.uint64(0x9E3779B97F4A7C15)


def same_letters(pairs: Sequence[tuple[str, str]]) -> list[list[int]]:
    """The places of each text, in order: one text that hundreds sent is one. Those without a
    letter are none.

    Args: pairs: (title, body) without the lines that many texts share.
    """
    places = defaultdict(list)
    for place, (title, body) in enumerate(pairs):
        places[squeezed(title), squeezed(body)].append(place)
    return [places[letters] for letters in places if any(letters)]


def pasted_pairs(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """(place, later place) of texts that are one text pasted and changed a little.

    Args: pairs: (title, body) without the lines that many texts share, no text twice.
    """
    titles = [squeezed(title) for title, _ in pairs]
    bodies = [squeezed(body) for _, body in pairs]
    shingles = [_shingles(title + body) for title, body in zip(titles, bodies, strict=True)]
    same_body = _same_bodies(bodies)
    alike = {
        (a, b)
        for a, b in _candidates(shingles)
        if _alike(shingles[a], shingles[b]) >= ALIKE and _dice(titles[a], titles[b])
    }
    return sorted(alike | same_body)


def _same_bodies(bodies: list[str]) -> set[tuple[int, int]]:
    """Pairs of one long body, whatever their titles."""
    places = defaultdict(list)
    for place, body in enumerate(bodies):
        if len(body) >= LONG_ENOUGH:
            places[body].append(place)
    return {pair for same in places.values() for pair in combinations(same[:MOST_OF_A_BODY], 2)}


def _shingles(text: str) -> np.ndarray:
    """Sorted hashes of every five letters; of the whole text when it is shorter."""
    if not text:
        return np.zeros(0, dtype=np.uint64)
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    width = min(LETTERS, len(letters))
    hashes = np.zeros(len(letters) - width + 1, dtype=np.uint64)
    for offset in range(width):
        hashes = (hashes ^ letters[offset : offset + len(hashes)]) * MIX
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _candidates(shingles: list[np.ndarray]) -> list[tuple[int, int]]:
    """Pairs that share many of their least hashes, which is a fair draw of all of them."""
    holders = defaultdict(list)
    for place, hashes in enumerate(shingles):
        for one in hashes[:SKETCH].tolist():
            holders[one].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) <= MOST_OF_A_SHINGLE:
            shared.update(combinations(places, 2))
    least = [min(SHARED_OF_SKETCH, max(1, len(one) // 2)) for one in shingles]
    return sorted(pair for pair, count in shared.items() if count >= min(least[n] for n in pair))


def _alike(a: np.ndarray, b: np.ndarray) -> float:
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both)


def _dice(a: str, b: str) -> bool:
    """Two titles share enough of their letters, two by two."""
    pieces = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (a, b)]
    total = len(pieces[0]) + len(pieces[1])
    return not total or 2 * len(pieces[0] & pieces[1]) / total >= TITLES_ALIKE
