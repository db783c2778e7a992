"""A resident shows that they live here: by a code, or by saying where."""

from flask import Blueprint, g
from flask_login import current_user

from civic.db import db
from civic.people.forms import offer_districts
from civic.people.residency import code_routes, desk_routes, phone_routes
from civic.people.residency.forms import CardForm, DistrictForm
from civic.people.residency.labels import REFUSALS
from civic.people.residency.models import IdentityMark, Residency
from civic.people.residency.page import check_accepted, confirmed, residency_page
from civic.people.residency.participation_codes import CodeRefused
from civic.people.secrets import earlier_secrets, identity_secret, secret
from civic.web.limits import by_setting, names_identity

bp = Blueprint("residency", __name__)
for part in (phone_routes, desk_routes, code_routes):
    bp.register_blueprint(part.bp)


@names_identity
def identity_here() -> str:
    if not current_user.is_authenticated:
        return ""
    # On a round's pages an act finds it together with who asks (rounds/finders.py).
    return g.identity_mark if "identity_mark" in g else IdentityMark.of(current_user.id)


@bp.get("/residency")
def show():
    return residency_page(card=CardForm(formdata=None))


@bp.post("/residency")
@by_setting("SIGN_IN_LIMIT")
def prove():
    form = CardForm()
    if not form.validate():
        return residency_page(card=form), 422
    levels = g.round.vote_levels
    try:
        Residency.by_code(
            current_user, g.municipality, form.code.data, secret(), levels, earlier_secrets()
        )
    except CodeRefused as refused:
        db.session.rollback()
        form.code.errors = [REFUSALS[refused.reason]]
        return residency_page(card=form), 422
    db.session.commit()
    return confirmed()


@bp.post("/residency/declare")
def declare():
    """Take somebody's word for where they live, in a round that does."""
    form = DistrictForm(prefix="declare-")
    offer_districts(form.district_id, g.municipality, "")
    if not form.validate():
        return residency_page(declared=form), 422
    try:
        check_accepted("declared")
        Residency.declare(current_user, g.round, form.district_id.data, identity_secret())
    except CodeRefused as refused:
        db.session.rollback()
        form.district_id.errors = [REFUSALS[refused.reason]]
        return residency_page(declared=form), 422
    db.session.commit()
    return confirmed()
