"""Where a remark's words stand in another version of the plan. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from civic.documents.placeholders import one_mark

ALIKE = 80  # percent of letters; below it a reader would not call it the same passage
SHORTEST_ALIKE = 6  # letters; shorter quotes are alike by chance
SHORTEST_MOVED = 10  # letters that are followed into another block
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class QuoteSpan:
    """text[start:end] is the quote. how: exact | spaces | numbers | alike, the loosest needed."""

    start: int
    end: int
    how: str


@dataclass(frozen=True)
class Anchor:
    """What a block says: all its words, and each row's by key."""

    text: str
    rows: Mapping[str, str]


@dataclass(frozen=True)
class RemarkPlace:
    """Where a remark stands now. moved: in another block than it was made on."""

    key: str
    row: str = ""
    moved: bool = False


def find(quote: str, text: str) -> QuoteSpan | None:
    """The quote in a text: as it is, spaces aside, numbers aside, or alike; None when it is gone.

    Args: quote, text: any length; an empty quote is the whole text.
    """
    return find_words(quote, text) or _find_aside_numbers(quote, text) or _find_alike(quote, text)


def find_words(quote: str, text: str) -> QuoteSpan | None:
    """The quote's very words, whatever the spaces between them."""
    if not quote.strip():
        return QuoteSpan(0, len(text), "exact")
    start = text.find(quote)
    if start >= 0:
        return QuoteSpan(start, start + len(quote), "exact")
    squeezed, at = _squeezed(text)
    words, _ = _squeezed(quote)
    return _span(squeezed.find(words), len(words), at, "spaces")


def anchor(key: str, row: str, quote: str, anchors: Mapping[str, Anchor]) -> RemarkPlace | None:
    """The place of a remark made on a block (or its row), by key and quote; None: an orphan.

    Its own block first; else the one other block that has the very words of a quote long enough.
    """
    own = anchors.get(key)
    if row:
        return RemarkPlace(key, row) if own and row in own.rows else None
    if own and find(quote, own.text):
        return RemarkPlace(key)
    if len(_squeezed(quote)[0]) < SHORTEST_MOVED:
        return None
    others = [other for other, one in anchors.items() if find_words(quote, one.text)]
    return RemarkPlace(others[0], moved=True) if len(others) == 1 else None


def replace_quote(quote: str, words: str, text: str) -> str | None:
    """The text with other words in place of the quote's very words; None when they are gone.

    Where the line has its mark already, the words come without theirs.
    """
    span = find_words(quote, text)
    if span is None:
        return None
    return text[: span.start] + one_mark(text, span.start, words) + text[span.end :]


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without spaces, and where each letter was."""
    at = [n for n, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[n] for n in at), at


def _find_aside_numbers(quote: str, text: str) -> QuoteSpan | None:
    """A figure that was counted again leaves the sentence the same one."""
    squeezed, at = _squeezed(text)
    words = _NUMBER.sub("0", _squeezed(quote)[0])
    pattern = r"\d[\d,.]*".join(re.escape(part) for part in words.split("0"))
    match = re.search(pattern, squeezed) if re.search(r"[^\W\d]", words) else None
    return _span(match.start(), len(match[0]), at, "numbers") if match else None


def _find_alike(quote: str, text: str) -> QuoteSpan | None:
    from rapidfuzz import fuzz  # forty modules, for a quote that was rewritten

    squeezed, at = _squeezed(text)
    words, _ = _squeezed(quote)
    if min(len(words), len(squeezed)) < SHORTEST_ALIKE:
        return None
    alignment = fuzz.partial_ratio_alignment(words, squeezed, score_cutoff=ALIKE)
    if alignment is None:
        return None
    passage = squeezed[alignment.dest_start : alignment.dest_end]
    if fuzz.ratio(words, passage) < ALIKE:
        return None
    return _span(alignment.dest_start, len(passage), at, "alike")


def _span(start: int, length: int, at: list[int], how: str) -> QuoteSpan | None:
    if start < 0 or not length:
        return None
    return QuoteSpan(at[start], at[start + length - 1] + 1, how)
