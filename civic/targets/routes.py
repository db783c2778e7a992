"""성과목표: what residents prefer for each indicator, and the planner's indicators."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.rounds.residents import unproven
from civic.surveys.figures import figures_of
from civic.targets import rules
from civic.targets.chart import nice_step
from civic.targets.finders import find_indicator, find_solution
from civic.targets.forms import IndicatorForm, OverrideForm, PreferenceForm
from civic.targets.models import Indicator, agreements, asked, indicators_of, preferences_of
from civic.targets.numbers import bounds, change, unit_of_change
from civic.targets.position import position_among
from civic.targets.results import routes as results
from civic.targets.shown import agreements_shown, sees_others
from civic.targets.weights import routes as weights
from civic.web.errors import refuse_when
from civic.web.filters import number
from civic.web.htmx import mistakes, render_page, wants_json, wants_partial

bp = Blueprint("targets", __name__, url_prefix="/<municipality>/<int:round_number>/targets")
bp.register_blueprint(weights.bp)
bp.register_blueprint(results.bp)
bp.add_app_template_global(change, "change")
bp.add_app_template_global(unit_of_change, "unit_of_change")
bp.add_app_template_global(indicators_of, "indicators_of")
bp.add_app_template_global(agreements_shown, "agreements_shown")
bp.add_app_template_global(sees_others, "sees_others")
bp.add_app_template_global(preferences_of, "preferences_of")


@bp.get("/")
def index():
    indicators = db.session.scalars(asked(g.round)).all()
    mine = preferences_of(current_user, g.round) if current_user.is_authenticated else {}
    agreed = agreements(indicators)
    return render_template("targets/index.html", indicators=indicators, agreed=agreed, mine=mine)


@bp.get("/<int:indicator_id>")
def show(indicator_id):
    return _page(find_indicator(indicator_id))


@bp.post("/<int:indicator_id>/preference")
def set_preference(indicator_id):
    indicator = find_indicator(indicator_id)
    form = PreferenceForm.of(indicator, request.form)
    if not form.validate() or not _set_preference(indicator, form):
        return mistakes(form) if wants_json() else (_page(indicator, form), 422)
    db.session.commit()
    words = _("바라는 값을 정했어요: %(value)s%(unit)s", **_in_words(indicator, form.value.data))
    if not wants_partial():
        flash(words, "ok")
        return redirect(url_for(".show", indicator_id=indicator.id), 303)
    return _page(indicator, notice=words)


@bp.route("/new/<int:solution_id>", methods=["GET", "POST"])
def new_indicator(solution_id):
    solution = find_solution(solution_id)
    draft = _draft(solution.catalogue_entry)
    form = IndicatorForm.of(figures_of(g.round), request.form, draft=draft)
    if form.validate_on_submit() and _saved(form, lambda v: Indicator.add_to(solution, **v)):
        return _to_solution(solution, _("성과지표를 더했어요."))
    context = {"form": form, "solution": solution, "indicator": None}
    return render_template("targets/edit.html", **context), 422 if form.errors else 200


@bp.route("/<int:indicator_id>/edit", methods=["GET", "POST"])
def edit_indicator(indicator_id):
    indicator = find_indicator(indicator_id)
    form = IndicatorForm.of(figures_of(g.round), request.form, indicator)
    if form.validate_on_submit() and _saved(form, lambda v: indicator.change(**v)):
        return _to_solution(indicator.solution, _("성과지표를 고쳤어요."))
    context = {"form": form, "solution": indicator.solution, "indicator": indicator}
    return render_template("targets/edit.html", **context), 422 if form.errors else 200


@bp.post("/<int:indicator_id>/departure")
def override(indicator_id):
    indicator = find_indicator(indicator_id)
    form = OverrideForm.of(indicator, request.form)
    if not form.validate() or not _override(indicator, form):
        return _page(indicator, override=form), 422
    db.session.commit()
    flash(_("목표값과 이유를 공개했어요."), "ok")
    return redirect(url_for(".show", indicator_id=indicator.id), 303)


@bp.post("/<int:indicator_id>/departure/withdraw")
def follow_residents(indicator_id):
    indicator = find_indicator(indicator_id)
    indicator.follow_residents()
    db.session.commit()
    flash(_("주민이 바란 중간값을 목표로 삼아요."), "ok")
    return redirect(url_for(".show", indicator_id=indicator_id), 303)


refuse_when(
    bp,
    {
        rules.StillAsking: (
            _l("주민이 아직 목표를 정하고 있어요. 그 기간이 끝난 뒤에 정할 수 있어요."),
            409,
        ),
        rules.NobodyAnswered: (_l("아직 답한 주민이 없어서 다르게 정할 값도 없어요."), 409),
        rules.NotAsked: (
            _l("이 지표는 이번에 묻지 않아요. 선정된 해결방안의 지표만 정할 수 있어요."),
            409,
        ),
    },
)


def _page(indicator, form=None, notice="", override=None):
    """The question with the distribution; for htmx only that part."""
    person = current_user if current_user.is_authenticated else None
    preference = indicator.preference_of(person) if person else None
    mine = preferences_of(person, g.round) if person else {}
    everyone = db.session.scalars(asked(g.round)).all()
    return render_page(
        "targets/show.html",
        "targets/_answer.html",
        indicator=indicator,
        form=form or PreferenceForm(formdata=None, obj=preference),
        preference=preference,
        notice=notice,
        override=override or OverrideForm(formdata=None, obj=indicator.override),
        answers=indicator.chart(preference.value if preference else None),
        unproven=agreements([indicator], unproven).get(indicator.id),
        position=position_among([one.id for one in everyone], indicator.id, mine),
        step=nice_step(indicator.lowest, indicator.highest),
    )


def _set_preference(indicator, form) -> bool:
    try:
        indicator.set_preference(current_user, form.value.data, form.reason.data)
    except (rules.OutOfBounds, rules.WrongWay) as wrong:
        form.say(wrong, indicator)
        return False
    return True


def _override(indicator, form) -> bool:
    try:
        indicator.override_target(form.value.data, form.reason.data, current_user)
    except (rules.OutOfBounds, rules.WrongWay) as wrong:
        form.say(wrong, indicator)
        return False
    return True


def _saved(form, save) -> bool:
    """True when the values were taken; otherwise the form says why not."""
    try:
        save(form.values())
    except rules.IndicatorWrong as wrong:
        form.say(wrong.problems)
    except rules.ResidentsAnswered as wrong:
        form.say_answered(wrong.count)
    except rules.IndicatorNameTaken:
        form.say({"name": "name_taken"})
    else:
        db.session.commit()
        return True
    db.session.rollback()
    return False


def _draft(entry) -> dict:
    """What a proven solution suggests for its indicator."""
    if entry is None:
        return {}
    lowest, highest = bounds(entry.unit, entry.before, entry.after)
    seen = [f"{number(v)}{entry.unit}" for v in (entry.before, entry.after) if v is not None]
    case = " → ".join(seen) or entry.stated_change
    return {
        "name": entry.indicator,
        "unit": entry.unit,
        "direction": entry.direction,
        "lowest": lowest,
        "highest": highest,
        "over_hundred": entry.unit == "%" and highest > rules.SHARE_HIGHEST,
        "rationale": _(
            "%(city)s 사례: %(case)s (%(source)s)", city=entry.city, case=case, source=entry.source
        ),
    }


def _in_words(indicator, value) -> dict:
    return {"value": number(value), "unit": indicator.unit}


def _to_solution(solution, words):
    flash(words, "ok")
    return redirect(url_for("solutions.show", solution_id=solution.id), 303)
