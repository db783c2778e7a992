"""One written table of every route and who may use it. What is not in the table is refused.

Roles are those of the signed-in person in the municipality at hand; a signed-in person is always
`resident`, nobody signed in is `visitor`. What a phase allows is in civic/rounds/rules.py.
"""

from flask import abort, g, redirect, request, url_for
from flask_login import current_user

VISITOR, RESIDENT, PLANNER, CONSULTANT, OPERATOR = (
    "visitor",
    "resident",
    "planner",
    "consultant",
    "operator",
)
EVERYONE = frozenset({VISITOR, RESIDENT, PLANNER, CONSULTANT, OPERATOR})
SIGNED_IN = EVERYONE - {VISITOR}
OFFICE = frozenset({PLANNER, OPERATOR})
WORKSHOP = frozenset({PLANNER, CONSULTANT, OPERATOR})

TABLE = {
    "static": EVERYONE,
    # web
    "i18n.choose": EVERYONE,
    # people
    # places
    "places.districts": EVERYONE,
    "places.find_address": EVERYONE,
    # photos
    "photos.upload": EVERYONE,
    "photos.serve": EVERYONE,
    # rounds
    "phases.edit": OFFICE,
    # issues
    # solutions
    # votes
    # targets
    # plans
    # moderation
    # home
    "rounds.front": EVERYONE,
    "rounds.municipality_home": EVERYONE,
    "rounds.show": EVERYONE,
    "rounds.cockpit": OFFICE,
}


def init_app(app) -> None:
    app.before_request(check)
    app.jinja_env.globals["roles_here"] = roles_here


def roles_here() -> frozenset[str]:
    """Role names of whoever asks, in the municipality of this request."""
    if not current_user.is_authenticated:
        return frozenset({VISITOR})
    return frozenset({RESIDENT}) | current_user.role_names(g.get("municipality"))


def check():
    if request.endpoint is None:
        return None
    allowed = TABLE.get(request.endpoint, frozenset())
    if roles_here() & allowed:
        return None
    if not current_user.is_authenticated and allowed:
        return to_sign_in()
    abort(403)


def to_sign_in():
    """Send a visitor to sign in and back again; htmx is told to move the whole page."""
    back = request.full_path if request.method == "GET" else request.referrer or "/"
    address = url_for("people.sign_in", next=_own_path(back))
    if "HX-Request" in request.headers:
        return "", 401, {"HX-Redirect": address}
    return redirect(address, 303)


def _own_path(address: str) -> str:
    """The path of an address on this site; anything else becomes the front page."""
    path = address.removeprefix(request.host_url.rstrip("/")).rstrip("?")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def safe_next(address: str | None) -> str:
    """Where to go after signing in: only ever a path of this site."""
    return _own_path(address or "/")
