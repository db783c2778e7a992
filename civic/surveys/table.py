"""A finished survey's results as one table: the file on its page, and rows of the open-data API."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from civic.documents.csv_cells import write_csv
from civic.surveys.counting import results_of
from civic.surveys.labels import APART, COUNTED_AS, KINDS, row_words
from civic.surveys.models import Survey
from civic.surveys.results import AudienceResult, Option, QuestionResult, percent_of


@dataclass(frozen=True)
class TableRow:
    """by: "" for everybody, else place or age, of which row names one. option: the number of an
    answer that could be given, None for the question as a whole. people: None where hidden."""

    number: int
    question: QuestionResult
    audience: str
    by: str = ""
    row: str = ""
    option: int | None = None
    label: str = ""
    people: int | None = None
    percent: float | None = None
    mean: float | None = None
    top_percent: float | None = None


def rows_of_results(survey: Survey) -> Iterator[TableRow]:
    """Nothing of an audience that is too small to be told of."""
    for result in results_of(survey):
        if result.people is not None:
            yield from _of_audience(result)


def as_table(survey: Survey) -> bytes:
    """As CSV, in the reader's language."""
    places = {each.code: each.name for each in survey.round.municipality.districts}
    header = (
        *(_("번호"), _("문항"), _("종류"), _("답한 사람"), _("나눈 기준"), _("나눈 값"), _("보기")),
        *(_("응답"), _("비율(%)"), _("평균"), _("높은 두 점수(%)")),
    )
    return write_csv(header, (_cells(row, places) for row in rows_of_results(survey)))


def _cells(row: TableRow, places: dict[str, str]) -> tuple:
    question = row.question.question
    return (
        *(row.number, question.words, str(KINDS[question.kind][1])),
        *(str(COUNTED_AS[row.audience]), str(APART.get(row.by, _("전체")))),
        *(row_words(row.by, row.row, places) if row.by else "", row.label),
        *(_("가림") if row.people is None else row.people, row.percent),
        *(row.mean, row.top_percent),
    )


def _of_audience(result: AudienceResult) -> Iterator[TableRow]:
    for n, each in enumerate(result.questions, 1):
        whole = TableRow(n, each, result.audience, people=each.people)
        yield replace(whole, mean=each.mean, top_percent=each.top_percent)
        for option in each.options:
            yield _of_option(whole, option, option.people, option.percent)
        for by, rows in each.by.items():
            for row in rows:
                part = replace(whole, by=by, row=row.row, people=row.people)
                yield replace(part, mean=row.mean, top_percent=row.top_percent)
                for option, people in zip(each.options, row.counts, strict=False):
                    share = None if people is None else percent_of(people, row.people or 0)
                    yield _of_option(part, option, people, share)


def _of_option(of: TableRow, option: Option, people: int | None, percent: float | None) -> TableRow:
    number, label = option.number, option.label
    return replace(of, option=number, label=label, people=people, percent=percent)
