"""The table of what surveys came to, a question and audience a row. Pure."""

from collections.abc import Iterator

from civic.documents.model import Fact
from civic.documents.numbers import dotted
from civic.plans.section.reading import hides_few_answers
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.surveys import SurveyRow
from civic.plans.section.tables.table_type import Cell, Row, TableType


def answers(data: SnapshotData) -> Iterator[Row]:
    for row in data["surveys"]["rows"]:
        people = _number("people", row, row["people"])
        survey = f"{row['survey']}({dotted(row['closed_on'])})"
        yield survey, f"{row['number']}. {row['question']}", row["audience"], people, _came_to(row)


def _came_to(row: SurveyRow) -> Cell:
    if row["most_percent"] is not None:
        percent = _number("most", row, row["most_percent"])
        return f"가장 많은 답 ‘{row['most']}’ ", percent
    pieces: list[Fact | str] = []
    if row["mean"] is not None:
        pieces += ["평균 ", _number("mean", row, row["mean"]), f"/{row['points']}점"]
    if row["top_percent"] is not None:
        words = f"{row['points'] - 1}~{row['points']}점 "
        pieces += [", " + words if pieces else words, _number("top", row, row["top_percent"])]
    return tuple(pieces) or "-"


def _number(figure: str, row: SurveyRow, value: float) -> Fact:
    name = f"‘{row['survey']}’ {row['number']}번"
    return row_fact(f"survey.*.{figure}", row["id"], value, name=name, who=row["audience"])


def _note(data: SnapshotData) -> str:
    small = "답" if hides_few_answers(data) else "집단"
    return f"거주를 확인한 주민과 그렇지 않은 사람을 따로 셈. 10명이 안 되는 {small}은 싣지 않음"


SURVEYS: dict[str, TableType] = {
    "targets.surveys": TableType(
        "주민 설문 결과",
        (
            ("설문(끝난 날)", 0.22, "left"), ("문항", 0.28, "left"), ("답한 사람", 0.16, "center"),
            ("응답(명)", 0.1, "right"), ("결과", 0.24, "left"),
        ),
        answers,
        note=_note,
        merges=True,
    ),
}  # fmt: skip
