"""A survey's answers counted from their rows, and what of that may be published."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from civic.db import db
from civic.places.models import District
from civic.places.population.rows import BANDS
from civic.surveys.answers import SurveyAnswer, SurveyValue
from civic.surveys.models import Survey
from civic.surveys.results import AudienceCounts, AudienceResult, audience_result
from civic.surveys.rules import AUDIENCES, COUNTED, UNKNOWN


def results_of(survey: Survey, apart: bool = True) -> list[AudienceResult]:
    """Of each audience that can have answered. apart: by 읍면동 and age too, where asked."""
    counted = counts_of(survey, apart)
    asked = COUNTED[survey.audience]
    labels = {each.id: labels_of(each) for each in survey.questions}
    rows = rows_of(survey) if apart else {}
    return [audience_result(each, survey.questions, counted[each], labels, rows) for each in asked]


def labels_of(question) -> Sequence[str]:
    """The words of each number that answers it, from 1."""
    if question.kind == "scale":
        return [str(n) for n in range(1, question.points + 1)]
    return question.options


def rows_of(survey: Survey) -> dict[str, list[str]]:
    """By what results are told apart: district codes and age bands, in order, UNKNOWN last."""
    places = [district.code for district in survey.round.municipality.districts]
    rows = {"place": [*places, UNKNOWN]} if survey.asks_place else {}
    return rows | ({"age": [*BANDS, UNKNOWN]} if survey.asks_age else {})


def counts_of(survey: Survey, apart: bool = True) -> dict[str, AudienceCounts]:
    """Of each audience, none of them hidden: for what results_of tells, and the office alone."""
    mine = SurveyAnswer.survey_id == survey.id
    audience = SurveyAnswer.audience
    people, paper = _people(mine), _people(mine, SurveyAnswer.batch_id.is_not(None))
    answered = _grouped(_answered(audience, SurveyValue.question_id).where(mine))
    numbers = _grouped(_chosen(audience, SurveyValue.question_id, SurveyValue.number).where(mine))
    by = _by(survey, mine) if apart else {}
    return {
        each: AudienceCounts(
            people.get(each, 0),
            paper.get(each, 0),
            {question: n for (who, question), n in answered.items() if who == each},
            {(q, number): n for (who, q, number), n in numbers.items() if who == each},
            {
                name: {key[1:]: n for key, n in rows.items() if key[0] == each}
                for name, rows in by.items()
            },
        )
        for each in AUDIENCES
    }


def _people(*conditions) -> dict[str, int]:
    query = select(SurveyAnswer.audience, func.count()).where(*conditions)
    rows = db.session.execute(query.group_by(SurveyAnswer.audience))
    return {row[0]: row[1] for row in rows}


def _by(survey: Survey, mine) -> dict[str, dict[tuple, int]]:
    """ "place" or "age" → (audience, question, row, number) → people, number 0 for all of them."""
    columns: dict[str, ColumnElement] = {}
    if survey.asks_place:
        # Not a parameter: PostgreSQL takes two of them for two expressions.
        columns["place"] = func.coalesce(District.code, literal_column(f"'{UNKNOWN}'"))
    if survey.asks_age:
        columns["age"] = SurveyAnswer.band.expression
    counts: dict[str, dict[tuple, int]] = defaultdict(dict)
    for name, row in columns.items():
        who = SurveyAnswer.audience, SurveyValue.question_id, row
        for (audience, question, each), n in _grouped(_placed(_answered(*who)).where(mine)).items():
            counts[name][audience, question, each, 0] = n
        counts[name] |= _grouped(_placed(_chosen(*who, SurveyValue.number)).where(mine))
    return counts


def _answered(*columns) -> Select:
    """How many answers have a value, however many values each has."""
    counted = select(*columns, func.count(SurveyAnswer.id.distinct())).select_from(SurveyAnswer)
    return counted.join(SurveyAnswer.values).group_by(*columns)


def _chosen(*columns) -> Select:
    counted = select(*columns, func.count()).select_from(SurveyAnswer)
    return counted.join(SurveyAnswer.values).where(SurveyValue.number > 0).group_by(*columns)


def _placed(query: Select) -> Select:
    return query.outerjoin(District, District.id == SurveyAnswer.district_id)


def _grouped(query: Select) -> dict[tuple, int]:
    return {tuple(row[:-1]): row[-1] for row in db.session.execute(query)}
