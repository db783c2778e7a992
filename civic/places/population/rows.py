"""Population by district and age band, read from a table as offices and the ministry write it.
Pure."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from civic.places.tables import HeadedTable

OLDEST = 80
BANDS = tuple(str(age) for age in range(0, OLDEST + 1, 10))
ALL = "all"  # everybody of a district, where ages are not known
MOST_PEOPLE = 10_000_000
CODE = re.compile(r"\d{10}")
TOTALS = ("합계", "소계", "계", "총계", "전체")
DISTRICT_HEADER = re.compile(r"코드|code|읍면동|행정구역|행정동|district|^동$", re.I)
AGE_HEADER = re.compile(r"연령|나이|age", re.I)
PEOPLE_HEADER = re.compile(r"인구|주민|명수|people|population", re.I)


class NoPopulation(Exception):
    """The table has no column of districts, or none of people."""


@dataclass(frozen=True)
class PopulationMistake:
    """number: the row's. why: unknown_district | not_a_band | not_a_number | twice | mixed."""

    number: int
    why: str
    value: str


@dataclass(frozen=True)
class PopulationTable:
    """people: (district id, band) → number; band is one of BANDS, or ALL."""

    people: dict[tuple[int, str], int]
    mistakes: list[PopulationMistake]


def age_band(birth_year: int, year: int) -> str:
    """The band of somebody by the year alone, as the ministry's 연 나이 counts: 1985, 2026 → "40".

    Raises: ValueError for somebody not born yet.
    """
    if birth_year > year:
        raise ValueError(birth_year)
    return str(min((year - birth_year) // 10 * 10, OLDEST))


def is_column(cell: str) -> bool:
    """A cell names a column of such tables."""
    headers = (DISTRICT_HEADER, AGE_HEADER, PEOPLE_HEADER)
    return len(cell) < 40 and any(header.search(cell) for header in headers)


def read_population(table: HeadedTable, districts: dict[str, int]) -> PopulationTable:
    """A row a district and band (읍면동, 연령대, 인구), or a column a band as the ministry's
    연령별 인구현황 has them; men and women beside a total are left out.

    Args: districts: code and name → id. Rows of totals and of whole cities are passed over.
    Raises: NoPopulation.
    """
    place, columns = _columns(table.header)
    people: Counter[tuple[int, str]] = Counter()
    mistakes: list[PopulationMistake] = []
    seen: set[tuple[int, str]] = set()
    for number, cells in table.rows:
        district = _district(cells[place], districts)
        if district is None:
            continue
        for words, value in columns(cells):
            try:
                (id, band), count = _counted(district, words, value, seen)
            except ValueError as wrong:
                why = str(wrong)
                shown = {"unknown_district": cells[place], "not_a_number": value}.get(why, words)
                mistakes.append(PopulationMistake(number, why, shown[:80]))
                continue
            seen.add((id, _plain(words)))
            people[id, band] += count
            if ((id, ALL) in people) and any((id, b) in people for b in BANDS):
                mistakes.append(PopulationMistake(number, "mixed", cells[place][:80]))
    return PopulationTable(dict(people), mistakes)


def write_rows(people: dict[tuple[int, str], int], names: dict[int, str]) -> str:
    """The rows as text that read_population reads again. names: district id → its name or code."""
    order = {band: place for place, band in enumerate((*BANDS, ALL))}
    rows = sorted(people, key=lambda key: (list(names).index(key[0]), order[key[1]]))
    return write_text(
        ("읍면동", "연령대", "인구"),
        [(names[district], BAND_LABELS[band], people[district, band]) for district, band in rows],
    )


def write_text(header, rows) -> str:
    """Rows as comma-separated lines."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


BAND_LABELS = {band: f"{band}~{int(band) + 9}세" for band in BANDS}
BAND_LABELS |= {str(OLDEST): f"{OLDEST}세 이상", ALL: "전체"}


Cells = tuple[str, ...]


def _columns(header: Cells) -> tuple[int, Callable[[Cells], list[tuple[str, str]]]]:
    """(place of the district's column, cells → pairs of (band as written, people as written))."""
    place = _find(header, DISTRICT_HEADER)
    if place is None:
        raise NoPopulation
    bands = [(n, name.rpartition("_")[2]) for n, name in enumerate(header) if n != place]
    bands = [(n, words) for n, words in bands if _band(words) not in (None, ALL)]
    if len(bands) > 1:
        both = [(n, words) for n, words in bands if "_계_" in header[n]]
        return place, lambda cells: [(words, cells[n]) for n, words in both or bands]
    people, age = _find(header, PEOPLE_HEADER), _find(header, AGE_HEADER)
    if people is None:
        raise NoPopulation
    return place, lambda cells: [(cells[age] if age is not None else "", cells[people])]


def _find(header, words) -> int | None:
    return next((n for n, name in enumerate(header) if words.search(name)), None)


def _district(cell, districts) -> int | str | None:
    """A district's id; None for a row to pass over; the cell itself when it is unknown."""
    words = _plain(cell)
    code = CODE.search(words)
    name = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", cell)).split()
    for known in (code[0] if code else "", words, name[-1] if name else ""):
        if known in districts:
            return districts[known]
    if words in TOTALS or (code and code[0].endswith("00000")):
        return None
    return cell


def _counted(
    district: int | str, words: str, value: str, seen: set[tuple[int, str]]
) -> tuple[tuple[int, str], int]:
    """((district id, band), people) of one number. Raises: ValueError, why as of a mistake."""
    if isinstance(district, str):
        raise ValueError("unknown_district")
    band, count = _band(words), _number(value)
    if band is None:
        raise ValueError("not_a_band")
    if count is None:
        raise ValueError("not_a_number")
    if (district, _plain(words)) in seen:
        raise ValueError("twice")
    return (district, band), count


def _band(words: str) -> str | None:
    """20~29세, 20대, 23세, 80세 이상, 10세 미만 → the band they lie in; None across bands."""
    plain = _plain(words)
    if plain in ("", ALL, *TOTALS):
        return ALL
    ages = re.fullmatch(r"(\d{1,3})(?:[~\-–](\d{1,3}))?(세|대)?(이상|미만)?", plain)
    if not ages:
        return None
    low, high = int(ages[1]), int(ages[2] or ages[1])
    if ages[3] == "대" and low % 10:
        return None
    if ages[4] == "미만":
        return "0" if low == 10 else None
    if ages[4] == "이상" and low < OLDEST:
        return None
    if low > high or high > 150 or (low < OLDEST and low // 10 != high // 10):
        return None
    return str(min(low // 10 * 10, OLDEST))


def _number(value: str) -> int | None:
    digits = _plain(value).replace(",", "").removesuffix("명")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        return None
    return int(digits) if int(digits) <= MOST_PEOPLE else None


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())
