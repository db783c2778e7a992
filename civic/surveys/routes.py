"""Surveys for everybody: the list, the form, and what came of one. The office's pages are parts."""

from hashlib import sha256

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.panel.models import Panel
from civic.people.office import works_for
from civic.people.sign_in.codes import new_token
from civic.surveys import rules
from civic.surveys.counting import results_of
from civic.surveys.finders import find_survey
from civic.surveys.forms import AnswerForm
from civic.surveys.labels import APART, COUNTED_AS, KINDS, STATES, row_words, top_points
from civic.surveys.models import open_surveys, surveys_of
from civic.surveys.office import routes as office
from civic.surveys.paper import routes as paper
from civic.surveys.quotes import quotes_of
from civic.surveys.table import as_table
from civic.web import cookies
from civic.web.access import to_sign_in
from civic.web.errors import refuse, refuse_when
from civic.web.filters import called
from civic.web.htmx import mistakes, wants_json
from civic.web.limits import account, by_setting, whence
from civic.web.security import locks_late

COOKIE = "survey_visitor"
KEPT_S = 180 * 86_400
SURVEY = "/surveys/<int:survey_id>"

bp = Blueprint("surveys", __name__, url_prefix="/<municipality>/<int:round_number>")
for part in (office, paper):
    bp.register_blueprint(part.bp)
bp.add_app_template_global(surveys_of)


@bp.app_template_global("open_surveys")
def surveys_to_answer(rounds):
    """Those open now that whoever reads may answer; a panel's own are its members'."""
    person = current_user if current_user.is_authenticated else None
    return [
        survey
        for survey in open_surveys(rounds)
        if survey.audience != "panel" or Panel.has_member(survey.round, person)
    ]


@bp.context_processor
def survey_words():
    words = {"KINDS": KINDS, "STATES": STATES, "COUNTED_AS": COUNTED_AS, "APART": APART}
    words |= {"COUNTED": rules.COUNTED}
    return words | {"row_words": row_words, "top_points": top_points}


@bp.get("/surveys/")
def index():
    """What can be answered now, and what came of the others."""
    everything = surveys_of(g.round)
    asked = [each for each in everything if each.state == "open"]
    closed = [each for each in everything if each.state == "closed"]
    return render_template("surveys/index.html", asked=asked, closed=closed)


@bp.get(SURVEY)
def show(survey_id):
    survey = find_survey(survey_id)
    if survey.state == "closed":
        return _results_page(survey)
    mine = _answer_of(survey)
    if mine is not None and "edit" not in request.args and "kept" not in request.args:
        return _results_page(survey, mine)
    return _form_page(survey, AnswerForm.of(survey, mine, formdata=None), mine)


@bp.post(f"{SURVEY}/answer")
@by_setting("WRITING_LIMIT", lambda: account() or whence())
@locks_late
def answer(survey_id):
    """A visitor answers an open one as they are; one for residents waits for their sign-in."""
    survey = find_survey(survey_id)
    if survey.audience != "open" and not current_user.is_authenticated:
        return to_sign_in()
    form = AnswerForm.of(survey)
    try:
        if not form.validate() or not _answered(survey, form):
            return mistakes(form) if wants_json() else (_form_page(survey, form), 422)
    except rules.NotResident:
        return _not_yet(survey, form)
    except rules.NotOfPanel:
        return refuse(_("시민참여단에 참여하는 사람만 답할 수 있는 설문이에요."), 403)
    db.session.commit()
    flash(_("답을 보냈어요. 고마워요!"), "ok")
    return redirect(url_for(".show", survey_id=survey_id), 303)


@bp.get(f"{SURVEY}/results.csv")
def as_csv(survey_id):
    """The same numbers as on the page, once everybody may read them."""
    survey = find_survey(survey_id)
    if not survey.tells_results:
        abort(404)
    name = f"survey-{g.municipality.slug}-{survey.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return current_app.response_class(as_table(survey), mimetype="text/csv", headers=headers)


refuse_when(bp, {rules.SurveyClosed: (_l("설문이 끝나서 더 답할 수 없어요."), 409)})


def _not_yet(survey, form):
    """The form as it was filled in, for who has yet to show where they live."""
    db.session.rollback()
    if wants_json():
        return refuse(_("거주를 확인한 주민의 설문이에요. 먼저 거주를 확인해 주세요."), 403)
    return _form_page(survey, form), 403


def _answered(survey, form) -> bool:
    person = current_user if current_user.is_authenticated else None
    mark = mark_of(survey)
    if person is None and mark is None:
        mark = _mark(survey, _new_visitor())
    try:
        survey.answer(person, mark, form.given(), **form.about())
    except rules.AnswerWrong as wrong:
        db.session.rollback()
        form.say(wrong)
        return False
    return True


def _answer_of(survey):
    person = current_user if current_user.is_authenticated else None
    return survey.answer_of(person, mark_of(survey))


def mark_of(survey) -> str | None:
    """What this browser is known by in a survey; other surveys know it by another mark."""
    token = cookies.read(COOKIE)
    return _mark(survey, token) if token else None


def _mark(survey, token: str) -> str:
    return sha256(f"survey {survey.id} {token}".encode()).hexdigest()


def _new_visitor() -> str:
    token = g.survey_visitor = new_token()
    return token


@bp.after_request
def hand_over_visitor(response):
    """The browser of a visitor who answered can change the answer, and answers once."""
    if "survey_visitor" in g and response.status_code < 400:
        cookies.give(response, COOKIE, g.survey_visitor, KEPT_S)
    return response


def _form_page(survey, form, mine=None):
    person = current_user if current_user.is_authenticated else None
    return render_template(
        "surveys/show.html",
        survey=survey,
        form=form,
        mine=mine,
        is_office=person is not None and works_for(person, g.municipality),
        is_resident=survey.takes_as_resident(person),
        is_asked=survey.audience != "panel" or Panel.has_member(g.round, person),
    )


def _results_page(survey, mine=None):
    """What came of it once it is closed. Before, nobody is told: who looked twice would know what
    those answered who came in between."""
    is_final = survey.tells_results
    return render_template(
        "surveys/results.html",
        survey=survey,
        mine=mine,
        is_final=is_final,
        results=results_of(survey) if is_final else [],
        quotes=quotes_of(survey) if is_final else {},
        places={each.code: called(each) for each in g.municipality.districts},
    )
