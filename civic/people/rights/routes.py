"""The operator's page of rights: whose they are, since when, and who gave or took them back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.people.labels import ROLES
from civic.people.models import Person, Role, municipalities
from civic.people.rights import colleague_routes
from civic.people.rights.forms import GrantForm, ReasonForm
from civic.people.rights.models import RightChange
from civic.web.errors import refuse

SHOWN = 100

bp = Blueprint("rights", __name__)
bp.register_blueprint(colleague_routes.bp)


@bp.get("/rights/")
def index():
    return rights_page(fresh_form())


@bp.post("/rights/")
def grant():
    form = grant_form()
    if not form.validate():
        return rights_page(form), 422
    assert form.read is not None
    known = form.read.text
    person = Person.join(known, form.name.data or known.partition("@")[0][:40])
    place = next((each for each in municipalities() if each.id == form.place_id.data), None)
    person.grant(form.role.data, place, current_user, form.reason.data)
    db.session.commit()
    flash(_("%(name)s님에게 권한을 줬어요.", name=person.name), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/rights/<int:role_id>/revoke")
def revoke(role_id):
    """At once, on every device. An operator does not take away their own last way back."""
    right, form = db.get_or_404(Role, role_id), ReasonForm()
    if not form.validate():
        return rights_page(fresh_form(), refused=(right.id, form)), 422
    person = right.person
    if person.id == current_user.id:
        return refuse(_("내 권한은 다른 운영자가 거둘 수 있어요."), 409)
    person.revoke(right.name, right.municipality, current_user, form.reason.data)
    person.sign_out_everywhere()
    db.session.commit()
    flash(_("%(name)s님의 권한을 거뒀어요. 모든 기기에서 로그아웃됐어요.", name=person.name), "ok")
    return redirect(url_for(".index"), 303)


def fresh_form():
    """For the first city; most programs have one."""
    place = next(iter(municipalities()), None)
    return grant_form(formdata=None, place_id=place.id if place else None)


def grant_form(**values):
    return GrantForm.over([(place.id, place.name) for place in municipalities()], **values)


def rights_page(form, refused=(0, None)):
    """refused: the right whose taking back lacks a reason, and that form."""
    context = {
        "form": form,
        "rights": Role.given(),
        "history": RightChange.history(SHOWN),
        "refused_id": refused[0],
        "refused_form": refused[1],
        "revoke_form": lambda right: ReasonForm(formdata=None, prefix=""),
        "ROLES": ROLES,
    }
    return render_template("people/rights/index.html", **context)
