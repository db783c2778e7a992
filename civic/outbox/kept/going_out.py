"""What a visitor began goes out as soon as they have signed in: a report, support, comment, follow,
a wish for a target, answers to a survey. A vote does not: it is shown to be looked at first, to who
may vote.

It is sent as their browser would send it again, form token and all, so that every rule of the page
it is for holds; what is refused stays filled in on that page, as any kept form.
"""

from collections.abc import Sequence
from contextvars import Context
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, current_app, flash, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import Client, TestResponse

from civic.db import db
from civic.issues.reporting.drafts import COOKIE as DRAFT_COOKIE
from civic.issues.reporting.drafts import Draft
from civic.outbox.kept.models import COOKIE, KeptForm
from civic.people.secrets import secrets
from civic.rounds.models import Round
from civic.web import cookies

# Forms that are sent by themselves: one press, or words meant for all.
GOES_OUT = frozenset(
    {
        *("issues.support", "issues.comment"),
        *("issues.following.follow", "issues.following.same_problem"),
        *("solutions.comment", "solutions.follow", "targets.set_preference", "surveys.answer"),
    }
)
COMES_IN = frozenset(
    {"people.sign_in.enter_code", "people.sign_in.enter_passphrase", "people.sign_in.agree"}
)
# As the browser sent them, and not of this one request.
SAME = ("Accept-Language", "Cookie", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto")
Fields = Sequence[tuple[str, str]]

bp = Blueprint("going_out", __name__)


@bp.after_app_request
def send_what_was_begun(response):
    """After signing in, where it would lead to a form that was begun: send it, and lead on."""
    came_in = request.endpoint in COMES_IN and response.status_code == 303
    if not came_in or not current_user.is_authenticated:
        return response
    begun = _begun(response.location)
    if begun is None:
        return response
    address, fields, page = begun
    answer = _send(address, fields, page)
    if answer.status_code == 303:
        response.location = answer.location
        _take_over_flashes(answer)
    elif answer.status_code != 200:  # a form to look at once more says so itself
        flash(_("로그인했지만 보내지 못했어요. 한 번 더 눌러 주세요."), "warn")
        if not any(value for name, value in fields if name != "kept_form"):
            response.location = page
    return response


def _begun(location: str | None) -> tuple[str, Fields, str] | None:
    """(where to send it, its fields, the page it stands on) of what an address leads back to."""
    parts = urlsplit(location or "")
    asked = parse_qs(parts.query)
    db.session.rollback()
    try:
        if "kept" in asked:
            return _kept(asked["kept"][0])
        if "draft" in asked:
            return _draft(parts.path, asked["draft"][0])
        return None
    finally:
        db.session.rollback()  # what is sent now has a transaction of its own


def _kept(key):
    token = cookies.read(COOKIE) or ""
    row = KeptForm.find(key, token, "") if token else None
    if row is None or row.owner:  # another person's, whose session had ended: theirs to look at
        return None
    sent = row.open(secrets(), token)
    if sent is None:
        return None
    adapter = current_app.url_map.bind("")
    endpoint = adapter.match(sent.path, method="POST")[0] if adapter.test(sent.path, "POST") else ""
    if endpoint not in GOES_OUT:
        return None
    return sent.path, [*sent.fields, ("kept_form", key)], sent.page


def _draft(path, draft_id):
    adapter = current_app.url_map.bind("")
    endpoint, values = adapter.match(path) if adapter.test(path) else ("", {})
    if endpoint != "issues.reporting.new" or not draft_id.isdecimal() or len(draft_id) > 9:
        return None
    here = db.select(Round).join(Round.municipality).filter_by(slug=values["municipality"])
    round = db.session.scalar(here.where(Round.number == values["round_number"]))
    token = cookies.read(DRAFT_COOKIE) or ""
    draft = Draft.find(round, int(draft_id), token) if round is not None else None
    if draft is None or not draft.is_whole:
        return None
    return url_for("issues.reporting.create", **values), draft.as_sent(), path


def _send(path: str, fields: Fields, page: str) -> TestResponse:
    """Send a form as this browser, whose session is the new one, in contexts of its own."""
    headers = {name: request.headers[name] for name in SAME if name in request.headers}
    headers |= {"X-CSRFToken": generate_csrf(), "Referer": request.host_url.rstrip("/") + page}
    signer = _signer()
    name = current_app.config["SESSION_COOKIE_NAME"]
    others = [f"{key}={value}" for key, value in request.cookies.items() if key != name]
    headers["Cookie"] = "; ".join([*others, f"{name}={signer.dumps(dict(session))}"])
    form: dict[str, list[str]] = {}
    for field, value in fields:
        form.setdefault(field, []).append(value)
    client = Client(current_app.wsgi_app, use_cookies=False)
    return Context().run(
        client.post,
        path,
        base_url=request.host_url,
        data=form,
        headers=headers,
        environ_overrides={"REMOTE_ADDR": request.environ.get("REMOTE_ADDR", "")},
    )


def _signer() -> URLSafeTimedSerializer:
    sessions = current_app.session_interface
    assert isinstance(sessions, SecureCookieSessionInterface)  # the one Flask has
    signer = sessions.get_signing_serializer(current_app)
    assert signer is not None  # no app starts without a key
    return signer


def _take_over_flashes(answer: TestResponse) -> None:
    """What it says of itself stands alone: the greeting would stand between."""
    signer = _signer()
    for line in answer.headers.getlist("Set-Cookie"):
        name, _equals, rest = line.partition("=")
        if name == current_app.config["SESSION_COOKIE_NAME"] and rest:
            flashes = signer.loads(rest.split(";")[0]).get("_flashes", [])
            session["_flashes"] = flashes[-1:]
