"""Labels as they are compared: what people type finds what the form's author wrote."""

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(
    r"^(?:[(<\[]?(?:\d{1,2}(?:[-.]\d{1,2})*|[가나다라마바사아자차카타파하]|[ivx]{1,4})[.)\]>](?!\d))+"
)
_ROMAN = re.compile(r"^[Ⅰ-ⅿ①-⓿㉠-㉿]+[.)]?")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}")
_KEPT = re.compile(r"[^0-9a-z가-힣㐀-鿿ぁ-ヿ%]")
UNITS = (
    r"(?:(?:천|만|백만|천만|억)\s?원|원|[천만]\s?명|명|건|개소|개월|가구|세대|%|㎡|㎢|km|㎞|ha)"
    r"(?:\s?/\s?(?:년|월|일))?"
)
_NUMBER = re.compile(r"[-+▲△]?\d[\d,]*(?:\.\d+)?")
# A cell that leaves room before its unit: 약 ____ 명, OO백만원, (    )㎡, [   ]%, 금     원정.
_ROOM = re.compile(
    r"(?P<before>(?:약|총|금|일금|연|계)?\s*)(?P<open>[(\[]?)[\s_]*(?:[O○◯〇0]{2,})?[\s_]*"
    rf"(?P<shut>[)\]]?)\s*(?P<unit>{UNITS}|[년월일회차인호점개대곳])(?P<end>[)\]]?|정)"
)
_UNIT = re.compile(rf"[(\[]?\s*{UNITS}\s*[)\]]?")
# What an author leaves to be written over: OO, 0000년 (but not the end of 600명), 00.00, YYYY,
# ‘…’, ○○, underscores.
PLACEHOLDER = re.compile(
    r"(?<![0-9.,])[O○◯〇0]{2,}\s*(?:년|월|일|명|원|개|건|%|백만|천)|[O○◯〇]{2,}"
    r"|\b0{2,}(?:\.0{2,})+|\b0000\b|\bY{4}\b|\bM{2}\b\.?|_{3,}|X{3,}|…|\.{3,}"
    r"|(?:입력|작성|기재|선택|기입|클릭)\s?(?:해|하여|하)?\s?(?:주세요|주십시오|세요|십시오|바랍니다)"
)


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Lower case, without numbering, spaces, bullets and punctuation; brackets keep their words."""
    return _KEPT.sub("", _head(text))


@lru_cache(maxsize=20_000)
def core(text: str) -> str:
    """The first line without brackets (units, hints, English) as well; else as normal()."""
    first = next((line for line in text.split("\n") if _KEPT.sub("", _head(line))), text)
    bare = _KEPT.sub("", _head(_BRACKETS.sub("", unicodedata.normalize("NFKC", first))))
    return bare or normal(first)


def _head(text: str) -> str:
    stripped = _ROMAN.sub("", text.strip(" \t\n\u3000\u2007□■◦○●ㅇ▪▶※*-·"))
    folded = unicodedata.normalize("NFKC", stripped).lower()
    squeezed = "".join(
        letter
        for letter in folded
        if not letter.isspace() and unicodedata.category(letter) not in ("Co", "Cf", "Cc")
    )
    return _NUMBERING.sub("", squeezed)


def is_placeholder(text: str) -> bool:
    return bool(PLACEHOLDER.search(text))


def is_unit(text: str) -> bool:
    """Only what the value is to be counted in: 천원, (명), 백만원/년."""
    return bool(_UNIT.fullmatch(text.strip()))


def with_unit(old: str, new: str) -> str:
    """A number put where the cell leaves room before a unit, with what stands around it; one that
    has its own unit is not given another."""
    room = _ROOM.fullmatch(old.strip())
    number = new.strip().removesuffix(room["unit"]).rstrip() if room else ""
    if room is None or not _NUMBER.fullmatch(number):
        return new
    before, unit = room["before"].strip(), room["unit"]
    before = f"{before} " if before else ""
    if room["open"] and room["shut"] and number == new.strip():
        return f"{before}{room['open']}{number}{room['shut']}{unit}{room['end']}"
    end = "정" if room["end"] == "정" else ""
    return f"{before}{number}{unit}{end}"


def ends_with_colon(text: str) -> bool:
    return text.rstrip().endswith((":", "："))


def in_brackets(text: str) -> set[str]:
    """What stands in brackets and is no unit: 도비 of 지방비(도비)."""
    inside = {each[1:-1] for each in _BRACKETS.findall(text) if not is_unit(each)}
    return {normal(each) for each in inside} - {""}


def one_line(text: str) -> str:
    return " ".join(text.split())
