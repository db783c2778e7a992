"""The page of what waits on this phone, and what the phone asks before it sends anything."""

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from civic.outbox.kept import routes as kept_forms
from civic.outbox.kept.routes import tag_here
from civic.people.sign_in.codes import same
from civic.web.errors import refuse

bp = Blueprint("outbox", __name__)
bp.register_blueprint(kept_forms.bp)
OWNER = "Outbox-Person"


@bp.before_app_request
def know_the_person():
    """Note who asks; what one person wrote is never stored as another's, whoever came meanwhile."""
    g.person_tag = tag_here()
    owner = request.headers.get(OWNER)
    if owner is not None and not (owner and same(owner, g.person_tag)):
        return refuse(_("다른 사람이 쓴 것이라 보내지 않았어요. 쓴 사람이 로그인하면 보내요."), 401)
    return None


@bp.get("/session")
def session():
    """{person, token}: whom this browser is signed in as now, and a form token; "" for nobody.

    A token for nobody would come with a cookie, which may arrive after that of a sign-in meanwhile.
    """
    answer = {"person": g.person_tag, "token": g.person_tag and generate_csrf()}
    return answer, 200, {"Cache-Control": "no-store"}


@bp.get("/<municipality>/<int:round_number>/outbox")
def index():
    """The frame of the list. What is in it only the phone knows."""
    return render_template("outbox/index.html")
