"""How long things are kept here, what is over its time, and another period."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.privacy.labels import PERIODS as NAMES
from civic.privacy.retention.due import all_due
from civic.privacy.retention.forms import PeriodsForm
from civic.privacy.retention.models import RetentionPeriod
from civic.privacy.retention.rules import PERIODS
from civic.roles import OPERATOR
from civic.web.access import roles_here

bp = Blueprint("retention", __name__, url_prefix="/office/retention")


@bp.get("/")
def show():
    return _page()


@bp.post("/")
def save():
    """What this city keeps for how long."""
    form = PeriodsForm.of(by_city=True)()
    if not form.validate():
        return _page(city_form=form), 422
    RetentionPeriod.set_all(g.municipality, form.days(), current_user)
    return _done()


@bp.post("/everywhere")
def save_everywhere():
    """What holds for the whole program: the operator's."""
    form = PeriodsForm.of(by_city=False)()
    if not form.validate():
        return _page(operator_form=form), 422
    RetentionPeriod.set_all(None, form.days(), current_user)
    return _done()


def _done():
    db.session.commit()
    flash(_("보유 기간을 바꿨어요. 지난 것은 하루 안에 지워요."), "ok")
    return redirect(url_for(".show"), 303)


def _page(city_form=None, operator_form=None):
    is_operator = OPERATOR in roles_here()
    settings = {p.setting: kind for kind, p in PERIODS.items() if p.setting}
    days = {kind: current_app.config[name] for name, kind in settings.items()}
    days |= RetentionPeriod.days_in(g.municipality)
    everywhere = RetentionPeriod.days_in(None)
    here = {due.kind: due for due in all_due() if due.where in (None, g.municipality)}
    return render_template(
        "privacy/retention/show.html",
        city_form=city_form or PeriodsForm.of(by_city=True)(formdata=None, data=days),
        operator_form=operator_form
        or PeriodsForm.of(by_city=False)(formdata=None, data=everywhere),
        is_operator=is_operator,
        everywhere=everywhere,
        due=here,
        names=NAMES,
    )
