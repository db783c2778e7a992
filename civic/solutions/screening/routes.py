"""적격성 검토: what waits for it, the office's finding on a proposal, the proposer's answer."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.solutions.finders import find_solution
from civic.solutions.models import Solution
from civic.solutions.screening.forms import ScreeningForm, ScreeningReplyForm
from civic.solutions.screening.labels import GROUND_NAMES, VERDICT_NAMES
from civic.solutions.screening.listing import board
from civic.solutions.screening.models import Screening
from civic.solutions.screening.rules import NoReply, ProposalChanged
from civic.web.errors import refuse_when
from civic.web.idempotency import form_words, new_key, request_key
from civic.web.templating import give_templates

bp = Blueprint("screening", __name__)
give_templates(bp, VERDICT_NAMES=VERDICT_NAMES, GROUND_NAMES=GROUND_NAMES)
bp.add_app_template_global(lambda: ScreeningReplyForm(formdata=None), "screening_reply_form")


@bp.get("/screening")
def index():
    """Every proposal of the round, those that wait for the office first."""
    return render_template("solutions/screening/index.html", board=board(g.round))


@bp.get("/<int:solution_id>/screening")
def form(solution_id):
    solution = find_solution(solution_id)
    return _page(solution, ScreeningForm(formdata=None, edition=solution.edition))


@bp.post("/<int:solution_id>/screening")
def screen(solution_id):
    solution, form = find_solution(solution_id), ScreeningForm()
    form.budget_won, form.needs_cost = g.round.budget_won, solution.cost_won is None
    if not form.validate_on_submit():
        return _page(solution, form), 422
    try:
        key = request_key(str(solution.id), *form_words())
        solution.screen(current_user, request_key=key, **form.values())
    except ProposalChanged:
        db.session.rollback()
        return _changed_meanwhile(solution_id, form)
    if request.form.get("then") == "ballot":
        solution.put_on_ballot(current_user)
    db.session.commit()
    flash(_("검토 결과를 알렸어요."), "ok")
    return redirect(url_for("solutions.show", solution_id=solution.id, _anchor="screening"), 303)


@bp.post("/<int:solution_id>/screening/<int:screening_id>/answer")
def answer(solution_id, screening_id):
    solution, form = find_solution(solution_id), ScreeningReplyForm()
    query = db.select(Screening).filter_by(id=screening_id, solution_id=solution.id)
    screening = db.first_or_404(query)
    if not solution.may_answer(screening, current_user):
        abort(403)
    if not form.validate_on_submit():
        return render_template("solutions/screening/answer.html", **_answering(solution, form)), 422
    solution.answer_screening(screening, current_user, form.body.data)
    db.session.commit()
    flash(_("답을 남겼어요."), "ok")
    return redirect(url_for("solutions.show", solution_id=solution.id, _anchor="screening"), 303)


def _answering(solution, form):
    return {"solution": solution, "screening": solution.screening, "form": form}


def _changed_meanwhile(solution_id, form):
    solution = find_solution(solution_id)
    form.edition.data = str(solution.edition)
    form.form_errors.append(_("보는 사이에 제안이 바뀌었어요. 아래에서 다시 읽고 보내 주세요."))
    return _page(solution, form), 409


def _page(solution: Solution, form: ScreeningForm):
    key = request_key() if form.is_submitted() else new_key()
    return render_template("solutions/screening/form.html", solution=solution, form=form, key=key)


refuse_when(bp, {NoReply: (_l("이미 답했거나 새로 검토한 제안이에요."), 409)})
