"""What a column holds, told by its cells. Pure."""

import re
import unicodedata
from datetime import datetime

from civic.issues.importing.reading.dates import ORDERS, NotATime, read_cell
from civic.issues.importing.reading.kinds import category_of
from civic.personal_data import SURNAMES, find

SAMPLE = 200  # cells are enough to tell
MOSTLY = 0.8
# What offices write where there is nothing to write.
EMPTY = frozenset(
    (
        "",
        "없음",
        "해당없음",
        "해당사항없음",
        "내용없음",
        "미기재",
        "미입력",
        "공란",
    )
) | frozenset(("na", "n/a", "n.a", "n.a.", "null", "none", "#n/a", "nil"))
MARKS = re.compile(r"[-−–—―‐_~.·‧・ㆍ･/×\s]{0,6}")
ADDRESS = re.compile(r"[가-힣\d](?:읍|면|동|리|로|길|가)\s?(?:산\s?)?\d")
DISTRICT = re.compile(r"(?:\S{1,8}[시군구] ?)*\S{1,8}[읍면동가]")
OFFICE_OR_PLACE = re.compile(r"[과팀국실청소읍면동리]$")


def is_empty(cell: str) -> bool:
    """A cell says that there is nothing: blank, "-", "·", 없음, N/A."""
    if len(cell) > 12:
        return not cell.strip()
    plain = "".join(unicodedata.normalize("NFKC", cell).split()).lower()
    return plain in EMPTY or bool(MARKS.fullmatch(plain))


def sample(cells: list[str]) -> list[str]:
    """The first cells that say something."""
    filled = (cell for cell in cells if not is_empty(cell))
    return [cell for cell, _ in zip(filled, range(SAMPLE), strict=False)]


def are_times(cells: list[str]) -> bool:
    """Dates as they are written; bare numbers are none."""
    return _mostly(cells, lambda cell: not cell.isdecimal() and _is_time(cell))


def is_day(cell: str, now: datetime) -> bool:
    """A day and nothing else, with a year or without; no bare number."""
    try:
        return not re.fullmatch(r"[\d.]+", cell) and bool(read_cell(cell, now))
    except NotATime:
        return False


def are_addresses(cells: list[str]) -> bool:
    return _mostly(cells, lambda cell: len(cell) < 80 and bool(ADDRESS.search(cell)))


def are_stories(cells: list[str]) -> bool:
    """Texts of some length, with several words, hardly any twice."""
    return _differ(cells) and _mostly(cells, lambda cell: len(cell) > 40 and cell.count(" ") > 4)


def are_titles(cells: list[str]) -> bool:
    """Short texts of several letters, hardly any twice."""
    return _differ(cells) and _mostly(
        cells, lambda cell: 4 <= len(cell) <= 80 and bool(re.search(r"[가-힣A-Za-z]{2}", cell))
    )


def are_contacts(cells: list[str]) -> bool:
    """Phone numbers, addresses of mail, numbers of residents, plates, and nothing else."""
    return _mostly(cells, _is_contact)


def are_names(cells: list[str]) -> bool:
    """Names of people: two to four syllables that begin with a surname."""
    return _mostly(cells, lambda cell: bool(re.fullmatch(rf"[{SURNAMES}][가-힣○*]{{1,3}}", cell)))


def are_surely_names(cells: list[str]) -> bool:
    """Names of people where nothing says so: of three letters, and no words for a kind, a
    district or a department."""
    three = _mostly(cells, lambda cell: len(cell) == 3 and not OFFICE_OR_PLACE.search(cell))
    return three and are_names(cells) and not are_kinds(cells)


def are_districts(cells: list[str]) -> bool:
    return _mostly(
        cells, lambda cell: bool(DISTRICT.fullmatch(unicodedata.normalize("NFKC", cell)))
    )


def are_kinds(cells: list[str]) -> bool:
    """Short words for a category, few of them many times."""
    few = len(set(cells)) <= max(3, len(cells) // 2)
    return few and _mostly(cells, lambda cell: len(cell) <= 8 and category_of(cell) is not None)


def _is_time(cell):
    for order in ("", *ORDERS):
        try:
            return bool(read_cell(cell, order=order))
        except NotATime:
            continue
    return False


def _is_contact(cell):
    contacts = find(cell)
    return bool(contacts) and sum(f.end - f.start for f in contacts) >= 0.7 * len(cell.strip())


def _differ(cells):
    return len(set(cells)) >= 0.8 * len(cells)


def _mostly(cells, holds):
    return bool(cells) and sum(map(holds, cells)) >= MOSTLY * len(cells)
