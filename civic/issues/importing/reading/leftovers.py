"""Rows that are no complaints of their own: each is listed with the reason, and may be taken.
Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from civic.places.tables.headers import BETWEEN

TOTAL = re.compile(
    r"[가-힣·]{0,10}?(?:합계|소계|총계|누계|총합계|평균)(?:\([^()]{0,20}\))?(?:[:：]?[\d,]+(?:건|명|개)?)?"
    r"|(?:합|계|총)(?:[:：]?[\d,]+(?:건|명|개)?)?"
)
# Remarks under a table, and nothing else.
REMARK = re.compile(
    r"\s*(?:[※*＊★☞]|주\s?[\d)]|비고\s*[:：]|참고\s*[:：]|자료\s*[:：]|출처\s*[:：]|작성(?:자|일|부서)?\s*[:：]"
    r"|문의\s*[:：]|붙임\s*[:：\d]|끝\s*\.?\s*$|[-=\s]*이하\s*여백)"
)
# Of minutes pasted line by line: when and where it was, who was there.
ABOUT_MEETING = re.compile(
    r"\s*[□■○●◦•▶❍ㅇ-]?\s*(?:일\s?시|장\s?소|날\s?짜|참\s?석\s?(?:자|인원)?|주\s?최|주\s?관|회\s?의\s?명)"
    r"\s*[:：]"
)
AMOUNT = re.compile(r"(?:총|계|[:：])?[-+]?[\d.,]*(?:건|명|개|회|원|점|%)?")
SHOWN = 60


@dataclass(frozen=True)
class LeftOut:
    """A row that is no issue. words: how it begins.

    why: total | header | remark (below or between the rows) | day (of the rows below) |
    other_table (below a row with other names of columns) | repeated (equals: the row's number) |
    here (equals: the issue's id) | chosen (the planner left it out). And, of a row that is taken
    unless the planner says otherwise, same_number (equals: the issue's id).
    """

    number: int
    words: str
    why: str
    equals: int | None = None


def why_no_complaint(cells: tuple[str, ...], header: tuple[str, ...]) -> str:
    """total for a row of sums, header where the names stand once more, remark for one below the
    rows, else empty."""
    filled = [cell for cell in cells if cell.strip()]
    if _is_total(filled):
        return "total"
    names = _plain_names(header)
    first = _plain(filled[0]) if filled else ""
    if len(filled) > 1 and first in names and names.issuperset(map(_plain, filled)):
        return "header"
    if len(header) == 1 and filled:  # where a star may begin what somebody says
        is_about = ABOUT_MEETING.match(filled[0]) or filled[0].lstrip().startswith("※")
        return "remark" if is_about else ""
    return "remark" if is_remark(cells, header) and REMARK.match(filled[0]) else ""


def is_remark(cells: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """A row of a table of several columns says one thing only."""
    filled = {cell.strip() for cell in cells} - {""}
    return len(header) > 1 and len(filled) == 1


def _is_total(filled):
    """A sum's name in one of the first cells, short words before it and amounts behind."""
    for at, cell in enumerate(filled[:3]):
        if len(cell) > SHOWN:
            return False
        if TOTAL.fullmatch(_plain(cell)):
            amounts = [AMOUNT.fullmatch(_plain(cell)) for cell in filled[at + 1 :]]
            return all(amounts) and (at == 0 or bool(amounts))
    return False


def beginning(cells: tuple[str, ...]) -> str:
    """The first words of a row."""
    words = " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _plain(cell):
    return "".join(unicodedata.normalize("NFKC", cell[:200]).split())


@lru_cache(maxsize=8)
def _plain_names(header):
    lines = [part for name in header for part in name.split(BETWEEN)]
    return frozenset(map(_plain, (*header, *lines)))
