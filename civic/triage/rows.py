"""The rows of the desk's list as words, so that its template only writes them down. Pure.

Of fifty rows, looking each word up in the reader's language costs more than everything else.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from civic.issues.rules import UNANSWERED
from civic.korean_time import SEOUL


class DeskWords(NamedTuple):
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


def desk_rows(rows: Iterable, words: DeskWords, today: date) -> list[DeskRow]:
    """Args: rows: of find.SHOWN."""
    return [_desk_row(row, words, today) for row in rows]


def _desk_row(row, words: DeskWords, today: date) -> DeskRow:
    department = words.departments[row.department_id] if row.department_id else ""
    return DeskRow(
        id=row.id,
        title=row.title,
        excerpt=row.excerpt,
        theme_id=row.theme_id,
        theme=words.themes.get(row.theme_id, ""),
        category=words.categories[row.category],
        district=words.districts.get(row.district_id, ""),
        status=words.statuses[row.status],
        department=f"{department} {row.officer}" if department else "",
        due=short_day(row.due_on) if row.due_on else "",
        is_late=is_late(row.due_on, row.status, today),
        supports=f"{row.supports_count:,}",
        day=short_day(row.created_at.astimezone(SEOUL)),
        is_imported=row.import_id is not None,
    )


def is_late(due_on: date | None, status: str, today: date) -> bool:
    """True past the day it is due, until it is decided: what "late" of matching.CONDITIONS asks."""
    return due_on is not None and due_on < today and status in UNANSWERED


def short_day(day: date) -> str:
    """26.11.25., as office lists have it."""
    return f"{day.year % 100:02}.{day.month:02}.{day.day:02}."
