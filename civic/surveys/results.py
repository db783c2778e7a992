"""What a survey's answers come to, so that it may be published: small groups are not told apart.
Pure.

Nothing of an audience under LEAST is told. By 읍면동 and age whole rows are told or hidden, the
same ones at every question, so that neither a total nor another question gives a hidden row away,
and what the hidden rows have together is LEAST or more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from civic.disclosure_control import LEAST, hide_small_counts, suppress
from civic.surveys.rules import UNKNOWN, Asked

TOP = 2  # the highest points of a scale, as in "4~5점"


@dataclass(frozen=True)
class Counted:
    """An audience's answers, each once. people, paper: all of them, and those on paper. answered:
    by question. numbers: by (question, number). by: "place" or "age" → (question, row, number) →
    people, answered in the place of a number where it is 0."""

    people: int
    paper: int
    answered: Mapping[int, int]
    numbers: Mapping[tuple[int, int], int]
    by: Mapping[str, Mapping[tuple[int, str, int], int]]


@dataclass(frozen=True)
class Option:
    """One answer that could be given. percent: of who answered the question."""

    number: int
    label: str
    people: int
    percent: float


@dataclass(frozen=True)
class RowResult:
    """Of one 읍면동 or age band, None where it is hidden; counts: people by option of a choice."""

    row: str
    people: int | None
    mean: float | None = None
    top_percent: float | None = None
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuestionResult:
    """people: who answered it, None under LEAST; then there is nothing else. mean, top_percent: of
    a scale, None of others. by: "place" or "age" → its rows."""

    question: Asked
    people: int | None
    options: tuple[Option, ...] = ()
    mean: float | None = None
    top_percent: float | None = None
    by: Mapping[str, tuple[RowResult, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class AudienceResult:
    """people: None under LEAST; then there is nothing else. paper: of these, None where hidden."""

    audience: str
    people: int | None
    paper: int | None
    questions: tuple[QuestionResult, ...]


def audience_result(
    audience: str,
    questions: Sequence[Asked],
    counted: Counted,
    labels: Mapping[int, Sequence[str]],
    rows: Mapping[str, Sequence[str]],
) -> AudienceResult:
    """What may be told. labels: question → its options' words, in order of number from 1. rows:
    "place" or "age" → its rows, in order; none where it is not told by them."""
    if counted.people < LEAST:
        return AudienceResult(audience, None, None, ())
    rows = {name: _present(counted.by.get(name, {}), each) for name, each in rows.items()}
    online = {"online": counted.people - counted.paper, "paper": counted.paper}
    told = {name: _told(questions, counted, name, each) for name, each in rows.items()}
    results = tuple(
        _question(each, counted, labels.get(each.id, ()), rows, told) for each in questions
    )
    return AudienceResult(audience, counted.people, hide_small_counts(online)["paper"], results)


def safe_rows(counts: Iterable[Mapping[str, int]]) -> set[str]:
    """The rows that may be told of tables whose totals are known. counts: of each table row →
    people, all with the same rows."""
    tables = [dict(each) for each in counts]
    hidden: set[str] = set()
    for table in tables:
        shown = suppress({"": {(row, ""): n for row, n in table.items()}}, public=[("", "")])
        hidden |= {row for row in table if shown.rows.get(row) is None or table[row] < LEAST}
    for table in tables:
        rest = sorted(table.keys() - hidden, key=lambda row: (table[row], row))
        while rest and hidden and sum(table[row] for row in hidden) < LEAST:
            hidden.add(rest.pop(0))
    return {row for table in tables for row in table} - hidden


def mean_of(people: Mapping[int, int]) -> float | None:
    """The mean of points, to two decimals. people: by point. None of nobody."""
    answered = sum(people.values())
    total = sum(point * n for point, n in people.items())
    return round(total / answered, 2) if answered else None


def top_percent_of(people: Mapping[int, int], highest: int) -> float | None:
    """How many of a hundred gave one of the TOP highest points, to one decimal."""
    answered = sum(people.values())
    top = sum(n for point, n in people.items() if point > highest - TOP)
    return round(100 * top / answered, 1) if answered else None


def _present(by, rows) -> list[str]:
    """The rows, without that of who did not say where nobody kept silent."""
    silent = any(row == UNKNOWN for _question, row, _number in by)
    return [row for row in rows if row != UNKNOWN or silent]


def _told(questions, counted, name, rows) -> set[str]:
    """Rows that may be told at every question that is told of."""
    by = counted.by.get(name, {})
    enough = [each for each in questions if counted.answered.get(each.id, 0) >= LEAST]
    asked = [each for each in enough if each.kind != "text"]
    return safe_rows({row: by.get((each.id, row, 0), 0) for row in rows} for each in asked)


def _question(question, counted, labels, rows, told) -> QuestionResult:
    people = counted.answered.get(question.id, 0)
    if people < LEAST:
        return QuestionResult(question, None)
    numbers = {n: counted.numbers.get((question.id, n), 0) for n in range(1, question.highest + 1)}
    options = tuple(
        Option(n, labels[n - 1], given, percent_of(given, people)) for n, given in numbers.items()
    )
    is_scale = question.kind == "scale"
    return QuestionResult(
        question,
        people,
        options,
        mean_of(numbers) if is_scale else None,
        top_percent_of(numbers, question.highest) if is_scale else None,
        {
            name: tuple(_row(question, counted.by[name], row, row in told[name]) for row in each)
            for name, each in rows.items()
            if question.kind != "text"
        },
    )


def _row(question, by, row, is_told) -> RowResult:
    if not is_told:
        return RowResult(row, None)
    people = by.get((question.id, row, 0), 0)
    numbers = {n: by.get((question.id, row, n), 0) for n in range(1, question.highest + 1)}
    if question.kind == "scale":
        top = top_percent_of(numbers, question.highest)
        return RowResult(row, people, mean_of(numbers), top)
    return RowResult(row, people, counts=tuple(numbers.values()))


def percent_of(people: int, of: int) -> float:
    """To one decimal; 0 of nobody."""
    return round(100 * people / of, 1) if of else 0.0
