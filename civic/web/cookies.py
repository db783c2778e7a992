"""Cookies that nobody but this host may set: behind TLS their names begin with __Host-.

A page of a neighbouring name (other.city.go.kr) can set cookies for all of city.go.kr; browsers
refuse to take a __Host- one from it. What was given under the plain name before is still read, a
session for as long as a sign-in lasts, so that nobody is signed out by turning SECURE_COOKIES on.
"""

from flask import current_app, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

PREFIX = "__Host-"
SESSION = "session"


def init_app(app) -> None:
    app.session_interface = Sessions()
    if app.config["SECURE_COOKIES"]:
        app.config["SESSION_COOKIE_NAME"] = PREFIX + SESSION
        app.session_interface = CarriedOver()


class Sessions(SecureCookieSessionInterface):
    """Signed by one signer for as long as the keys are the same; Flask makes one a request."""

    def __init__(self):
        self._signers = {}

    def get_signing_serializer(self, app):
        keys = app.secret_key, *(app.config["SECRET_KEY_FALLBACKS"] or ())
        if keys not in self._signers:
            self._signers = {keys: super().get_signing_serializer(app)}
        return self._signers[keys]


class CarriedOver(Sessions):
    """Sessions under the new name; one of the old name moves over at its next request."""

    def open_session(self, app, request):
        session = super().open_session(app, request)
        signer = self.get_signing_serializer(app)
        before = request.cookies.get(SESSION)
        if session or before is None or signer is None:
            return session
        try:
            known = signer.loads(before, max_age=app.config["SIGN_IN_DAYS"] * 86_400)
        except BadSignature:
            return session
        session = self.session_class(known)
        session.modified = True
        return session

    def save_session(self, app, session, response):
        super().save_session(app, session, response)
        if SESSION in request.cookies:
            response.delete_cookie(SESSION)


def read(name: str) -> str | None:
    """What this browser was given under a name."""
    return request.cookies.get(_full(name)) or request.cookies.get(name)


def give(response, name: str, value: str, lifetime) -> None:
    """Have the browser keep it for us alone. lifetime: seconds, or a timedelta."""
    secure = current_app.config["SECURE_COOKIES"] or request.is_secure
    options = {"httponly": True, "samesite": "Lax", "secure": secure, "max_age": lifetime}
    response.set_cookie(_full(name), value, **options)


def drop(response, name: str) -> None:
    for known in {name, _full(name)}:
        response.delete_cookie(known, secure=known.startswith(PREFIX))


def _full(name: str) -> str:
    return (PREFIX if current_app.config["SECURE_COOKIES"] else "") + name
