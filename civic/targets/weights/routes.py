"""가중치: residents spread points over the indicators, or the planner states weights and why."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.targets.models import Indicator, asked
from civic.targets.numbers import NotANumber, parse_number
from civic.targets.rules import OverrideReasonMissing
from civic.targets.shown import sees_others
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.targets.weights.shares import POINTS, PointsWrong, WeightsWrong
from civic.web.filters import number

bp = Blueprint("weights", __name__)
LONGEST_REASON = 300


@bp.app_template_global()
def weights_of(round, indicators) -> dict:
    """{by, reason, weights (id → percent), people}: how a round's indicators are weighed now;
    {apart, unproven}: the same weights and people, of those whose residency is not shown; {shown}:
    this reader sees the weights, as others' values."""
    decision = WeightDecision.of(round)
    weights, people = decision.weights(round, indicators)
    apart, beside = decision.unproven_weights(round, indicators)
    known = {"by": decision.by, "reason": decision.reason, "weights": weights, "people": people}
    shown = decision.by == "planner" or sees_others(_mine())
    return known | {"apart": apart, "unproven": beside, "shown": shown}


@bp.get("/points")
def points():
    return _points_page(_asked(), {id: str(points) for id, points in _mine().items()})


@bp.post("/points")
def give_points():
    indicators, typed = _asked(), _typed("points")
    try:
        spread = {row.id: _whole(typed.get(row.id, "")) for row in indicators}
        PointSpread.give(current_user, g.round, spread)
    except NotANumber:
        return _points_page(indicators, typed, _("점수는 0부터 10까지의 숫자로 적어 주세요.")), 422
    except PointsWrong as wrong:
        return _points_page(indicators, typed, _points_wrong(wrong.given)), 422
    db.session.commit()
    flash(_("점수를 나누었어요. 기간 안에는 바꿀 수 있어요."), "ok")
    return redirect(url_for("targets.index"), 303)


@bp.get("/weights")
def show():
    decision, indicators = WeightDecision.of(g.round), _asked()
    stated = {row.id: row.weight_percent for row in indicators}
    typed = {id: number(percent) for id, percent in stated.items() if percent is not None}
    return _weights_page(indicators, typed, decision.by, decision.reason)


@bp.post("/weights")
def decide():
    by, reason = request.form.get("by", ""), request.form.get("reason", "").strip()
    indicators, typed = _asked(), _typed("weight")
    if by == "residents":
        WeightDecision.by_residents(g.round, current_user)
    elif wrong := _by_planner(indicators, typed, reason):
        db.session.rollback()
        return _weights_page(_asked(), typed, "planner", reason, wrong), 422
    db.session.commit()
    flash(_("가중치를 정했어요. 주민에게도 보여요."), "ok")
    return redirect(url_for("targets.index"), 303)


def _by_planner(indicators, typed, reason) -> dict[str, str]:
    """Set the weights; or field name → the sentence that says why not."""
    if len(reason) > LONGEST_REASON:
        return {"reason": _("%(max)d자까지 쓸 수 있어요.", max=LONGEST_REASON)}
    try:
        stated = {row: parse_number(typed.get(row.id, ""), "%") for row in indicators}
        WeightDecision.by_planner(g.round, current_user, stated, reason)
    except NotANumber:
        return {"weights": _("지표마다 0부터 100까지의 숫자로 적어 주세요.")}
    except WeightsWrong as wrong:
        total = number(wrong.given, 1)
        return {
            "weights": _("소수 첫째 자리까지, 더해서 100%%여야 해요. 지금은 %(n)s%%예요.", n=total)
        }
    except OverrideReasonMissing:
        return {"reason": _("주민의 점수를 쓰지 않는 이유를 적어 주세요. 모두에게 보여요.")}
    return {}


def _mine() -> dict[int, int]:
    return PointSpread.of(current_user, g.round) if current_user.is_authenticated else {}


def _asked() -> Sequence[Indicator]:
    return db.session.scalars(asked(g.round)).all()


def _typed(kind) -> dict[int, str]:
    """Indicator id → what was typed for it, from fields named points-3 or weight-3."""
    named = [(name.removeprefix(kind + "-"), value) for name, value in request.form.items()]
    return {
        int(id): value.strip()
        for id, value in named
        if id.isascii() and id.isdecimal() and len(id) <= 9
    }


def _whole(text) -> int:
    """Raises: NotANumber for anything but a whole number; nothing typed is 0."""
    value = parse_number(text, "점") if text else 0
    if value != int(value) or not 0 <= value <= POINTS:
        raise NotANumber(text)
    return int(value)


def _points_wrong(given) -> str:
    if given > POINTS:
        return _("%(n)s점을 더 주었어요. 모두 더해 10점이 되게 줄여 주세요.", n=given - POINTS)
    return _("아직 %(n)s점이 남았어요. 10점을 모두 나누어 주세요.", n=POINTS - given)


def _points_page(indicators, typed, wrong=""):
    context = {"indicators": indicators, "typed": typed, "wrong": wrong, "most": POINTS}
    return render_template("targets/weights/points.html", **context)


def _weights_page(indicators, typed, by, reason, wrong=None):
    context = {"indicators": indicators, "typed": typed, "by": by, "reason": reason}
    return render_template("targets/weights/weights.html", **context, wrong=wrong or {})
