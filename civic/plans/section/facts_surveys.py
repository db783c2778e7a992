"""The figures of surveys, and those of a question's row: how many answered, and what. Pure."""

from civic.plans.section.definitions import Definition, counted_from
from civic.plans.section.fact_type import Figure
from civic.plans.section.row_figure import RowFigure

COUNTS = "survey_counts"


def mean_of(row: object) -> Definition:
    """The mean of points: their sum by those who gave them."""
    score, people = (counted_from(COUNTS, "sum", name, row=row) for name in ("score", "people"))
    return {"op": "divide", "of": [score, people]}


def top_of(row: object) -> Definition:
    """Of a hundred who answered, how many gave one of the two highest points."""
    top, people = (counted_from(COUNTS, "sum", name, row=row) for name in ("top", "people"))
    return {"op": "percent", "of": [top, people]}


MEASURED = {"mean": mean_of, "top": top_of}


SURVEY_FIGURES: dict[str, Figure] = {
    "surveys.held": Figure(
        "답을 다 받은 주민 설문의 수",
        "회",
        lambda data: data["surveys"]["held"] or None,
        definition=counted_from("surveys", "value", "held"),
    ),
    "surveys.answers": Figure(
        "설문의 답, 한 사람이 설문마다 하나. 거주를 확인하지 않은 사람의 답도 들어 있고, 10명이 안"
        " 되는 집단은 뺌",
        "건",
        lambda data: data["surveys"]["answers"] or None,
        definition=counted_from("survey_answers", "sum", "people"),
    ),
}
SURVEY_ROWS: dict[str, RowFigure] = {
    "survey.*.people": RowFigure(
        "", "{name}에 답한 {who}의 수", counted_from("surveys.rows", "value", "people", id="*")
    ),
    "survey.*.mean": RowFigure("점", "{name}, {who}의 점수 평균", mean_of("*")),
    "survey.*.top": RowFigure("%", "{name}에 높은 두 점수를 준 {who}의 비율", top_of("*")),
    "survey.*.most": RowFigure(
        "%",
        "{name}에 가장 많이 고른 답을 고른 {who}의 비율",
        {
            "op": "percent",
            "of": [
                counted_from(COUNTS, "value", "people", row="*", most=True),
                counted_from("surveys.rows", "value", "people", id="*"),
            ],
        },
    ),
}
