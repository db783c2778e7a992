"""A resident is verified by a 본인확인 service, and says where they live."""

from datetime import date

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user

from civic.db import db, now
from civic.engines.identity import NotVerified
from civic.engines.identity.portone import ClaimedIdentity
from civic.korean_time import SEOUL
from civic.people.forms import offer_districts
from civic.people.residency.forms import AskForm, DistrictForm
from civic.people.residency.identity import NotAnIdentity, marks_of, read_birth
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


@bp.get("/ask")
def ask():
    """Our own page for a service that has none: whom the carrier's app shall ask."""
    asks_here()
    return render_template("people/residency/phone_ask.html", form=AskForm(formdata=None))


@bp.post("/ask")
@by_setting("SIGN_IN_LIMIT")
def send():
    """Each try is a verification of its own: what was typed wrongly stands in no later one."""
    provider, form = asks_here(), AskForm()
    if not form.validate():
        return render_template("people/residency/phone_ask.html", form=form), 422
    state = new_token()
    asked = ClaimedIdentity(
        form.name.data, form.digits, form.carrier.data, request.remote_addr or ""
    )
    try:
        provider.ask(asked, state)
    except NotVerified as refused:
        form.name.errors = [REFUSALS[refused.reason]]
        return render_template("people/residency/phone_ask.html", form=form), 422
    session["verifying"] = [state, *session["verifying"][1:]]
    return redirect(url_for(".wait"), 303)


@bp.get("/wait")
def wait():
    asks_here()
    return render_template("people/residency/phone_wait.html", refusal="")


@bp.post("/wait")
@by_setting("SIGN_IN_LIMIT")
def answered():
    try:
        asks_here().confirm(session["verifying"][0])
    except NotVerified as refused:
        refusal = REFUSALS[refused.reason]
        return render_template("people/residency/phone_wait.html", refusal=refusal), 422
    return redirect(url_for(".back"), 303)


def asks_here():
    """The service, for who has begun; else back to the beginning."""
    provider = current_app.extensions["identity"]
    if not provider.asks_here or session.get("verifying", ["", 0])[1] != g.municipality.id:
        abort(redirect(url_for("people.residency.show"), 303))
    return provider


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
    known = verified.name, born_on, verified.phone, verified.ci
    marks = marks_of(identity_secret(), place_id, *known)
    check_accepted("phone")
    levels = g.round.vote_levels
    Residency.prove(current_user, g.municipality, "phone", levels, marks, district_id=district_id)
    return born_on


def not_proven(refused):
    db.session.rollback()
    form = DistrictForm(formdata=None, prefix="phone-")
    reason = "not_verified" if isinstance(refused, NotAnIdentity) else refused.reason
    form.district_id.errors = [REFUSALS[reason]]
    return residency_page(phone=form), 422
