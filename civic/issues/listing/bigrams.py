"""Korean text as overlapping two-syllable pieces, so that 버스 is found inside a word. Pure."""

import re

from civic.text import search_form

WORD = re.compile(r"[0-9a-z\uac00-\ud7a3\u3131-\u318e\u4e00-\u9fff]+")
HANGUL = re.compile(r"[\uac00-\ud7a3]+")


def words(text: str) -> list[str]:
    """Runs of letters and digits, in civic.text.search_form."""
    return WORD.findall(search_form(text))


def pieces(word: str) -> list[str]:
    """Pieces of one word in order: 마을버스 → 마을 을버 버스. A one-letter word is itself."""
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def bigrams(text: str) -> list[str]:
    """Pieces of every word in order."""
    return [piece for word in words(text) for piece in pieces(word)]


def index_pieces(text: str) -> list[str]:
    """What is stored for a text: pieces, each word's last letter so that 길 finds 골목길, and a
    bridge over each space between Korean words: 버스 정류장 → 버스 스 스x정 정류 류장 장."""
    stored, before = [], None
    text = search_form(text)
    for match in WORD.finditer(text):
        word = match[0]
        if before and text[before.end() : match.start()].isspace() and _meet(before[0], word):
            stored.append(bridge(before[0][-1], word[0]))
        stored += pieces(word)
        if len(word) > 1:
            stored.append(word[-1])
        before = match
    return stored


def spelled(word: str) -> list[tuple[str, ...]]:
    """The pieces of a word in order, each with the bridge that stands for it where people put
    a space: Korean is written 버스정류장 and 버스 정류장. Other words, and those of two letters
    (주차 is not 이번 주 차가), have no such spelling."""
    if len(word) < 3 or not HANGUL.fullmatch(word):
        return [(piece,) for piece in pieces(word)]
    return [(piece, bridge(*piece)) for piece in pieces(word)]


def bridge(last: str, first: str) -> str:
    """Three letters, so that it is never taken for a piece."""
    return f"{last}x{first}"


def _meet(word: str, following: str) -> bool:
    return bool(HANGUL.match(word[-1]) and HANGUL.match(following[0]))
