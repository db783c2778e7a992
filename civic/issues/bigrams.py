"""Korean text as overlapping two-syllable pieces, so that 버스 or 주차 is found inside words."""

import re
import unicodedata

WORD = re.compile(r"[0-9a-z\uac00-\ud7a3\u3131-\u318e\u4e00-\u9fff]+")


def words(text: str) -> list[str]:
    """Lower-case runs of letters and digits, in NFC."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


def pieces(word: str) -> list[str]:
    """Pieces of one word in order: 마을버스 → 마을 을버 버스. A one-letter word is itself."""
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def bigrams(text: str) -> list[str]:
    """Pieces of every word in order."""
    return [piece for word in words(text) for piece in pieces(word)]


def index_pieces(text: str) -> list[str]:
    """What is stored for a text: pieces, and each word's last letter so that 길 finds 골목길."""
    stored = []
    for word in words(text):
        stored += pieces(word)
        if len(word) > 1:
            stored.append(word[-1])
    return stored
