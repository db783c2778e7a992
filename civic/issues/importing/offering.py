"""How a later feature takes columns of a file: it offers them, says in the preview what becomes of
them, and gets each row that has become an issue.

What it makes of a row goes with the issue when the import is undone (built_on.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import LazyString

from civic.issues.importing.labels import FIELD_NAMES
from civic.issues.importing.reading.complaints import Complaint
from civic.issues.importing.reading.offered import OFFERED, OfferedColumn
from civic.places.models import Municipality

# field → what a column says in it → what the planner chose for it
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class OfferedLine:
    """What becomes of words in a column. choices: (code, words) to ask the planner for, the first
    being what happens without an answer."""

    field: str
    words: str
    says: str
    rows: int
    choices: tuple[tuple[str, str], ...] = ()


class Taker(Protocol):
    """columns: with the name of each field."""

    columns: Mapping[OfferedColumn, LazyString]

    def lines(self, place: Municipality, rows: Sequence[Complaint]) -> list[OfferedLine]:
        """What is to be said of the rows, or asked, before they become issues."""
        ...

    def take(
        self, import_id: int, place: Municipality, rows: Mapping[int, Complaint], answers: Answers
    ) -> None:
        """issue → the row it was. Some rows of an import at a time, in one transaction with the
        issues."""
        ...

    def take_back(self, place: Municipality) -> None:
        """An import is undone, and its issues are gone: what else was made for it goes."""
        ...


_takers: list[Taker] = []


def offer(taker: Taker) -> None:
    """Declare a feature's columns."""
    _takers.append(taker)
    for column, name in taker.columns.items():
        OFFERED[column.field] = column
        FIELD_NAMES[column.field] = name


def lines(place: Municipality, rows: Sequence[Complaint]) -> list[OfferedLine]:
    offers = [row for row in rows if row.offered]
    return [line for taker in _takers for line in taker.lines(place, offers)] if offers else []


def answers(asked: Iterable[OfferedLine], chosen: Iterable[tuple[str, str]]) -> Answers:
    """The same choice for all words of a field that it may be made for. chosen: (field, code)."""
    codes: dict[str, dict[str, str]] = {}
    for line in asked:
        for field, code in chosen:
            if field == line.field and code in dict(line.choices):
                codes.setdefault(field, {})[line.words] = code
    return codes


def take(
    import_id: int, place: Municipality, rows: Mapping[int, Complaint], chosen: Answers
) -> None:
    offered = {issue_id: row for issue_id, row in rows.items() if row.offered}
    for taker in _takers if offered else ():
        taker.take(import_id, place, offered, chosen)


def take_back(place: Municipality) -> None:
    for taker in _takers:
        taker.take_back(place)
