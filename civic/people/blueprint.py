"""The blueprint of people's pages, and how Flask-Login finds who is asking."""

from flask import Blueprint, current_app, g, request, session
from flask_login import LoginManager, login_user

from civic.db import reading
from civic.people.bylines import display_name
from civic.people.models import SignIn, municipality_called
from civic.people.names import device_name
from civic.web.addresses import own_path

PLACE = "/<municipality>/<int:round_number>"
COOKIE_DAYS = 400  # the longest a browser keeps one

bp = Blueprint("people", __name__)
logins = LoginManager()
# Sessions are rows that can be revoked; guessing from address and browser adds nothing.
logins.session_protection = None


@bp.record_once
def start(state):
    logins.init_app(state.app)
    # The sign-in's row says when it ends. The cookie outlasts it and is sent only when it changes:
    # an answer that comes late must not bring back the cookie from before signing out.
    state.app.config["PERMANENT_SESSION_LIFETIME"] = COOKIE_DAYS * 86_400
    state.app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    state.app.jinja_env.globals["display_name"] = display_name


@logins.user_loader
def load_person(token: str):
    """The person of a live session; None (Flask-Login's word for nobody) for any other token."""
    # On a round's pages it was found together with the round (rounds/routes.py).
    sign_in = g.pop("sign_in", None) or SignIn.find(token)
    if sign_in is None or not sign_in.person.is_active:
        return None
    sign_in.person.sign_in_token = token
    if not reading.get():
        sign_in.keep(current_app.config["SIGN_IN_DAYS"])
    return sign_in.person


def come_in(person) -> None:
    """Open a session on this device. What the browser held before, form token included, goes."""
    SignIn.open(
        person,
        device=device_name(request.user_agent.string),
        days=current_app.config["SIGN_IN_DAYS"],
    )
    session.clear()
    session.permanent = True
    login_user(person)


def secret() -> str:
    return current_app.config["SECRET_KEY"]


def identity_secret() -> str:
    return current_app.config["IDENTITY_SECRET"] or secret()


def next_address() -> str:
    """Where this sign-in leads, and g.municipality from it, for the page's head and foot."""
    address = own_path(request.args.get("next") or session.get("next"))
    slug = address.split("/")[1].partition("?")[0]
    place = municipality_called(slug) if slug else None
    if place is not None:
        g.municipality = place
    return address


def forget_here(response):
    """Have the browser drop what it kept of the person who goes out."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
