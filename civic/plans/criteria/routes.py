"""A planner ticks off what the call evaluates by."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.criteria.models import Checklist, UnknownCriterion, set_check

bp = Blueprint("criteria", __name__)


@bp.app_template_global()
def checklist_here() -> Checklist:
    return Checklist.of(g.round)


@bp.post("/criteria")
def check():
    try:
        name, done = request.form.get("name", ""), request.form.get("done") == "1"
        set_check(g.round, current_user, name, done)
    except UnknownCriterion:
        db.session.rollback()
        flash(_("그 기준은 없어졌어요. 공모의 평가 기준이 바뀌었는지 봐 주세요."), "bad")
    db.session.commit()
    back = "plans.show" if request.form.get("from") == "plan" else "plans.writing.paragraphs"
    return redirect(url_for(back, _anchor="criteria"), 303)
