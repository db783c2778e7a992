"""Personal data in what people wrote: where it stands, and the text without it. Pure.

What is found is what has a shape: numbers, addresses of mail, a name behind 성명:. A name in the
middle of a sentence is found only when it stands in the row's own column of names.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# kind → what stands in its place; these are words of an issue, not of a page.
MASKS = {
    "resident_number": "[주민등록번호]",
    "phone": "[전화번호]",
    "email": "[이메일]",
    "account": "[계좌번호]",
    "plate": "[차량번호]",
    "dwelling": "[동·호]",
    "name": "[이름]",
}
KINDS = tuple(MASKS)
# Full-width signs look the same and are one letter each, so that places stay.
HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {
    **dict.fromkeys(map(ord, "‐‑‒–—―−－ー"), "-"),
    **dict.fromkeys(map(ord, "\u3000\xa0"), " "),
}
BETWEEN = r"[-.\s]{0,3}"
PLATE_LETTERS = "가나다라마바사아자거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배"
CITIES = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
BANKS = (
    "은행|뱅크|농협|수협|신협|축협|새마을금고|우체국|국민|신한|우리|하나|기업|제일|계좌번호|계좌"
)
HOMES = "아파트|빌라|맨션|오피스텔|원룸|주택|연립|타운|층|APT"
WHO = "성명|성함|이름|신청인|신청자|민원인|신고인|신고자|제안자|작성자|건의자|예금주|보호자|대표자"
NOBODY = frozenset(
    ("익명", "없음", "비공개", "미상", "모름", "본인", "주민", "시민", "생략", "가명", "무명")
)
PATTERNS = {
    "resident_number": re.compile(
        r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s?-\s?[1-8][\d*xX●○]{6}|[1-8]\d{6})"
        r"(?![\d-])"
    ),
    "phone": re.compile(
        rf"(?<![\d-])(?:(?:\+?82{BETWEEN}\(?0?\)?|0)1[016789]\)?{BETWEEN}\d{{3,4}}{BETWEEN}\d{{4}}"
        r"|\(?0(?:2|[3-6]\d|70|50\d)\)?(?:\s?[-.)]\s?|\s)\d{3,4}\s?[-.\s]\s?\d{4}"
        r"|(?<=\))\d{3,4}-\d{4})(?!\d)"
    ),
    "email": re.compile(r"[A-Za-z0-9_.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"),
    "account": re.compile(rf"(?:{BANKS})[^\d\n]{{0,12}}(\d[\d-]{{8,20}}\d)(?![\d-])"),
    "plate": re.compile(
        rf"(?<![\d가-힣])(?:(?:{CITIES})\s?)?\d{{2,3}}\s?[{PLATE_LETTERS}]\s?\d{{4}}"
        r"(?!\d|\s?(?:원|명|건|번|년|m|㎡|미터|세대|가구))"
    ),
    "dwelling": re.compile(
        rf"(?:(?<!\d)제?\d{{1,4}}\s?동\s*(?:제?\d{{1,2}}층\s*)?제?[A-Z]?\d{{2,5}}\s?호"
        rf"|(?<=[가-힣A-Za-z]\s)\d{{1,4}}\s?-\s?\d{{2,4}}\s?호"
        rf"|(?:{HOMES})\s*(제?[A-Z]?\d{{2,5}}\s?호))(?![선차기점가-힣]*(?:선|기)|\d)"
    ),
    "name": re.compile(
        rf"(?:{WHO})\s{{0,3}}[:：]\s{{0,3}}([가-힣]{{2,4}}(?![가-힣])|[가-힣](?:\s[가-힣]){{1,3}}(?![가-힣]))"
    ),
}
HAS = {
    "resident_number": re.compile(r"\d{6}"),
    "phone": re.compile(r"\d{3,4}"),
    "email": re.compile("@"),
    "account": re.compile(r"\d{3}"),
    "plate": re.compile(r"\d{4}"),
    "dwelling": re.compile("호"),
    "name": re.compile("[:：]"),
}
# Most texts hold none of it: one look tells.
MAY_HOLD = re.compile(r"\d{2}|[@:：＠]")


class Found(NamedTuple):
    """text[start:end] is personal data of this kind."""

    kind: str
    start: int
    end: int


def find(text: str, names: Iterable[str] = ()) -> list[Found]:
    """What stands in a text, in order, none inside another. names: people the row names."""
    names = [name for name in names if name in text]
    if not names and not MAY_HOLD.search(text):
        return []
    plain = text.translate(HALF_WIDTH)
    found: list[Found] = []
    for kind, pattern in PATTERNS.items():
        if HAS[kind].search(plain):
            _add(found, kind, pattern, plain)
    for name in names:
        _add(found, "name", re.compile(re.escape(name)), plain)
    return sorted(found, key=lambda each: each.start)


def mask(text: str, kinds: Iterable[str] = KINDS, names: Iterable[str] = ()) -> str:
    """The text with words in place of what it holds of these kinds."""
    return without(text, find(text, names), kinds)


def without(text: str, found: list[Found], kinds: Iterable[str]) -> str:
    """mask(), of what was found before."""
    at, parts = 0, []
    for kind, start, end in found:
        if kind in kinds:
            parts += [text[at:start], MASKS[kind]]
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def names_in(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of people among the cells of a row's personal columns: three syllables or more,
    for shorter ones are words as well."""
    plain = ("".join(cell.split()) for cell in cells)
    return tuple({name for name in plain if re.fullmatch(r"[가-힣]{3,5}", name)} - NOBODY)


def _add(found, kind, pattern, plain):
    for match in pattern.finditer(plain):
        group = match.lastindex or 0
        here = Found(kind, *match.span(group))
        if kind == "name" and plain[here.start : here.end] in NOBODY:
            continue
        if all(here.end <= other.start or here.start >= other.end for other in found):
            found.append(here)
