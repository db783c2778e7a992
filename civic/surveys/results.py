"""What a survey's answers come to, so that it may be published: small groups are not told apart.
Pure.

Nothing of an audience under LEAST is told, and no answer that fewer gave; disclosure.py says which.
By 읍면동 and age whole rows are told or hidden, the same ones at every question, so that neither a
total nor another question gives a hidden row away, and what the hidden rows have together is LEAST
or more. Of a told row the answers are told only where that holds of each answer too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from civic.disclosure_control import LEAST, hide_small_counts
from civic.surveys.disclosure import (
    TOP,
    Disclosed,
    disclosed_of_one,
    disclosed_of_scale,
    disclosed_of_several,
    rows_with_mean,
    rows_with_options,
    rows_with_top,
    safe_rows,
)
from civic.surveys.rules import UNKNOWN, AskedQuestion


@dataclass(frozen=True)
class AudienceCounts:
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
    """One answer that could be given. people: None where hidden. percent: of who answered the
    question."""

    number: int
    label: str
    people: int | None
    percent: float | None


@dataclass(frozen=True)
class RowResult:
    """Of one 읍면동 or age band, None where it is hidden; counts: people by option of a choice,
    nothing where they are all hidden."""

    row: str
    people: int | None
    mean: float | None = None
    top_percent: float | None = None
    counts: tuple[int | None, ...] = ()

    @property
    def tells_answers(self) -> bool:
        return self.mean is not None or self.top_percent is not None or bool(self.counts)


@dataclass(frozen=True)
class QuestionResult:
    """people: who answered it, None under LEAST; then there is nothing else. Of a scale, None of
    others and where hidden: mean, score: the sum of points; top_percent, top: people of the highest
    points. most: what most chose, None where hidden. by: "place" or "age" → its rows."""

    question: AskedQuestion
    people: int | None
    options: tuple[Option, ...] = ()
    mean: float | None = None
    top_percent: float | None = None
    score: int | None = None
    top: int | None = None
    most: Option | None = None
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
    questions: Sequence[AskedQuestion],
    counted: AudienceCounts,
    labels: Mapping[int, Sequence[str]],
    rows: Mapping[str, Sequence[str]],
) -> AudienceResult:
    """What may be told. labels: question → its options' words, in order of number from 1. rows:
    "place" or "age" → its rows, in order; none where it is not told by them."""
    if counted.people < LEAST:
        return AudienceResult(audience, None, None, ())
    rows = {name: _present(counted.by.get(name, {}), each) for name, each in rows.items()}
    online = {"online": counted.people - counted.paper, "paper": counted.paper}
    rows_disclosed = {
        name: _disclosed(questions, counted, name, each) for name, each in rows.items()
    }
    results = tuple(
        _question(each, counted, labels.get(each.id, ()), rows, rows_disclosed)
        for each in questions
    )
    return AudienceResult(audience, counted.people, hide_small_counts(online)["paper"], results)


def mean_of(people: Mapping[int, int]) -> float | None:
    """The mean of points, to two decimals. people: by point. None of nobody."""
    answered = sum(people.values())
    total = sum(point * n for point, n in people.items())
    return round(total / answered, 2) if answered else None


def top_percent_of(people: Mapping[int, int], highest: int) -> float | None:
    """How many of a hundred gave one of the TOP highest points, to one decimal."""
    answered = sum(people.values())
    return round(100 * top_of(people, highest) / answered, 1) if answered else None


def top_of(people: Mapping[int, int], highest: int) -> int:
    """How many gave one of the TOP highest points."""
    return sum(n for point, n in people.items() if point > highest - TOP)


def _present(by, rows) -> list[str]:
    """The rows, without that of who did not say where nobody kept silent."""
    silent = any(row == UNKNOWN for _question, row, _number in by)
    return [row for row in rows if row != UNKNOWN or silent]


def _disclosed(questions, counted, name, rows) -> set[str]:
    """Rows that may be told at every question that is told of."""
    by = counted.by.get(name, {})
    enough = [each for each in questions if counted.answered.get(each.id, 0) >= LEAST]
    asked = [each for each in enough if each.kind != "text"]
    return safe_rows({row: by.get((each.id, row, 0), 0) for row in rows} for each in asked)


def _question(question, counted, labels, rows, rows_disclosed) -> QuestionResult:
    people = counted.answered.get(question.id, 0)
    if people < LEAST:
        return QuestionResult(question, None)
    numbers = {n: counted.numbers.get((question.id, n), 0) for n in range(1, question.highest + 1)}
    disclosed = _disclosed_of(question.kind, numbers, people)
    options = tuple(
        Option(n, labels[n - 1], given, percent_of(given, people))
        if n in disclosed.options
        else Option(n, labels[n - 1], None, None)
        for n, given in numbers.items()
    )
    most = max(numbers, key=lambda n: (numbers[n], n in disclosed.options, -n), default=0)
    by = {
        name: _rows(question, disclosed, counted.by.get(name, {}), each, rows_disclosed[name])
        for name, each in rows.items()
        if question.kind != "text"
    }
    return QuestionResult(
        question,
        people,
        options,
        mean_of(numbers) if disclosed.mean else None,
        top_percent_of(numbers, question.highest) if disclosed.top else None,
        sum(point * n for point, n in numbers.items()) if disclosed.mean else None,
        top_of(numbers, question.highest) if disclosed.top else None,
        options[most - 1] if most in disclosed.options else None,
        by,
    )


def _disclosed_of(kind: str, numbers: Mapping[int, int], people: int) -> Disclosed:
    if kind == "scale":
        return disclosed_of_scale(numbers)
    return disclosed_of_several(numbers, people) if kind == "several" else disclosed_of_one(numbers)


def _rows(question, disclosed, by, rows, rows_disclosed) -> tuple[RowResult, ...]:
    """Of one question. by: (question, row, number) → people; rows_disclosed: those told at all."""
    answered = {row: by.get((question.id, row, 0), 0) for row in rows}
    numbers = range(1, question.highest + 1)
    people = {row: {n: by.get((question.id, row, n), 0) for n in numbers} for row in rows}
    several = question.kind == "several"
    means = rows_with_mean(people, rows_disclosed) if disclosed.mean else set()
    tops = rows_with_top(people) & rows_disclosed if disclosed.top else set()
    with_options = set()
    if question.kind != "scale":
        with_options = rows_with_options(people, disclosed, answered, several) & rows_disclosed
    return tuple(
        RowResult(
            row,
            answered[row] if row in rows_disclosed else None,
            mean_of(people[row]) if row in means else None,
            top_percent_of(people[row], question.highest) if row in tops else None,
            tuple(people[row][n] if n in disclosed.options else None for n in numbers)
            if row in with_options
            else (),
        )
        for row in rows
    )


def percent_of(people: int, of: int) -> float:
    """To one decimal; 0 of nobody."""
    return round(100 * people / of, 1) if of else 0.0
