"""What will become of each column and of each word for a place, before anything is stored. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from civic.issues.importing.reading.authors import author_columns
from civic.issues.importing.reading.columns import (
    LOOKED_AT,
    column,
    examples,
    is_field,
    is_known_name,
    people_field,
)
from civic.issues.importing.reading.complaints import Checked
from civic.issues.importing.reading.offered import OFFERED
from civic.issues.importing.reading.years import AssumedDay
from civic.personal_data import mask, names_in
from civic.places.district_names import Match
from civic.places.tables import HeadedTable

EXAMPLE = 40  # letters of a value that are shown
MOST_DISTRICTS, SHOWN_DAYS = 50, 5
# A number of a spreadsheet that may have been 3.10, 3.20 or 3.30.
CUT_SHORT = re.compile(r"\d{1,2}\.[123]")


@dataclass(frozen=True)
class ColumnPlan:
    """A column and what becomes of it. field: what it is taken as; "" for left out.

    becomes: taken | personal (never taken) | left_out (its name is known, and is no part of an
    issue) | unknown. examples: three values, without personal data; none of a personal column.
    only: the one field a column of people's own may be taken as. signs: it says who wrote a row.
    """

    name: str
    field: str
    becomes: str
    examples: tuple[str, ...]
    only: str = ""
    signs: bool = False

    @property
    def may_be_taken(self) -> bool:
        return self.becomes != "personal" or bool(self.only)

    def chosen(self, field: str) -> "ColumnPlan":
        """The same, taken as another field."""
        fits = is_field(field) and self.may_be_taken and field == (self.only or field)
        return replace(self, field=field if fits else "")


@dataclass(frozen=True)
class DayLine:
    """Days that were read in one way. why: of AssumedDay. cut_short: a 0 may be gone from them."""

    why: str
    cut_short: bool
    rows: int
    examples: tuple[AssumedDay, ...]


def column_plans(
    table: HeadedTable, columns: dict[str, str], personal: Iterable[str]
) -> list[ColumnPlan]:
    """A plan for each column, in the order of the file. columns: field → name of its column."""
    fields, personal = {name: field for field, name in columns.items()}, set(personal)
    people, signing = _people(table, personal, fields), author_columns(table, personal)
    plans = [
        _plan(table, name, fields.get(name, ""), people, name in personal) for name in table.header
    ]
    return [replace(plan, signs=plan.name in signing) for plan in plans]


def author_lines(
    authors: Counter[str], plans: Iterable[ColumnPlan]
) -> list[tuple[str, int, int, int]]:
    """(columns that say who wrote the rows, rows, their authors, rows of nobody known): one line,
    or none without such columns. authors: of ReadFile."""
    columns, nobodys = [plan.name for plan in plans if plan.signs], authors[""]
    people = len(authors.keys() - {""})
    line = " · ".join(columns), authors.total() - nobodys, people, nobodys
    return [line] if columns else []


def district_lines(checked: Checked, names: dict[int, str]) -> list[tuple[Match, int]]:
    """(what words said, rows) wherever a district was told by other words than its name."""
    lines = [
        (match, rows)
        for match, rows in checked.districts.most_common()
        if match.how != "exact" or match.words != names.get(match.key or 0)
    ]
    return sorted(lines, key=lambda line: line[0].key is not None)[:MOST_DISTRICTS]


def day_lines(checked: Checked) -> list[DayLine]:
    """What is to be said of days that could be read otherwise: one line for each way they were
    read, most rows first."""
    groups: dict[tuple[str, bool], list[tuple[AssumedDay, int]]] = {}
    for assumed, rows in checked.days.most_common():
        way = assumed.why, bool(CUT_SHORT.fullmatch(assumed.words))
        groups.setdefault(way, []).append((assumed, rows))
    lines = [
        DayLine(*way, sum(rows for _, rows in days), tuple(day for day, _ in days[:SHOWN_DAYS]))
        for way, days in groups.items()
    ]
    return sorted(lines, key=lambda line: -line.rows)


def header_choices(
    rows: Iterable[tuple[int, tuple[str, ...]]], table: HeadedTable, personal: Iterable[str]
) -> list[tuple[int, list[str]]]:
    """(number, cells) of rows of which one names the columns, to choose from: without personal
    data, and of those below today's header without any cell of a personal column."""
    hidden = {i for i, name in enumerate(table.header) if name in personal}
    below, people = table.header_row + table.header_lines, _people(table, personal, {})

    def shown(number, cells):
        seen = (i for i, cell in enumerate(cells) if cell and (number < below or i not in hidden))
        return [mask(cells[i], names=people) for i in seen]

    return [(number, shown(number, cells)) for number, cells in rows]


def _plan(table, name, field, people, is_personal):
    if is_personal:
        only = people_field(name)
        field = field if field == only else ""
        return ColumnPlan(name, field, "taken" if field else "personal", (), only)
    becomes = "taken" if field else ("left_out" if is_known_name(name) else "unknown")
    values = examples(table, name)
    if field in OFFERED:  # of a department and who works there, the department
        values = [own for value in values if (own := OFFERED[field].own(value))]
    shown = tuple(_example(value, people) for value in values)
    return ColumnPlan(name, field, becomes, shown)


def _people(table, personal, fields):
    """Names of people that columns of their own hold, and of departments, in the rows shown."""
    cells = [cell for name in personal for cell in column(table, name)[:LOOKED_AT]]
    for name, about in ((n, OFFERED[f]) for n, f in fields.items() if f in OFFERED):
        parts = [about.parts(cell) for cell in column(table, name)[:LOOKED_AT]]
        cells += [words for each in parts for f, words in each.items() if OFFERED[f].of_people]
    return names_in(cells)


def _example(value, people):
    words = mask(" ".join(value.split()), names=people)
    return words if len(words) <= EXAMPLE else words[: EXAMPLE - 1] + "…"
