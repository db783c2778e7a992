"""약속과 결과: what was measured after the target was set, for everyone to read."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.solutions.models import Solution
from civic.targets.finders import find_indicator
from civic.targets.models import Indicator
from civic.targets.results.accountability import accounts
from civic.targets.results.forms import ResultCorrectionForm, ResultForm
from civic.targets.results.models import IndicatorResult, may_measure
from civic.targets.results.rules import AlreadyCorrected, WrongResult
from civic.targets.shown import agreements_shown
from civic.web.errors import refuse_when
from civic.web.filters import number
from civic.web.idempotency import new_key, request_key

bp = Blueprint("results", __name__)


@bp.get("/results")
def index():
    """Each target: baseline, what was measured since, and how far it is."""
    return render_template(
        "targets/results/index.html", accounts=accounts(g.round, agreements_shown)
    )


@bp.route("/<int:indicator_id>/results/new", methods=["GET", "POST"])
def new(indicator_id):
    indicator = find_indicator(indicator_id)
    may_measure(indicator)
    form = ResultForm.of(indicator, request.form)
    if request.method == "POST" and form.validate():
        measure = IndicatorResult.measure
        if _saved(form, lambda: measure(indicator, current_user, request_key(), **form.values())):
            value = {"value": number(form.value.data), "unit": indicator.unit}
            return _to_results(indicator, _("잰 값을 적었어요: %(value)s%(unit)s", **value))
    return _page(form, indicator)


@bp.route("/results/<int:result_id>/correct", methods=["GET", "POST"])
def correct(result_id):
    row = _find(result_id)
    form = ResultCorrectionForm.of(row.indicator, request.form, row)
    if request.method == "POST" and form.validate():
        values = form.values() | {"reason": form.reason.data}
        if _saved(form, lambda: row.correct(current_user, request_key(), **values)):
            return _to_results(row.indicator, _("고쳤어요. 처음 적은 값도 기록에 남아요."))
    return _page(form, row.indicator, row)


@bp.post("/results/<int:result_id>/withdraw")
def withdraw(result_id):
    """Take an entry back that should not be there; it stays in the record."""
    row = _find(result_id)
    form = ResultCorrectionForm.of(row.indicator, request.form, row)
    if not form.reason.validate(form):
        form.reason.errors = list(form.reason.errors)
        return _page(form, row.indicator, row)
    same = {name: getattr(row, name) for name in ("measured_on", "source", "note")}
    row.correct(current_user, request_key(), form.reason.data, value=None, **same)
    db.session.commit()
    return _to_results(row.indicator, _("잰 값을 뺐어요. 뺀 이유와 함께 기록에 남아요."))


refuse_when(
    bp, {AlreadyCorrected: (_l("다른 담당자가 먼저 고쳤어요. 결과 화면에서 확인해 주세요."), 409)}
)


def _saved(form, save) -> bool:
    try:
        save()
    except WrongResult as wrong:
        db.session.rollback()
        form.say(wrong)
        return False
    db.session.commit()
    return True


def _find(result_id) -> IndicatorResult:
    """A current result of this round. Raises: 404, AlreadyCorrected."""
    query = db.select(IndicatorResult).join(IndicatorResult.indicator).join(Indicator.solution)
    row = db.first_or_404(
        query.where(IndicatorResult.id == result_id, Solution.round_id == g.round.id)
    )
    if request.method == "GET" and not row.is_current:
        raise AlreadyCorrected
    return row


def _page(form, indicator, row=None):
    key = request.form.get("request_key") or new_key()
    context = {"form": form, "indicator": indicator, "row": row, "key": key}
    return render_template("targets/results/edit.html", **context), 422 if form.errors else 200


def _to_results(indicator, words):
    flash(words, "ok")
    return redirect(url_for("targets.results.index", _anchor=f"i{indicator.id}"), 303)
