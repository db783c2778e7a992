"""A cell that names a department, and often who works there: 도로과(김철수), 도로과 김철수 주무관.
Pure."""

import re
import unicodedata
from typing import NamedTuple

from civic.issues.importing.reading.contents import SURNAMES
from civic.issues.importing.reading.kinds import category_of

TITLE_NAMES = (
    "주무관 팀장 과장 계장 국장 실장 소장 반장 부장 차장 센터장 담당 담당자 담당관 사무관 서기관"
    " 주사 주사보 서기 서기보 실무관 공무관 공무직 연구사 지도사 전문관 대리 팀원 직원 님 씨"
)
TITLES = frozenset(TITLE_NAMES.split())
# 도로과장 is the head of 도로과.
HEAD = re.compile(r"([가-힣\d]+(?:과|팀|국|실|계|소|센터|동|읍|면))장")
TWO_SURNAMES = "남궁|황보|제갈|선우|사공|독고|서문|동방"
NAME = rf"(?:{TWO_SURNAMES}|[{SURNAMES}])[가-힣]{{1,2}}"
MASKED = re.compile(rf"[{SURNAMES}](?:[○〇●◯*]{{1,3}}[가-힣]?|[가-힣]?[OX○〇●◯*]{{1,2}}[가-힣]?)")
WITH_TITLE = re.compile(rf"({NAME})({'|'.join(sorted(TITLES, key=len, reverse=True))})")
RANK = re.compile(r"[가-힣]{0,4}[4-9]급")
# Of three letters where no title stands beside them, and no word for a unit or its work.
ALONE = re.compile(rf"(?:{TWO_SURNAMES})[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{2}}")
UNIT = re.compile(
    r"[과팀계실처반부단소읍면]$|(?:연구|의료|감사|교육|진흥|복지)원$"
    r"|(?:담당|도서|박물|기획|감사|체육|문화|회)관$"
)
# What a unit's name may end with, and a person's as well: if their title stands beside it, or a
# small unit, which has none of these inside.
EITHER, SMALL = re.compile(r"[국동리청]$"), re.compile(r"[과팀계]$")
WORD = re.compile(r"[^\s/|,;:·ㆍ_→(){}\[\]<>~-]+")
PHONE = re.compile(
    r"(?:☎|☏|tel\.?|전화|내선)?\s*:?\s*(?:0\d{1,2}\s?[-).]\s?)?\d{3,4}\s?[-.]\s?\d{4}"
    r"|(?:☎|☏|tel\.?|내선)\s*:?\s*\d{2,5}",
    re.I,
)
AROUND = "\\s/|,;:·ㆍ_→~-"
IN_BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]")


class OfficeCell(NamedTuple):
    """department, officer: as written, of several officers all; either may be empty."""

    department: str
    officer: str


def read_cell(cell: str) -> OfficeCell:
    """What stands in a cell of a column of departments; a cell that says no more is as it was."""
    text = PHONE.sub(" ", unicodedata.normalize("NFKC", cell))
    words = list(WORD.finditer(text))
    kinds = [_kind(word[0]) for word in words]
    officers, left = [], list(text)
    for at, word in enumerate(words):
        name = _name([each[0] for each in words], kinds, at)
        if name:
            officers.append(name)
        if name or (kinds[at] == "title" and at > 0):
            left[word.start() : word.end()] = " " * len(word[0])
        elif kinds[at] == "head":
            left[word.end() - 1] = " "
    rest = "".join(left)
    department = cell.strip() if rest.strip() == cell.strip() else _tidy(rest)
    return OfficeCell(department, ", ".join(dict.fromkeys(officers)))


def _kind(word: str) -> str:
    """title | head | masked | unit, or nothing that a word alone tells."""
    if word in TITLES or RANK.fullmatch(word):
        return "title"
    if HEAD.fullmatch(word):
        return "head"
    if MASKED.fullmatch(word):
        return "masked"
    return "unit" if UNIT.search(word) or category_of(word) is not None else ""


def _name(words: list[str], kinds: list[str], at: int) -> str:
    """The name that a word is, or begins with; empty for another. A cell begins with the unit,
    unless a title or the unit's own name follows."""
    word, kind = words[at], kinds[at]
    titled = WITH_TITLE.fullmatch(word)
    if titled is not None and len(titled[1]) > 2 and kind != "head":
        return titled[1]
    if kind:
        return word if kind == "masked" else ""
    before, behind = kinds[max(0, at - 1) : at], kinds[at + 1 : at + 2]
    if before in (["title"], ["head"]) or behind == ["title"]:
        is_name = bool(re.fullmatch(NAME, word))
        is_told = at > 0 or not EITHER.search(word)
    else:
        is_name = bool(ALONE.fullmatch(word)) and (at > 0 or behind == ["unit"])
        is_told = not EITHER.search(word) or (at > 0 and bool(SMALL.search(words[at - 1])))
    return word if is_name and is_told else ""


def _tidy(text: str) -> str:
    """The words left, without brackets around nothing and marks at the ends."""
    text = IN_BRACKETS.sub(_bracket, text)
    text = re.sub(rf"\s*([/|,;:·])(?:[{AROUND}]*[/|,;:·])+", r"\1", " ".join(text.split()))
    text = re.sub(rf"[{AROUND}]+(?=[(\[{{<])", " ", text)
    return re.sub(rf"^[{AROUND}]+|[{AROUND}]+$", "", text)


def _bracket(match: re.Match) -> str:
    inside = re.sub(rf"^[{AROUND}]+|[{AROUND}]+$", "", match[1])
    is_all = match[0] == match.string.strip()
    return inside if is_all or not inside else match[0][0] + inside + match[0][-1]
