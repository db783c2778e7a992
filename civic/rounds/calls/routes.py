"""The office registers a year's call, or corrects one it registered."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.roles import OPERATOR
from civic.rounds.calls import labels
from civic.rounds.calls.forms import CallNoticeForm
from civic.rounds.calls.models import Call
from civic.rounds.finders import find_call
from civic.rounds.models import Round
from civic.web.access import roles_here
from civic.web.idempotency import new_key, request_key

bp = Blueprint("calls", __name__, url_prefix="/office/calls")


bp.add_app_template_global(labels.shares_in_words)
bp.add_app_template_global(labels.other_payers)


@bp.app_template_global()
def may_correct(call: Call) -> bool:
    """Whoever registered a call, and operators; the calls that ship are the operators'."""
    return OPERATOR in roles_here() or call.added_by_id == current_user.id


@bp.get("/new")
def new():
    """A form that starts from the call at `from`, whose template the new one takes over."""
    earlier = find_call(request.args.get("from"))
    same = ("programme", "ministry", "agency", "national_won", "local_won", "build_months")
    facts = {name: getattr(earlier, name) for name in same}
    form = CallNoticeForm(formdata=None, **facts, **CallNoticeForm.typed_shares(earlier.shares))
    return call_page(form, earlier)


@bp.post("/new")
def add():
    earlier, form, key = find_call(request.args.get("from")), CallNoticeForm(), request_key()
    if not form.validate():
        return call_page(form, earlier, key), 422
    call = Call.add(current_user, key, earlier, **form.values())
    db.session.commit()
    flash(_("공모를 등록했어요."), "ok")
    return redirect(url_for("rounds.settings.new", call=call.slug), 303)


@bp.route("/<slug>", methods=["GET", "POST"])
def edit(slug):
    call = find_call(slug)
    if not may_correct(call):
        abort(403)
    form = CallNoticeForm(obj=call, **CallNoticeForm.typed_shares(call.shares))
    if not form.validate_on_submit():
        round = _last_round(Round.call_id == call.id)
        return call_page(form, call, round=round), 422 if form.errors else 200
    call.correct(**form.values())
    db.session.commit()
    flash(_("공모를 고쳤어요."), "ok")
    return redirect(_back(), 303)


def _back() -> str:
    """The office page of the round the call was opened from, else the list of calls."""
    number = request.args.get("round", 0, int)
    round = _last_round(Round.number == number)
    return url_for("home.cockpit", round_number=number) if round else url_for("rounds.settings.new")


def _last_round(*conditions) -> Round | None:
    """Of this city's."""
    mine = db.select(Round).filter_by(municipality_id=g.municipality.id).where(*conditions)
    return db.session.scalars(mine.order_by(Round.number.desc())).first()


def call_page(form, call, key=None, round=None):
    """call: the one corrected, or the one a new call starts from; round: of the one corrected."""
    context = {"form": form, "call": call, "key": key or new_key(), "labels": labels}
    context["last_round"] = round
    context["back"] = _back()
    return render_template("rounds/calls/edit.html", **context)
