"""Which texts are the same, and which ask the same: by their letters alone. Pure.

Beside civic.grouping's duplicates(), which needs texts that were read for their words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from civic.grouping import Text
from civic.issues.listing.bigrams import words
from civic.text import search_form


@dataclass(frozen=True)
class Duplicates:
    """Row numbers of texts that belong together, two or more in each; no text is in two."""

    same_text: tuple[tuple[int, ...], ...]
    same_ask: tuple[tuple[int, ...], ...]


def duplicates(texts: Sequence[Text]) -> Duplicates:
    """same_text: the same letters in title and body. same_ask: the same words in the title, in any
    order, where the texts differ."""
    same_text = _together(texts, lambda text: "".join(words(f"{text.title} {text.body}")))
    taken = {number for pile in same_text for number in pile}
    rest = [text for text in texts if text.number not in taken]
    return Duplicates(same_text, _together(rest, lambda text: " ".join(sorted(words(text.title)))))


def _together(texts: Iterable[Text], key: Callable[[Text], str]) -> tuple[tuple[int, ...], ...]:
    piles = defaultdict(list)
    for text in texts:
        piles[key(text) or search_form(text.title)].append(text.number)
    return tuple(tuple(pile) for pile in piles.values() if len(pile) > 1)
