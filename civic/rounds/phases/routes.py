"""The planner's calendar of phases, and what of it another planner has to confirm."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.rules import AlreadyProposed
from civic.rounds.fields import seen_change
from civic.rounds.phases.forms import VOTE_WAITS, PhasesForm
from civic.rounds.phases.two_persons import CalendarChange
from civic.rounds.rules import (
    AfterDeadline,
    SettingsChanged,
    VoteBegan,
    VoteNeedsAnother,
    VoteNeedsReason,
    VoteTooShort,
)
from civic.web.errors import refuse_when

bp = Blueprint("phases", __name__, url_prefix="/<int:round_number>/office/phases")


@bp.route("/", methods=["GET", "POST"])
def edit():
    """Set when each phase begins and ends."""
    form, changes = PhasesForm.of(g.round), ()
    if form.validate_on_submit():
        try:
            return save(form)
        except AlreadyProposed:
            db.session.rollback()
            form.vote_ends.errors = [VOTE_WAITS]
        except (VoteBegan, VoteTooShort, VoteNeedsReason) as error:
            db.session.rollback()
            form.refuse_vote(error)
        except SettingsChanged as error:
            db.session.rollback()
            changes = error.changes
    status = 409 if changes else 422 if form.errors else 200
    context = {"form": form, "last_legal": form.deadline, "changes": changes}
    context["waiting"] = CalendarChange.waiting(g.round)
    return render_template("rounds/phases/edit.html", **context), status


def save(form):
    """Of a vote that would be open less than was announced: propose it to another planner."""
    periods, reason = form.periods(), form.reason.data or ""
    try:
        g.round.set_phases(periods, current_user, seen=seen_change(), reason=reason)
    except VoteNeedsAnother:
        CalendarChange.propose(g.round, current_user, periods, reason)
        sentence = _("제안했어요. 다른 담당자가 확인하기 전에는 알린 투표 기간 그대로예요.")
        return done(sentence, ".edit")
    return done(_("일정을 저장했어요."), "home.cockpit")


@bp.post("/<int:change_id>/confirm")
def confirm(change_id):
    find_change(change_id).confirm(current_user)
    return done(_("투표 기간을 바꿨어요. 바뀐 기간과 이유를 주민에게 알려요."), ".edit")


@bp.post("/<int:change_id>/drop")
def drop(change_id):
    find_change(change_id).drop(current_user)
    return done(_("바꾸지 않기로 했어요. 알린 투표 기간 그대로예요."), ".edit")


refuse_when(
    bp,
    dict.fromkeys(
        (AfterDeadline, SettingsChanged, VoteBegan, VoteTooShort),
        (
            _l(
                "제안한 뒤에 일정이 바뀌었거나 투표가 가까워져 그대로 바꿀 수 없어요. "
                "제안을 취소해 주세요."
            ),
            409,
        ),
    ),
)


def find_change(change_id):
    query = db.select(CalendarChange).filter_by(id=change_id, round_id=g.round.id)
    return db.session.scalar(query) or abort(404)


def done(sentence, page):
    db.session.commit()
    flash(sentence, "ok")
    return redirect(url_for(page), 303)
