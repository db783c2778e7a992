"""Which texts are the same, and which ask the same. Pure.

The same text is what has the same letters, and nothing else: a form that somebody fills in for each
of their wishes makes no pile. The same ask is found by meaning among the texts that were read, by
the words of their titles among the others; never across positions. A person confirms every pile.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from civic import grouping
from civic.grouping.stances import contradict
from civic.grouping.texts import Runs, Text, squeezed
from civic.issues.listing.bigrams import words

Piles = tuple[tuple[int, ...], ...]
BESIDE_NO_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")
# A shorter title says too little for other words below it to be the same: 동의합니다.
TELLING_TITLE = 8
# Of what was read of a text: its nouns and its vector.
Read = tuple[tuple[Runs, Runs], bytes]


@dataclass(frozen=True)
class NumberedPiles:
    """Numbers of texts that belong together, two or more in each; no text is in two."""

    same_text: Piles
    same_ask: Piles


def duplicates(texts: Sequence[Text], read: Mapping[int, Read] | None = None) -> NumberedPiles:
    """Args: read: number → what was read of a text, of those that were; where some have a vector,
    one without counts as not read."""
    known = read or {}
    if any(vector for _nouns, vector in known.values()):
        known = {number: one for number, one in known.items() if one[1]}
    same_text = _together(texts, lambda text: _letters(f"{text.title} {text.body}"))
    rest = _without(texts, same_text)
    meant = _asks([text for text in rest if text.number in known], known)
    return NumberedPiles(same_text, meant + _by_titles(_without(rest, meant)))


def _asks(texts: list[Text], read: Mapping[int, Read]) -> Piles:
    """What means the same. A text pasted with other letters is among them."""
    if len(texts) < 2:
        return ()
    nouns, vectors = zip(*(read[text.number] for text in texts), strict=True)
    return grouping.duplicates(texts, nouns, vectors if any(vectors) else None).same_ask


def _by_titles(texts: Sequence[Text]) -> Piles:
    """The same words in a title that tells something, in any order."""
    by_number = {text.number: (text.title, text.body) for text in texts}
    telling = [text for text in texts if len(squeezed(text.title)) >= TELLING_TITLE]
    piles = _together(telling, lambda text: " ".join(sorted(words(text.title))))
    agreeing = (_agreeing(pile, by_number) for pile in piles)
    return tuple(pile for pile in agreeing if len(pile) > 1)


def _agreeing(pile: tuple[int, ...], texts: Mapping[int, tuple[str, str]]) -> tuple[int, ...]:
    """Those that want nothing opposite to any before them."""
    kept: list[int] = []
    for number in pile:
        if not any(contradict(texts[number], texts[other]) for other in kept):
            kept.append(number)
    return tuple(kept)


def _letters(text: str) -> str:
    """All of its letters and digits in a row; two numbers stay two: 3-12 is not 31-2."""
    return BESIDE_NO_NUMBERS.sub("", " ".join(words(text)))


def _without(texts: Iterable[Text], piles: Piles) -> list[Text]:
    taken = {number for pile in piles for number in pile}
    return [text for text in texts if text.number not in taken]


def _together(texts: Iterable[Text], key: Callable[[Text], str]) -> Piles:
    piles: dict[object, list[int]] = defaultdict(list)
    for text in texts:
        piles[key(text) or (text.title, text.body)].append(text.number)
    return tuple(tuple(pile) for pile in piles.values() if len(pile) > 1)
