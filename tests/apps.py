"""The app as the tests start it: no demo, form tokens on; and a client that behaves as a page."""

import secrets
from contextlib import contextmanager

from argon2 import PasswordHasher
from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from jinja2 import FileSystemBytecodeCache, Undefined
from sqlalchemy.util import LRUCache

from civic import create_app
from civic.db import db
from civic.engines.identity import FakeProvider
from civic.people.sign_in import passphrases
from civic.schema_version import make_tables
from civic.web import limits
from civic.web.i18n import WORD_JOINER

KEY = "the tests' own key, which signs nothing of anybody"
SETTINGS = {
    **{"SECRET_KEY": KEY, "PHOTO_STORE": "memory:", "SENDER": "memory", "WEB_PUSH": "memory"},
    **{"JOB_QUEUE": "request", "ASSETS": "local", "IDENTITY": FakeProvider()},
    **{"OUTSIDE": "memory", "OPEN_DATA_LIMIT": "", "LIMIT_STORAGE": "memory://"},
    # Tests that are about these set them as a city has them.
    **{"SECOND_FACTOR": "offered", "STAFF_IDLE_MINUTES": 10**6, "STAFF_HOURS": 10**6},
    **{"TEXT_NOUNS": "plain", "SENTENCE_VECTORS": "none", "FACE_FINDER": "none"},
    **dict.fromkeys(("SIGN_IN_LIMIT", "UPLOAD_LIMIT", "KEEP_LIMIT"), ""),
    **dict.fromkeys(("SUPPORT_LIMIT", "WRITING_LIMIT"), ""),
}
SAFE = ("GET", "HEAD", "OPTIONS")
# Statements that stay written: the tests of a process send five thousand, and with a server's 500
# every seventh would be written anew.
STATEMENTS_KEPT = 2000
# Where what is compiled of templates is kept, for every app, process and run (tests/running.py).
compiled: dict[str, FileSystemBytecodeCache] = {}

# Hashing is made to be slow, which no test is about but the one that says how slow.
passphrases.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class NamedWrong(Undefined):
    """What a template names and nobody gave: a loop over it would show nothing, and nobody would
    see that a part of the page is gone."""

    __iter__ = Undefined._fail_with_undefined_error


class AsRead:
    """An answer whose text is without what nobody sees: the joiners that keep lines whole."""

    @property
    def text(self) -> str:
        return self.get_data(as_text=True).replace(WORD_JOINER, "")


class Browser(FlaskClient):
    """A test client whose requests each live in a context of their own, as on a server, and which
    sends its session's form token with whatever it posts, as every page of ours does.

    sends_tokens = False makes it another site, which knows none. A token that the test itself sends
    is left as it is.
    """

    sends_tokens = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("Page", (AsRead, self.response_wrapper), {})

    def open(self, *args, **kwargs):
        if has_app_context():
            db.session.rollback()  # the test's own transaction would hold the database's lock
        if self._lacks_token(kwargs):
            kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "X-CSRFToken": self.token()}
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def token(self) -> str:
        """The form token that a page shows this session; a session without one gets it."""
        secret = self._session().get("csrf_token")
        if secret is None:
            with self.session_transaction() as session:
                secret = session["csrf_token"] = secrets.token_hex(20)
        key = self.application.secret_key
        return URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret)

    def _lacks_token(self, sent) -> bool:
        data = sent.get("data")
        typed = isinstance(data, dict) and "csrf_token" in data
        is_safe = sent.get("method", "GET") in SAFE
        return self.sends_tokens and not is_safe and not typed

    def _session(self) -> dict:
        cookie = self.get_cookie("session")
        if cookie is None:
            return {}
        signer = self.application.session_interface.get_signing_serializer(self.application)
        return signer.loads(cookie.value)


def start_app(address: str, **settings):
    app = create_app(DATABASE_URL=address, **SETTINGS | settings)
    app.testing = True
    app.test_client_class = Browser
    app.jinja_env.undefined = NamedWrong
    app.jinja_env.bytecode_cache = compiled.get("templates")
    # A server keeps the templates it uses most; a walk through every page, all.
    app.jinja_env.cache = {}
    with app.app_context():
        db.engine.update_execution_options(compiled_cache=LRUCache(STATEMENTS_KEPT))
    return app


def count_anew(app) -> None:
    """Nobody was counted yet."""
    limits.init_app(app)


@contextmanager
def made_app(address: str, **settings):
    """The app on a new database."""
    app = start_app(address, **settings)
    with app.app_context():
        make_tables(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
