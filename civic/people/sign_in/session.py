"""How Flask-Login finds who is asking, and how a session is opened on a device."""

from contextlib import suppress
from datetime import timedelta

from flask import current_app, g, request, session
from flask_login import LoginManager, login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import OperationalError

from civic.db import db, now, reading, writing
from civic.db_engine import AT_ONCE_MS, PATIENCE, AtOnce
from civic.people.office import is_staff
from civic.people.sign_in.browsers import COOKIE_DAYS, device_name
from civic.people.sign_in.models import AGAIN, SignIn
from civic.web.i18n import reader_language

# An account of another service that was shown here and is nobody's yet (people/federation): it
# waits for its person to come in and say that it is theirs.
LINKING = "linking"

logins = LoginManager()
# Sessions are rows that can be revoked; guessing from address and browser adds nothing.
logins.session_protection = None


def start_sessions(app) -> None:
    logins.init_app(app)
    # The sign-in's row says when it ends. The cookie outlasts it and is sent only when it changes:
    # an answer that comes late must not bring back the cookie from before signing out.
    app.config["PERMANENT_SESSION_LIFETIME"] = COOKIE_DAYS * 86_400
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False


@logins.user_loader
def load_person(token: str):
    """The person of a live session; None (Flask-Login's word for nobody) for any other token."""
    # On a round's pages it was found together with the round (rounds/routes.py).
    sign_in = g.pop("sign_in", None) or SignIn.find(token)
    if sign_in is None or not sign_in.person.is_active:
        return None
    if is_staff(sign_in.person):
        if is_worn_out(sign_in):
            g.session_ended = True
            return None
        note_use(sign_in)
    sign_in.person.sign_in_token, sign_in.person.sign_in = token, sign_in
    if not reading.get():
        sign_in.keep(current_app.config["SIGN_IN_DAYS"])
    return sign_in.person


def is_worn_out(sign_in) -> bool:
    """True of a session of staff that nobody used for a while, or that has lasted a working day."""
    idle = timedelta(minutes=current_app.config["STAFF_IDLE_MINUTES"])
    return sign_in.is_worn_out(idle, timedelta(hours=current_app.config["STAFF_HOURS"]))


def note_use(sign_in) -> None:
    """Write down that a session is used: those of staff end when they are not.

    A request that writes does it in its own transaction. One that only reads does it beside, and
    waits for nobody: where the database is locked or its disk is full, the page is shown all the
    same, and the next page notes the use."""
    if not sign_in.is_used_again():
        return
    if not reading.get():
        sign_in.seen_at = now()
        return
    used = db.update(SignIn).where(SignIn.id == sign_in.id).values(seen_at=now())
    at_once = db.engine.execution_options(**{PATIENCE: AtOnce()})
    with suppress(OperationalError), writing(), at_once.begin() as connection:
        if at_once.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {AT_ONCE_MS}")
        connection.execute(used)


def come_in(person, way: str = "") -> None:
    """Open a session on this device. What the browser held before, form token included, goes. Mails
    come in the language of the page from now on."""
    person.language = reader_language()
    SignIn.open(
        person,
        device=device_name(request.user_agent.string),
        days=current_app.config["SIGN_IN_DAYS"],
        way=way,
    )
    waits = session.get(LINKING)
    session.clear()
    if waits:
        session[LINKING] = waits
    session.permanent = True
    login_user(person)
    # A form token with it: two first requests at once would each bring another.
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)  # of the session before
    generate_csrf()


def renew_session(person) -> None:
    """Another token for the session at hand, which began when it began: who copied the cookie
    before its person showed more than it holds nothing."""
    before = person.sign_in
    session["_user_id"] = SignIn.open(
        person, before.device, current_app.config["SIGN_IN_DAYS"], before.way
    )
    person.sign_in.created_at = before.created_at
    before.revoke()


def begin_as_staff(person) -> None:
    """Give who starts to work for an office a new session, without signing in again.

    The second factor is asked for anew. A session too old for staff begins its hours now. Its `way`
    says that this was no fresh sign-in: it may not set up a factor, so that an old copy of a cookie
    gains nothing."""
    came = person.sign_in
    renew_session(person)
    if is_worn_out(came):
        person.sign_in.created_at, person.sign_in.way = now(), AGAIN


def forget_here(response):
    """Have the browser drop what it kept of the person who goes out."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
