"""SurveyFigure: one number of a finished survey, which an indicator may name as its source."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, insert_once
from civic.korean_time import SEOUL
from civic.rounds.models import Round
from civic.surveys.answers import SurveyQuestion
from civic.surveys.counting import results_of
from civic.surveys.models import Survey
from civic.surveys.results import QuestionResult
from civic.surveys.rules import MEASURES


class SurveyFigure(Model):
    """What a scale question came to among an audience. measure: mean, in points, or top, the
    percentage of the highest two points. Its value is not kept: it is counted from the answers."""

    __table_args__ = (UniqueConstraint("question_id", "audience", "measure"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"))
    audience: Mapped[str] = mapped_column(String(10))
    measure: Mapped[str] = mapped_column(String(4))

    question: Mapped[SurveyQuestion] = relationship()

    @classmethod
    def named(cls, key: str, round: Round) -> "CountedFigure | None":
        """The number that a form chose by its key, counted now; None where there is none such."""
        return next((each for each in figures_of(round) if each.key == key), None)

    @property
    def key(self) -> str:
        return f"{self.question_id}:{self.audience}:{self.measure}"

    def counted(self) -> "CountedFigure | None":
        """None where too few answered to tell."""
        survey = db.session.get_one(Survey, self.question.survey_id)
        figures = (each for each in _figures(survey) if each.key == self.key)
        return next(figures, None)


@dataclass(frozen=True)
class CountedFigure:
    """value: in points or percent. people: who answered. number: the question's in its survey."""

    survey: Survey
    question: SurveyQuestion
    number: int
    audience: str
    measure: str
    value: float
    people: int

    @property
    def key(self) -> str:
        return f"{self.question.id}:{self.audience}:{self.measure}"

    @property
    def measured_on(self):
        """The day on which the survey closed."""
        assert self.survey.closes_at is not None  # it tells results
        return self.survey.closes_at.astimezone(SEOUL).date()

    def kept(self) -> SurveyFigure:
        """The row by which an indicator names it."""
        known = {"question_id": self.question.id, "audience": self.audience}
        insert_once(SurveyFigure, measure=self.measure, **known)
        mine = select(SurveyFigure).filter_by(measure=self.measure, **known)
        return db.session.scalars(mine).one()


def figures_of(round: Round) -> list[CountedFigure]:
    """Every number an indicator of a round may take, of the city's finished surveys, the newest
    first."""
    rounds = select(Round.id).filter_by(municipality_id=round.municipality_id)
    query = select(Survey).where(Survey.round_id.in_(rounds), Survey.opened_at.is_not(None))
    surveys: Sequence[Survey] = db.session.scalars(query.order_by(Survey.id.desc())).all()
    return [figure for survey in surveys for figure in _figures(survey)]


def _figures(survey: Survey) -> list[CountedFigure]:
    if not survey.tells_results:
        return []
    return [
        CountedFigure(survey, each.question, n, result.audience, measure, value, each.people or 0)  # type: ignore[arg-type]
        for result in results_of(survey, apart=False)
        for n, each in enumerate(result.questions, 1)
        for measure in MEASURES
        if (value := _value(each, measure)) is not None
    ]


def _value(result: QuestionResult, measure: str) -> float | None:
    return result.mean if measure == "mean" else result.top_percent
