"""The planner's calendar of phases."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.rounds.fields import seen_change
from civic.rounds.phases.forms import PhasesForm
from civic.rounds.rules import SettingsChanged, VoteBegan, VoteNeedsReason, VoteTooShort

bp = Blueprint("phases", __name__, url_prefix="/<int:round_number>/office/phases")


@bp.route("/", methods=["GET", "POST"])
def edit():
    """Set when each phase begins and ends."""
    form, changes = PhasesForm.of(g.round), ()
    if form.validate_on_submit():
        try:
            reason = form.reason.data or ""
            g.round.set_phases(form.periods(), current_user, seen=seen_change(), reason=reason)
            db.session.commit()
            flash(_("일정을 저장했어요."), "ok")
            return redirect(url_for("home.cockpit"), 303)
        except (VoteBegan, VoteTooShort, VoteNeedsReason) as error:
            db.session.rollback()
            form.refuse_vote(error)
        except SettingsChanged as error:
            db.session.rollback()
            changes = error.changes
    status = 409 if changes else 422 if form.errors else 200
    context = {"form": form, "last_legal": form.deadline, "changes": changes}
    return render_template("rounds/phases/edit.html", **context), status
