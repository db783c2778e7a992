"""The planners' page of paper: a form to print, piles that one types and another types again."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.typed_by_two import speaks_of_paper
from civic.surveys.batches import SurveyBatch
from civic.surveys.counting import labels_of
from civic.surveys.finders import find_survey
from civic.surveys.paper.confirming import (
    FaultySheets,
    SheetsDiffer,
    confirm_batch,
    enter_batch,
)
from civic.surveys.paper.forms import SheetBatchForm, SheetCheckForm
from civic.surveys.rules import SurveyClosed
from civic.web.errors import refuse_when
from civic.web.idempotency import new_key, request_key

bp = Blueprint("paper", __name__, url_prefix="/office/surveys/<int:survey_id>/paper")
speaks_of_paper(bp, _l("그 사이에 확인되었거나 빠진 종이예요."))
BATCH = "/<int:survey_batch_id>"


@bp.get("")
def index(survey_id):
    return _page(find_survey(survey_id))


@bp.post("")
def enter(survey_id):
    survey, form = find_survey(survey_id), SheetBatchForm.of(g.municipality)
    if form.validate():
        try:
            enter_batch(survey, current_user, request_key(), **form.values())
            db.session.commit()
            return _back(survey, _("적었어요. 다른 담당자가 다시 적어 맞으면 답으로 세요."))
        except FaultySheets as error:
            db.session.rollback()
            form.refuse(error)
    return _page(survey, form), 422


@bp.get("/blank")
def blank(survey_id):
    """The survey on A4, to print."""
    survey = find_survey(survey_id)
    return render_template("surveys/paper/blank.html", survey=survey, labels_of=labels_of)


@bp.get(f"{BATCH}/check")
def check(survey_id, survey_batch_id):
    survey = find_survey(survey_id)
    return _check_page(survey, _find_batch(survey, survey_batch_id), SheetCheckForm(formdata=None))


@bp.post(f"{BATCH}/check")
def confirm(survey_id, survey_batch_id):
    """What a second planner reads on the same sheets; where the numbers are alike, they count."""
    survey = find_survey(survey_id)
    batch, form, lines = _find_batch(survey, survey_batch_id), SheetCheckForm(), []
    if form.validate():
        try:
            confirm_batch(batch, survey, current_user, form.sheets.data)
            db.session.commit()
            return _back(survey, _("두 사람이 적은 것이 같아요. 답으로 세요."))
        except FaultySheets as error:
            form.refuse(error)
        except SheetsDiffer as error:
            lines = error.lines
        db.session.rollback()
    return _check_page(survey, batch, form, lines), 422


@bp.post(f"{BATCH}/drop")
def drop(survey_id, survey_batch_id):
    """Take out what was typed wrongly, so that it can be typed anew."""
    survey = find_survey(survey_id)
    _find_batch(survey, survey_batch_id).drop(current_user)
    db.session.commit()
    return _back(survey, _("이 묶음은 세지 않아요."))


refuse_when(bp, {SurveyClosed: (_l("열려 있는 설문에만 종이를 더할 수 있어요."), 409)})


def _find_batch(survey, batch_id) -> SurveyBatch:
    """Raises: 404."""
    return db.first_or_404(db.select(SurveyBatch).filter_by(id=batch_id, survey_id=survey.id))


def _back(survey, sentence):
    flash(sentence, "ok")
    return redirect(url_for(".index", survey_id=survey.id), 303)


def _page(survey, form=None):
    return render_template(
        "surveys/paper/index.html",
        survey=survey,
        form=form or SheetBatchForm.of(g.municipality, formdata=None),
        batches=SurveyBatch.held_of(survey.id),
        key=request_key() if form else new_key(),
    )


def _check_page(survey, batch, form, lines=()):
    context = {"survey": survey, "batch": batch, "form": form, "lines": lines}
    return render_template("surveys/paper/check.html", **context)
