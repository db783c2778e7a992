"""함께 일하는 사람: who has a right in a city, and a second person's word on it."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.people.labels import ROLES
from civic.people.models import Role
from civic.people.rights.origins import confirm as confirm_right
from civic.people.rights.origins import unconfirmed
from civic.people.rules import AlreadyDecided, NotIndependent
from civic.roles import OFFICE
from civic.web.errors import refuse, refuse_when

OFFICE_PAGES = "/<municipality>/<int:round_number>/office/colleagues"

bp = Blueprint("colleagues", __name__)


@bp.get(OFFICE_PAGES)
def index():
    rights = [right for right in Role.given(g.municipality) if right.name in OFFICE]
    return render_template(
        "people/rights/colleagues.html",
        rights=[(right, unconfirmed(right)) for right in rights],
        ROLES=ROLES,
    )


@bp.post(f"{OFFICE_PAGES}/<int:role_id>/confirm")
def confirm(role_id):
    right = db.get_or_404(Role, role_id)
    if right.name not in OFFICE or right.municipality_id not in (None, g.municipality.id):
        abort(404)
    try:
        confirm_right(right, current_user)
    except AlreadyDecided:
        return refuse(_("이미 두 사람이 확인한 권한이에요."), 409)
    except NotIndependent:
        return refuse(
            _("본인과 권한을 준 사람, 그 사람에게서 권한을 받은 사람은 확인할 수 없어요."), 409
        )
    db.session.commit()
    flash(_("%(name)s님을 확인했어요.", name=right.person.name), "ok")
    return redirect(url_for(".index"), 303)


refuse_when(
    bp,
    {
        NotIndependent: (
            _l(
                "같은 운영자가 준 권한끼리, 또는 그 운영자와는 둘이 확인할 수 없어요. "
                "다른 담당자가 확인하거나, ‘함께 일하는 담당자’에서 동료의 확인을 먼저 받아 주세요."
            ),
            409,
        )
    },
    everywhere=True,
)
