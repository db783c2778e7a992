"""What was written: all of it for the office's eyes, and what a planner lets everybody read."""

from sqlalchemy import select

from civic.db import db
from civic.surveys.answers import SurveyAnswer, SurveyValue
from civic.surveys.models import Survey


def written(survey: Survey):
    """A select of the words that answer a survey's questions, by question, the newest first."""
    mine = select(SurveyValue).join(SurveyAnswer, SurveyAnswer.id == SurveyValue.answer_id)
    mine = mine.where(SurveyAnswer.survey_id == survey.id, SurveyValue.number == 0)
    return mine.order_by(SurveyValue.question_id, SurveyValue.answer_id.desc())


def quotes_of(survey: Survey) -> dict[tuple[str, int], list[str]]:
    """(audience, question id) → words that everybody may read, as a planner chose them."""
    chosen = written(survey).where(SurveyValue.quoted_at.is_not(None)).order_by(None)
    chosen = chosen.order_by(SurveyValue.quoted_at, SurveyValue.answer_id)
    words: dict[tuple[str, int], list[str]] = {}
    for value, audience in db.session.execute(chosen.add_columns(SurveyAnswer.audience)):
        words.setdefault((audience, value.question_id), []).append(value.words)
    return words
