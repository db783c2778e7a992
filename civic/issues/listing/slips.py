"""Words typed with one slip of a letter: 쓰래기 is looked for as 쓰레기. Pure."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import normalize

from civic.issues.listing.bigrams import words

SHORTEST = 4  # jamo of a word in which a slip is looked for; fewer are too like each other


def without_slips(q: str, texts: Iterable[str]) -> str | None:
    """What was meant by words of which one letter (a jamo) differs from a word of the texts.

    The words that most texts have come first. None when nothing is to be changed, or when a word
    is like none of theirs.
    """
    asked, written = words(q), list(texts)
    whole = " ".join(written).casefold()
    if all(word in whole for word in asked):  # as most are: no need to take texts apart
        return None
    known = Counter(word for text in written for word in _spellings(text))
    meant = [_meant(word, known) for word in asked]
    if None in meant or meant == asked:
        return None
    return " ".join(word for word in meant if word)


def _spellings(text: str) -> set[str]:
    """Its words, and each two neighbours as one: 버스 정류장 is looked for as 버스정류장, too."""
    written = words(text)
    return {*written, *(one + other for one, other in pairwise(written))}


def _meant(word: str, known: Counter[str]) -> str | None:
    if any(word in other for other in known):
        return word
    from rapidfuzz.distance import Levenshtein  # 48 modules, for a word that is nowhere

    letters = _letters(word)
    if len(letters) < SHORTEST:
        return None
    counts: Counter[str] = Counter()
    half = len(word) // 2
    head, tail = word[:half], word[half:]
    for other, count in known.items():
        if head not in other and tail not in other:
            continue  # of two halves a slip spares one
        for piece in {other[at : at + len(word)] for at in range(len(other) - len(word) + 1)}:
            if Levenshtein.distance(letters, _letters(piece), score_cutoff=1) <= 1:
                counts[piece] += count
    return min(counts, key=lambda piece: (-counts[piece], piece), default=None)


def _letters(word: str) -> str:
    """Its jamo: 쓰레기 has six."""
    return normalize("NFD", word)
