"""Sentences of 해요체 as documents say them, in 개조식: 줄었어요 becomes 줄었음. Pure."""

import re

_ENDED = re.compile(r"([가-힣]+)요(?=[.!]?(?:[\"'”’)\s·]|$))")
_FIRST, _VOWELS, _FINALS = ord("가"), 21, 28
_M, _L, _LM = 16, 8, 10  # the finals ㅁ, ㄹ and ㄻ
_YEO, _WA, _WAE, _WO = 6, 9, 10, 14
_O, _OE, _U, _EU, _I = 8, 11, 13, 18, 20
# An open last syllable's vowel → that of the stem: 나와 나오, 알려 알리, 돼 되.
_STEMS = {_YEO: _I, _WA: _O, _WO: _U, _WAE: _OE}
_NAMED = {"이에": "임", "예": "임", "아니에": "아님", "해": "함", "되어": "됨"}
_L_STEMS = ("열", "만들")  # of one word each: 열어 열다, not as 들어 of 들다 or 듣다
_OWN, _EU_STEMS = "가나사자차타내재서", "써커떠꺼"  # 가 가다, 내 내다; 써 쓰다, 커 크다


def noun_endings(text: str) -> str:
    """The text with 해요체 endings made a noun's where they are sure, and without the period at
    its end then. An ending that may be of several words (들어요: 듦, 들음) stays."""
    ended = _ENDED.sub(lambda match: _noun(match[1]) or match[0], text)
    return ended.removesuffix(".") if ended != text else text


def _noun(words: str) -> str | None:
    for ending, noun in sorted(_NAMED.items(), key=lambda pair: -len(pair[0])):
        if words.endswith(ending):
            return words.removesuffix(ending) + noun
    head, last = words[:-1], words[-1]
    if last in "아어":
        if head.endswith(_L_STEMS):
            return head[:-1] + _letter(*_parts(head[-1])[:2], _LM)
        final = _parts(head[-1])[2] if head else 0
        return f"{head}음" if final not in (0, _L) else None
    stem = _stem(head, last)
    return stem and stem[:-1] + _with_m(stem[-1])


def _stem(head: str, last: str) -> str | None:
    """나와 → 나오, 달라 → 다르; None when it is not sure."""
    initial, vowel, final = _parts(last)
    if final:
        return None
    if last in "라러" and head and _parts(head[-1])[2] == _L:
        return head[:-1] + _letter(*_parts(head[-1])[:2], 0) + "르"
    if last in _OWN:
        return head + last
    if last in _EU_STEMS:
        return head + _letter(initial, _EU, 0)
    return head + _letter(initial, _STEMS[vowel], 0) if vowel in _STEMS else None


def _with_m(letter: str) -> str:
    initial, vowel, _final = _parts(letter)
    return _letter(initial, vowel, _M)


def _parts(letter: str) -> tuple[int, int, int]:
    """Which initial, vowel and final a syllable has."""
    code = ord(letter) - _FIRST
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _letter(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (initial * _VOWELS + vowel) * _FINALS + final)
