"""Korean text as overlapping two-syllable pieces, so that 버스 or 주차 is found inside words."""

import re
import unicodedata

WORD = re.compile(r"[0-9a-z\uac00-\ud7a3\u3131-\u318e\u4e00-\u9fff]+")


def words(text: str) -> list[str]:
    """Lower-case runs of letters and digits, in NFC."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


def bigrams(text: str) -> list[str]:
    """Pieces of every word in order: 마을버스 → 마을 을버 버스. A one-letter word is itself."""
    return [word[i : i + 2] for word in words(text) for i in range(max(1, len(word) - 1))]
