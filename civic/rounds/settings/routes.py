"""The planner opens a round for a call, and changes its settings until voting begins."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.rules import LEVELS
from civic.rounds import labels
from civic.rounds.calls.models import Call
from civic.rounds.fields import seen_change
from civic.rounds.finders import find_call
from civic.rounds.models import Round
from civic.rounds.rules import (
    COMPLETIONS,
    RULES,
    AlreadyOpen,
    CallClosed,
    SettingsChanged,
    VoteBegan,
    publishes_ballots,
)
from civic.rounds.settings.forms import SettingsForm, WordsForm, percent
from civic.rounds.settings.labels import change_lines
from civic.web.errors import refuse_when
from civic.web.idempotency import new_key, request_key

bp = Blueprint("settings", __name__)
bp.add_app_template_global(change_lines)


@bp.get("/office/rounds/new")
def new():
    """Which call? With one chosen: how?"""
    if "call" not in request.args:
        calls = db.select(Call).order_by(Call.year.desc(), Call.id)
        return render_template("rounds/calls/choose.html", calls=db.session.scalars(calls).all())
    call = find_call(request.args["call"])
    return new_page(call, SettingsForm.of(None, **defaults_of(call)), new_key())


@bp.post("/office/rounds/new")
def open_round():
    key, call, form = request_key(), find_call(request.args.get("call")), SettingsForm()
    if not form.validate() or call.is_closed:
        return new_page(call, form, key), 422
    number = request.form.get("number", type=int)
    round = Round.open(g.municipality, call, current_user, number, key, **form.values())
    db.session.commit()
    flash(_("참여 기간을 열었어요. 이제 언제 무엇을 할지 정해 주세요."), "ok")
    return redirect(url_for("rounds.phases.edit", round_number=round.number), 303)


@bp.get("/<int:round_number>/office/settings")
def show():
    form = WordsForm(formdata=None, obj=g.round) if g.round.vote_began else SettingsForm.of(g.round)
    return settings_page(form)


@bp.post("/<int:round_number>/office/settings")
def change():
    # Opened before voting began and sent after, it says what is fixed now; never the other way.
    has_all = "counting" in request.form or not g.round.vote_began
    form = SettingsForm() if has_all else WordsForm()
    if not form.validate():
        return settings_page(form), 422
    try:
        g.round.change(current_user, seen=seen_change(), **form.values())
    except SettingsChanged as error:
        db.session.rollback()
        return settings_page(form, changes=error.changes), 409
    db.session.commit()
    flash(_("참여 기간의 설정을 저장했어요."), "ok")
    return redirect(url_for("home.cockpit"), 303)


@bp.errorhandler(AlreadyOpen)
def already_open(error):
    number = error.round.number
    db.session.rollback()
    flash(
        _("다른 담당자가 방금 %(n)s번째 참여 기간을 열었어요. 그것을 보여 드려요.", n=number),
        "warn",
    )
    return redirect(url_for("home.cockpit", round_number=number), 303)


refuse_when(
    bp,
    {
        # Its last moment passed while the form was read.
        CallClosed: (_l("접수가 끝난 공모라 참여 기간을 열 수 없어요."), 409),
    },
)


@bp.errorhandler(VoteBegan)
def vote_began(error):
    """Say what is fixed; nothing of the form was kept."""
    db.session.rollback()
    fixed = [labels.SETTING_NAMES[name] for name in sorted(error.names)]
    return settings_page(WordsForm(formdata=None, obj=g.round), fixed), 409


@bp.context_processor
def setting_labels():
    return {
        "names": labels,
        "RULES": RULES,
        "COMPLETIONS": COMPLETIONS,
        "LEVELS": LEVELS,
        "publishes_ballots": publishes_ballots,
        "phone_ready": current_app.extensions["identity"].ready,
    }


def new_page(call, form, key):
    number = Round.next_number(g.municipality)
    return render_template("rounds/settings/new.html", call=call, form=form, key=key, number=number)


def settings_page(form, fixed=(), changes=()):
    """fixed: what people call the settings that were to change but can't any more. changes: what
    somebody else saved meanwhile."""
    context = {"form": form, "fixed": fixed, "changes": changes, "call": g.round.call}
    return render_template("rounds/settings/show.html", **context)


def defaults_of(call) -> dict:
    """What a form starts from: the call's money for one city, and the plainest way to vote."""
    share = 0.5 if call.national_share is None else call.national_share
    return {
        "title": f"{call.year} {call.programme}",
        "budget_won": call.city_won,
        "national_percent": percent(share),
        "counting": "approval greedy-skip",
        "max_choices": 5,
        "vote_levels": ["desk", "invite"],
        "unproven": "apart",
    }
