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
    """Args: rows: of find.SHOWN, in its order."""
    return [_desk_row(*row, words=words, today=today) for row in rows]


def _desk_row(
    id,
    created_at,
    title,
    excerpt,
    category,
    district_id,
    status,
    supports_count,
    import_id,
    department_id,
    officer,
    due_on,
    theme_id,
    *,
    words: DeskWords,
    today: date,
) -> DeskRow:
    return DeskRow(
        id,
        title,
        excerpt,
        theme_id,
        words.themes.get(theme_id, ""),
        words.categories[category],
        words.districts.get(district_id, ""),
        words.statuses[status],
        f"{words.departments[department_id]} {officer}" if department_id else "",
        short_day(due_on) if due_on else "",
        is_late(due_on, status, today),
        f"{supports_count:,}",
        short_day(created_at.astimezone(SEOUL)),
        import_id is not None,
    )


def is_late(due_on: date | None, status: str, today: date) -> bool:
    """True past the day it is due, until it is decided: what "late" of matching.CONDITIONS asks."""
    return due_on is not None and due_on < today and status in UNANSWERED


def short_day(day: date) -> str:
    """26.11.25., as office lists have it."""
    return f"{day.year % 100:02}.{day.month:02}.{day.day:02}."
