"""The rows of the desk's list as words, so that its template only writes them down. Pure.

Of fifty rows, looking each word up in the reader's language costs more than everything else.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from civic.korean_time import SEOUL


class Words(NamedTuple):
    """Code or id → words in the reader's language."""

    categories: Mapping[str, str]
    statuses: Mapping[str, str]
    districts: Mapping[int, str]
    departments: Mapping[int, str]
    themes: Mapping[int, str]


class DeskRow(NamedTuple):
    """One issue as it is shown. department: with its officer; due: empty without a day."""

    id: int
    title: str
    excerpt: str
    theme_id: int | None
    theme: str
    category: str
    district: str
    status: str
    department: str
    due: str
    is_late: bool
    supports: str
    day: str
    is_imported: bool


def desk_rows(rows: Iterable, words: Words, today: date) -> list[DeskRow]:
    """Args: rows: of find.SHOWN."""
    return [
        DeskRow(
            row.id,
            row.title,
            row.excerpt,
            row.theme_id,
            words.themes.get(row.theme_id, ""),
            words.categories[row.category],
            words.districts.get(row.district_id, ""),
            words.statuses[row.status],
            _department(row, words),
            short_day(row.due_on) if row.due_on else "",
            bool(row.due_on and row.due_on < today),
            f"{row.supports_count:,}",
            short_day(row.created_at.astimezone(SEOUL)),
            row.import_id is not None,
        )
        for row in rows
    ]


def short_day(day: date) -> str:
    """26.11.25., as office lists have it."""
    return f"{day.year % 100:02}.{day.month:02}.{day.day:02}."


def _department(row, words: Words) -> str:
    if not row.department_id:
        return ""
    return f"{words.departments[row.department_id]} {row.officer}"
