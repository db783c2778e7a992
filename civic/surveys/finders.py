"""The survey and the question an address names."""

from flask import abort, g

from civic.db import db
from civic.surveys.answers import SurveyQuestion
from civic.surveys.models import Survey
from civic.web.access import OFFICE, roles_here


def find_survey(survey_id: int) -> Survey:
    """A survey of this request's round. Raises: 404, of a draft to all but the office."""
    survey = db.first_or_404(db.select(Survey).filter_by(id=survey_id, round_id=g.round.id))
    if survey.state == "draft" and not roles_here() & OFFICE:
        abort(404)
    return survey


def find_question(survey: Survey, question_id: int) -> SurveyQuestion:
    """Raises: 404."""
    return next((each for each in survey.questions if each.id == question_id), None) or abort(404)
