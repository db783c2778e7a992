"""A resident is verified by a 본인확인 service, and says where they live."""

from datetime import date

from flask import current_app, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import SEOUL, db, now
from civic.engines.identity import FakeProvider, NotVerified
from civic.people.blueprint import PLACE, bp, identity_secret
from civic.people.forms import offer_districts
from civic.people.identity import NotAnIdentity, person_mark, phone_mark, read_birth
from civic.people.models import CodeRefused, Residency
from civic.people.residency.forms import DistrictForm
from civic.people.residency.routes import check_accepted, confirmed, refusal, residency_page
from civic.people.sign_in.codes import new_token
from civic.web.addresses import own_path
from civic.web.errors import refuse
from civic.web.limits import by_setting

PHONE = f"{PLACE}/residency/phone"


@bp.post(PHONE)
@by_setting("SIGN_IN_LIMIT")
def begin_phone():
    """Off to the service. What was asked is kept in the session until the answer."""
    form = DistrictForm(prefix="phone-")
    offer_districts(form.district_id, g.municipality, "")
    if not form.validate():
        return residency_page(phone=form), 422
    state = new_token()
    try:
        check_accepted("phone")
        address = current_app.extensions["identity"].start(url_for("people.phone_done"), state)
    except (CodeRefused, NotVerified) as refused:
        return not_proven(refused)
    session["verifying"] = [state, g.municipality.id, form.district_id.data]
    return redirect(address, 303)


@bp.get(PHONE)
def phone_done():
    """Back from the service: one press more, because looking at a page stores nothing."""
    return render_template(
        "people/residency/phone_done.html", answer=request.args.items(multi=False)
    )


@bp.post(f"{PHONE}/done")
@by_setting("SIGN_IN_LIMIT")
def prove_phone():
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
    known = current_app.extensions["identity"].finish(request.form, state)
    born_on = read_birth(known.born_on, now().astimezone(SEOUL).date())
    marks = {
        "person": person_mark(identity_secret(), place_id, known.name, born_on),
        "phone": phone_mark(identity_secret(), place_id, known.phone),
    }
    check_accepted("phone")
    levels = g.round.vote_levels
    Residency.prove(current_user, g.municipality, "phone", levels, marks, district_id=district_id)
    return born_on


@bp.get("/demo/identity")
def fake_identity():
    """The fake service's own page, in the demo."""
    if not isinstance(current_app.extensions["identity"], FakeProvider):
        return refuse(_("체험판에만 있는 화면이에요."), 404)
    context = {"back": own_path(request.args.get("back")), "state": request.args.get("state", "")}
    return render_template("people/residency/fake_identity.html", **context)


def not_proven(refused):
    db.session.rollback()
    form = DistrictForm(formdata=None, prefix="phone-")
    reason = refused.reason if isinstance(refused, CodeRefused) else "not_verified"
    form.district_id.errors = [refusal(reason)]
    return residency_page(phone=form), 422
