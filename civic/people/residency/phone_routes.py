"""A resident is verified by a 본인확인 service, and says where they live."""

from datetime import date

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask_login import current_user

from civic.db import SEOUL, db, now
from civic.engines.identity import NotVerified
from civic.people.forms import offer_districts
from civic.people.residency.forms import DistrictForm
from civic.people.residency.identity import NotAnIdentity, person_mark, phone_mark, read_birth
from civic.people.residency.labels import REFUSALS
from civic.people.residency.models import Residency
from civic.people.residency.page import check_accepted, confirmed, residency_page
from civic.people.residency.participation_codes import CodeRefused
from civic.people.secrets import identity_secret
from civic.people.sign_in.codes import new_token
from civic.web.limits import by_setting

bp = Blueprint("phone", __name__, url_prefix="/residency/phone")


@bp.post("")
@by_setting("SIGN_IN_LIMIT")
def begin():
    """Off to the service. What was asked is kept in the session until the answer."""
    form = DistrictForm(prefix="phone-")
    offer_districts(form.district_id, g.municipality, "")
    if not form.validate():
        return residency_page(phone=form), 422
    state = new_token()
    try:
        check_accepted("phone")
        address = current_app.extensions["identity"].start(url_for(".back"), state)
    except (CodeRefused, NotVerified) as refused:
        return not_proven(refused)
    session["verifying"] = [state, g.municipality.id, form.district_id.data]
    return redirect(address, 303)


@bp.get("")
def back():
    """Back from the service: one press more, because looking at a page stores nothing."""
    return render_template(
        "people/residency/phone_done.html", answer=request.args.items(multi=False)
    )


@bp.post("/done")
@by_setting("SIGN_IN_LIMIT")
def prove():
    try:
        born_on = verify()
    except (NotVerified, NotAnIdentity, CodeRefused) as refused:
        return not_proven(refused)
    if request.form.get("keep_birth_year"):
        current_user.birth_year = born_on.year
    db.session.commit()
    return confirmed()


def verify() -> date:
    """Prove residency by the service's answer; the day of birth it confirms.

    Raises: NotVerified, NotAnIdentity, CodeRefused.
    """
    state, place_id, district_id = session.pop("verifying", ["", 0, None])
    if place_id != g.municipality.id:
        raise NotVerified
    verified = current_app.extensions["identity"].finish(request.form, state)
    born_on = read_birth(verified.born_on, now().astimezone(SEOUL).date())
    marks = {
        "person": person_mark(identity_secret(), place_id, verified.name, born_on),
        "phone": phone_mark(identity_secret(), place_id, verified.phone),
    }
    check_accepted("phone")
    levels = g.round.vote_levels
    Residency.prove(current_user, g.municipality, "phone", levels, marks, district_id=district_id)
    return born_on


def not_proven(refused):
    db.session.rollback()
    form = DistrictForm(formdata=None, prefix="phone-")
    reason = refused.reason if isinstance(refused, CodeRefused) else "not_verified"
    form.district_id.errors = [REFUSALS[reason]]
    return residency_page(phone=form), 422
