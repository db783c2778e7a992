"""A planner says what the plan prints by name: a report, and themes."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.printing import act as _act  # noqa: F401  # the desk knows it from here
from civic.plans.printing.models import (
    IssuePrinting,
    ThemePrinting,
    is_issue_printed,
    is_theme_printed,
    printing_of_issue,
)
from civic.themes.finders import find_theme
from civic.web.addresses import own_path

bp = Blueprint("printing", __name__)
bp.add_app_template_global(printing_of_issue)
bp.add_app_template_global(is_issue_printed)
bp.add_app_template_global(is_theme_printed)


@bp.post("/printing/issues")
def issues():
    """Of one report; of many it is an act of the desk."""
    id = request.form.get("issue", 0, int)
    is_printed = request.form.get("printed") == "yes"
    if not 0 < id < 10**9:
        abort(400)
    count = IssuePrinting.decide(g.round, [id], is_printed, current_user)
    db.session.commit()
    flash(_said(is_printed, count), "ok")
    return redirect(_back(), 303)


@bp.post("/printing/themes/<int:theme_id>")
def theme(theme_id):
    chosen = find_theme(theme_id)
    is_printed = request.form.get("printed") == "yes"
    ThemePrinting.decide(chosen, is_printed, current_user)
    db.session.commit()
    flash(_("주제를 계획서에 실어요.") if is_printed else _("주제를 계획서에서 뺐어요."), "ok")
    return redirect(url_for("themes.desk.texts.show", theme_id=chosen.id), 303)


def _said(is_printed: bool, count: int) -> str:
    if is_printed:
        return _("제보 %(n)s건을 계획서에 실어요.", n=f"{count:,}")
    return _("제보 %(n)s건을 계획서 목록에서 뺐어요. 수에는 들어 있어요.", n=f"{count:,}")


def _back() -> str:
    back = request.form.get("back", "")
    return own_path(back) if back else url_for("triage.index")
