"""Which 행정동 a 법정동 lies in, read from a table as the ministry's own file has it. Pure.

A 법정동 may lie in several 행정동, and a 행정동 has several 법정동: each row is one pair.
"""

import re
import unicodedata
from dataclasses import dataclass

from civic.places.tables import HeadedTable

LEGAL_CODE = re.compile(r"법정동?\s*코드")
LEGAL_NAME = re.compile(r"법정동명?$|법정동\s*이름|동리명|법정리")
DISTRICT_CODE = re.compile(r"행정동?\s*코드")
DISTRICT_NAME = re.compile(r"행정동명?$|행정동\s*이름|읍면동명?$")
ENDED = re.compile(r"말소|폐지")
CODE = re.compile(r"\d{10}")
LONGEST = 40


class NoLegalDongs(Exception):
    """The table has no column of 법정동 names, or none that says which 행정동."""


@dataclass(frozen=True)
class LegalDongs:
    """pairs: (name of the 법정동, its code or "", district's id). elsewhere: rows of other cities,
    passed over. unknown: (row, 행정동) of those that name no district though they might be here."""

    pairs: frozenset[tuple[str, str, int]]
    elsewhere: int
    unknown: list[tuple[int, str]]


def is_column(cell: str) -> bool:
    """A cell names a column of such tables."""
    columns = (LEGAL_CODE, LEGAL_NAME, DISTRICT_CODE, DISTRICT_NAME)
    return len(cell) < LONGEST and any(column.search(cell) for column in columns)


def read_legal_dongs(table: HeadedTable, districts: dict[str, int]) -> LegalDongs:
    """Args: districts: code and name → id. A row with a code is known by it alone: other cities
    have districts of the same names. Raises: NoLegalDongs."""
    header = [_plain(cell) for cell in table.header]
    name, legal_code = _find(header, LEGAL_NAME), _find(header, LEGAL_CODE)
    code, district, ended = (_find(header, c) for c in (DISTRICT_CODE, DISTRICT_NAME, ENDED))
    if name is None or (code is None and district is None):
        raise NoLegalDongs
    pairs, unknown, elsewhere = set(), [], 0
    cities = {known[:5] for known in districts if CODE.fullmatch(known)}
    for number, cells in table.rows:
        if (ended is not None and cells[ended].strip()) or not (legal := _name(cells[name])):
            continue
        given = _plain(cells[code]) if code is not None else ""
        where = given if CODE.fullmatch(given) else _plain(cells[district or 0])
        if where in districts:
            known = _plain(cells[legal_code]) if legal_code is not None else ""
            pairs.add((legal, known if CODE.fullmatch(known) else "", districts[where]))
        elif CODE.fullmatch(where) and (where[:5] not in cities or where.endswith("00000")):
            elsewhere += 1
        else:
            unknown.append((number, where[:LONGEST]))
    return LegalDongs(frozenset(pairs), elsewhere, unknown)


def _find(header, words) -> int | None:
    return next((n for n, cell in enumerate(header) if words.search(cell)), None)


def _name(cell: str) -> str:
    """The last word of what may be a whole address: 가온시 교동 → 교동."""
    words = unicodedata.normalize("NFKC", cell).split()
    return words[-1][:LONGEST] if words else ""


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split())
