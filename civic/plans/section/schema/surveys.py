"""What a snapshot keeps of finished surveys; see schema/__init__.py. Pure."""

from typing import TypedDict


class SurveyRow(TypedDict):
    """One question as one audience answered it. id: 1, 2 … in order. number: the question's in its
    survey. people: who answered it. most, most_percent: of a choice, the answer most gave. mean,
    top_percent: of a scale; points: its highest. What would tell of few people is None, or ""."""

    id: int
    survey: str
    closed_on: str
    number: int
    question: str
    kind: str
    audience: str
    points: int
    people: int
    mean: float | None
    top_percent: float | None
    most: str
    most_percent: float | None


class SurveysData(TypedDict):
    """Of surveys that are over; held: how many, answers: to them. rows: of audiences that are large
    enough to be told of."""

    held: int
    answers: int
    rows: list[SurveyRow]


class FromSurvey(TypedDict):
    """Whose number a baseline is: the id of a SurveyRow, and mean or top."""

    row: int
    measure: str
