"""A cell that names a department, and often who works there: 도로과(김철수), 도로과 김철수 주무관.
Pure."""

import re
import unicodedata
from typing import NamedTuple

from civic.issues.importing.reading.kinds import category_of
from civic.personal_data import SURNAMES

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
# Small units are called by their work: 문화재담당, 정보화 담당관.
WORK, OF_WORK = re.compile(r"(.+?)담당관?"), ("담당", "담당관")
# What the name of a unit or a place may end with, and a person's as well: if their title stands
# beside it, or a small unit, which has none of these inside.
EITHER, SMALL = re.compile(r"[국동리청시군구도]$"), re.compile(r"[과팀계]$")
# Words of units that look like a name: 신산업 육성과, 공동체 지원과.
LIKE_NAMES = (
    "이주민 이륜차 정보화 장애인 임대차 한부모 서비스 신산업 신도시 신재생 신기술 신성장"
    " 신중년 신사업 신청사 신공항 유기견 유기묘 전산망 전기차 전입자 고령자 고도화 배수로"
    " 배출권 노동자 노숙인 노점상 성평등 성과급 우수관 오수관 구도심 민방위 민간위 지방세"
    " 지하수 지하철 지역화 원도심 원주민 방문자 공동체 공무원 공유지 공기업 공직자 현대화"
    " 도시숲 소비자 소득세 표지판 기록물 반려견 반려묘 인허가 제조업 국유지 국공립 국도변"
    " 어르신 어린이 어업인 은퇴자 주민세 성인지 여객선 선착장 안전모 한의약 허가권 기간제"
    " 공무직 계약직 민원 민간 인권 인사 인구 여성 공보 전산 안전 정책 지역 성과 조사 기획 홍보"
    " 문화 주민 도시 방재 원예 유통 차량 위생 의회 노인 노동 국제 남북 진흥 마을"
)
WORDS = frozenset(LIKE_NAMES.split())
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
    names = [_name([each[0] for each in words], kinds, at) for at in range(len(words))]
    officers, left = list(filter(None, names)), list(text)
    for at, word in enumerate(words):
        is_title = kinds[at] == "title" and at > 0
        if is_title and word[0] in OF_WORK and not names[at - 1]:
            is_title = bool(kinds[at - 1] in ("title", "head") or UNIT.search(words[at - 1][0]))
        if names[at] or is_title:
            left[word.start() : word.end()] = " " * len(word[0])
        elif kinds[at] == "head":
            left[word.end() - 1] = " "
    rest = "".join(left)
    department = cell.strip() if rest.strip() == cell.strip() else _tidy(rest)
    return OfficeCell(department, ", ".join(dict.fromkeys(officers)))


def _kind(word: str) -> str:
    """title | work | head | masked | unit, or nothing that a word alone tells."""
    if word in TITLES or RANK.fullmatch(word):
        return "title"
    work = WORK.fullmatch(word)
    if work and (work[1] in WORDS or category_of(work[1]) is not None):
        return "work"
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
    if titled is not None and len(titled[1]) > 2 and kind not in ("head", "work"):
        return titled[1]
    if kind:
        return word if kind == "masked" else ""
    before, behind = kinds[max(0, at - 1) : at], kinds[at + 1 : at + 2]
    if before in (["title"], ["head"]) or behind == ["title"]:
        is_name = bool(re.fullmatch(NAME, word)) and word not in WORDS
        is_told = at > 0 or not EITHER.search(word)
    else:
        is_name = bool(ALONE.fullmatch(word)) and word not in WORDS
        is_name = is_name and (at > 0 or behind == ["unit"])
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
