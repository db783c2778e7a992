"""A planner writes how participation goes on, on one page."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.follow_up import rules
from civic.plans.follow_up.finders import measured, years
from civic.plans.follow_up.forms import FollowUpForm, shown
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.undoing import FollowedUp
from civic.plans.meanwhile import saved_meanwhile
from civic.rounds.edits.models import PlanEdit
from civic.solutions.project_plan.rules import SavedMeanwhile
from civic.web.htmx import render_page

bp = Blueprint("follow_up", __name__)


@bp.get("/follow-up")
def edit():
    saved = FollowUp.of(g.round)
    return _page(_form(data=shown(saved) if saved else {"revision": "0"}))


@bp.post("/follow-up")
def save():
    form = _form()
    if request.form.get("act") == "activities":
        form.add_activities()
        return _page(form)
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        with PlanEdit.noted(FollowedUp, g.round, current_user):
            FollowUp.save(g.round, current_user, _revision(form), **form.values())
    except SavedMeanwhile:
        return _saved_meanwhile(form)
    db.session.commit()
    flash(_("저장했어요. 계획서를 다시 만들면 들어가요."), "ok")
    return redirect(url_for(".edit"), 303)


def _form(**values) -> FollowUpForm:
    return FollowUpForm(**values).about(measured(g.round), years(g.round))


def _revision(form: FollowUpForm) -> int:
    typed = form.revision.data or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


def _saved_meanwhile(form: FollowUpForm):
    db.session.rollback()
    saved = FollowUp.of(g.round)
    form.revision.data = str(saved.revision if saved else 0)
    form.form_errors.append(saved_meanwhile())
    return _page(form), 409


def _page(form: FollowUpForm):
    return render_page(
        "plans/follow_up/edit.html",
        "plans/follow_up/_form.html",
        form=form,
        rules=rules,
        added=request.form.get("act") == "activities",
    )
