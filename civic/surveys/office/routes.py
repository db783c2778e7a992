"""The planner's surveys: the list, writing one, opening and closing it, what was written."""

from datetime import timedelta

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

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.surveys import rules
from civic.surveys.answers import SurveyAnswer, SurveyValue
from civic.surveys.counting import counts_of
from civic.surveys.finders import find_question, find_survey
from civic.surveys.forms import AnswerForm
from civic.surveys.models import Survey, surveys_of
from civic.surveys.office.forms import OpenForm, QuestionForm, SurveyForm, has_drawn_panel
from civic.surveys.quotes import written
from civic.web.errors import refuse_when
from civic.web.idempotency import new_key, request_key
from civic.web.paging import paginate

bp = Blueprint("office", __name__, url_prefix="/office/surveys")
SURVEY = "/<int:survey_id>"
QUESTION = f"{SURVEY}/questions/<int:question_id>"
DAYS_OPEN = 14  # as a form suggests
A_PAGE = 50


@bp.get("")
def index():
    return render_template("surveys/office/index.html", surveys=surveys_of(g.round, drafts=True))


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = SurveyForm(data={"audience": "residents"})
    if form.validate_on_submit():
        survey = Survey.write(g.round, current_user, request_key(), **form.values())
        db.session.commit()
        return _back(survey, _("이제 질문을 적어 주세요."))
    return _edit_page(form)


@bp.get(SURVEY)
def show(survey_id):
    return _page(find_survey(survey_id))


@bp.route(f"{SURVEY}/edit", methods=["GET", "POST"])
def edit(survey_id):
    survey = find_survey(survey_id)
    form = SurveyForm(obj=survey)
    if form.validate_on_submit():
        survey.rewrite(**form.values())
        db.session.commit()
        return _back(survey, _("저장했어요."))
    return _edit_page(form, survey)


@bp.get(f"{SURVEY}/preview")
def preview(survey_id):
    """The form as residents see it; nothing is sent from it."""
    survey = find_survey(survey_id)
    form = AnswerForm.of(survey, formdata=None)
    return render_template("surveys/office/preview.html", survey=survey, form=form)


@bp.route(f"{SURVEY}/questions/new", methods=["GET", "POST"])
def new_question(survey_id):
    survey, form = find_survey(survey_id), QuestionForm.of()
    if form.validate_on_submit():
        survey.add_question(request_key(), **form.values())
        db.session.commit()
        return _back(survey, _("질문을 더했어요."))
    return _question_page(survey, form)


@bp.route(QUESTION, methods=["GET", "POST"])
def edit_question(survey_id, question_id):
    survey = find_survey(survey_id)
    question = find_question(survey, question_id)
    form = QuestionForm.of(question)
    if form.validate_on_submit():
        survey.change_question(question, **form.values())
        db.session.commit()
        return _back(survey, _("질문을 고쳤어요."))
    return _question_page(survey, form, question)


@bp.post(f"{QUESTION}/move")
def move_question(survey_id, question_id):
    survey = find_survey(survey_id)
    by = -1 if request.form.get("to") == "up" else 1
    survey.move_question(find_question(survey, question_id), by)
    db.session.commit()
    return redirect(url_for(".show", survey_id=survey_id, _anchor=f"q{question_id}"), 303)


@bp.post(f"{QUESTION}/remove")
def remove_question(survey_id, question_id):
    survey = find_survey(survey_id)
    survey.remove_question(find_question(survey, question_id))
    db.session.commit()
    return _back(survey, _("질문을 뺐어요."))


@bp.post(f"{SURVEY}/open")
def open_it(survey_id):
    """Ask, or ask for longer."""
    survey, form = find_survey(survey_id), OpenForm()
    if not form.validate():
        return _page(survey, form), 422
    words = _("열었어요. 주민에게 알려요.") if survey.state == "draft" else _("마감을 바꿨어요.")
    survey.open(form.end())
    db.session.commit()
    return _back(survey, words)


@bp.post(f"{SURVEY}/close")
def close(survey_id):
    survey = find_survey(survey_id)
    survey.close()
    db.session.commit()
    return _back(survey, _("설문을 마쳤어요. 이제 누구나 결과를 볼 수 있어요."))


@bp.post(f"{SURVEY}/discard")
def discard(survey_id):
    find_survey(survey_id).discard()
    db.session.commit()
    flash(_("쓰던 설문을 지웠어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.get(f"{SURVEY}/words")
def words(survey_id):
    """What was written, without personal data, to choose what everybody may read."""
    survey = find_survey(survey_id)
    questions = {each.id: each for each in survey.questions if each.kind == "text"}
    page = paginate(written(survey), A_PAGE)
    return render_template(
        "surveys/office/words.html", survey=survey, questions=questions, page=page
    )


@bp.post(f"{SURVEY}/words/<int:answer_id>/<int:question_id>")
def quote(survey_id, answer_id, question_id):
    """Let everybody read these words, or no longer."""
    survey = find_survey(survey_id)
    value = db.session.get(SurveyValue, (answer_id, question_id, 0)) or abort(404)
    if db.session.get_one(SurveyAnswer, answer_id).survey_id != survey.id:
        abort(404)
    value.quote(current_user, request.form.get("shown") == "yes")
    db.session.commit()
    page = {"page": request.form["page"]} if request.form.get("page", "").isdecimal() else {}
    anchor = f"w{answer_id}-{question_id}"
    return redirect(url_for(".words", survey_id=survey_id, _anchor=anchor, **page), 303)


refuse_when(
    bp,
    {
        rules.SurveyFrozen: (
            _l("답이 들어왔거나 끝난 설문이라 질문을 바꿀 수 없어요. 새 설문을 만들어 주세요."),
            409,
        ),
        rules.NoQuestions: (_l("질문이 하나는 있어야 열 수 있어요."), 409),
        rules.NotYetOpened: (_l("아직 열지 않은 설문이에요."), 409),
        rules.PaperWaits: (
            _l("다른 담당자의 확인을 기다리는 종이가 있어요. 먼저 확인하거나 빼 주세요."),
            409,
        ),
        rules.TooManyQuestions: (
            _l("질문은 %(n)s개까지예요. 짧아야 끝까지 답해요.", n=rules.MOST_QUESTIONS),
            409,
        ),
    },
)


def _back(survey, sentence):
    flash(sentence, "ok")
    return redirect(url_for(".show", survey_id=survey.id), 303)


def _edit_page(form, survey=None):
    key = request_key() if form.is_submitted() else new_key()
    context = {"form": form, "survey": survey, "key": key, "offers_panel": has_drawn_panel()}
    return render_template("surveys/office/edit.html", **context), 422 if form.errors else 200


def _question_page(survey, form, question=None):
    key = request_key() if form.is_submitted() else new_key()
    context = {"form": form, "survey": survey, "question": question, "key": key}
    return render_template("surveys/office/question.html", **context), 422 if form.errors else 200


def _page(survey, form=None):
    suggested = survey.closes_at or now() + timedelta(days=DAYS_OPEN)
    shown = {"closes_at": suggested.astimezone(SEOUL).replace(second=0, microsecond=0)}
    address = url_for("surveys.show", survey_id=survey.id)
    return render_template(
        "surveys/office/show.html",
        survey=survey,
        form=form or OpenForm(formdata=None, data=shown),
        counts=counts_of(survey, apart=False),
        address=current_app.config["PUBLIC_URL"].rstrip("/") + address,
        most=rules.MOST_QUESTIONS,
    )
