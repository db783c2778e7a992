"""What a visitor began goes out as soon as they have signed in: a report, support, comment, follow,
a wish for a target, answers to a survey. A vote does not: it is shown to be looked at first, to who
may vote.

It is sent as their browser would send it again, form token and all, so that every rule of the page
it is for holds; what is refused stays filled in on that page, as any kept form.
"""

from collections.abc import Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Blueprint, current_app, flash, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client, TestResponse

from civic.db import db
from civic.issues.reporting.drafts import COOKIE as DRAFT_COOKIE
from civic.issues.reporting.drafts import Draft
from civic.outbox.kept.models import COOKIE, KeptForm
from civic.people.secrets import secrets
from civic.rounds.models import Round
from civic.web import cookies

# What the sign-in says of it, and the field by whose words its writer knows it.
SUPPORT = (_l("로그인하면 누른 공감을 보내요."), "")
COMMENT = (_l("로그인하면 쓴 의견을 올려요."), "body")
FOLLOW = (_l("로그인하면 소식을 받기 시작해요."), "")
REPORT = (_l("로그인하면 쓴 제보를 보내요."), "title")
# Forms that are sent by themselves: one press, or words meant for all.
GOES_OUT = {
    **dict.fromkeys(("issues.support", "issues.following.same_problem"), SUPPORT),
    **dict.fromkeys(("issues.comment", "solutions.comment"), COMMENT),
    **dict.fromkeys(("issues.following.follow", "solutions.follow"), FOLLOW),
    "targets.set_preference": (_l("로그인하면 적은 희망 목표값을 보내요."), "value"),
    "surveys.answer": (_l("로그인하면 쓴 설문 답을 보내요."), ""),
}
COMES_IN = frozenset(
    {"people.sign_in.enter_code", "people.sign_in.enter_passphrase", "people.sign_in.agree"}
)
# As the browser sent them, and not of this one request.
SAME = ("Accept-Language", "Cookie", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto")
Fields = Sequence[tuple[str, str]]

bp = Blueprint("going_out", __name__)


@dataclass(frozen=True)
class Begun:
    """path: where it is sent to. page: where it stands. form: its line of GOES_OUT."""

    path: str
    fields: Fields
    page: str
    form: tuple

    @property
    def sentence(self):
        """What the sign-in says of it."""
        return self.form[0]

    @property
    def words(self) -> str:
        """What its writer knows it by; "" where nothing was written."""
        return dict(self.fields).get(self.form[1], "")


@bp.after_app_request
def send_what_was_begun(response):
    """After signing in, where it would lead to a form that was begun: send it, and lead on."""
    came_in = request.endpoint in COMES_IN and response.status_code == 303
    if not came_in or not current_user.is_authenticated:
        return response
    db.session.rollback()
    begun = goes_out_on_the_way_to(response.location)
    db.session.rollback()  # what is sent now has a transaction of its own
    if begun is None:
        return response
    answer = _send(begun)
    if answer.status_code == 303:
        response.location = _lead_on(answer.location, begun)
        _take_over_flashes(answer)
    elif answer.status_code != 200:  # a form to look at once more says so itself
        flash(_("로그인했지만 보내지 못했어요. 한 번 더 눌러 주세요."), "warn")
        if not any(value for name, value in begun.fields if name != "kept_form"):
            response.location = begun.page
    return response


def _lead_on(address: str, begun: Begun) -> str:
    """From a report's form with the key of its draft, which the phone then forgets."""
    key = dict(begun.fields).get("request_key")
    is_report = urlsplit(begun.page).path.endswith("/issues/new")
    return f"{address}?{urlencode({'sent': key})}" if key and is_report else address


@bp.app_template_global()
def goes_out_on_the_way_to(address: str | None) -> Begun | None:
    """What signing in sends where it leads to this address."""
    parts = urlsplit(address or "")
    asked = parse_qs(parts.query)
    if "kept" in asked:
        return _kept(asked["kept"][0])
    return _draft(parts.path, asked["draft"][0]) if "draft" in asked else None


def _kept(key: str) -> Begun | None:
    token = cookies.read(COOKIE) or ""
    row = KeptForm.find(key, token, "") if token else None
    if row is None or row.owner:  # another person's, whose session had ended: theirs to look at
        return None
    sent = row.open(secrets(), token)
    if sent is None:
        return None
    endpoint, _values = _route_of(sent.path, "POST")
    if endpoint not in GOES_OUT:
        return None
    fields = [*sent.fields, ("kept_form", key)]
    return Begun(sent.path, fields, sent.page, GOES_OUT[endpoint])


def _draft(path: str, draft_id: str) -> Begun | None:
    endpoint, values = _route_of(path, "GET")
    if endpoint != "issues.reporting.new" or not draft_id.isdecimal() or len(draft_id) > 9:
        return None
    here = db.select(Round).join(Round.municipality).filter_by(slug=values["municipality"])
    round = db.session.scalar(here.where(Round.number == values["round_number"]))
    token = cookies.read(DRAFT_COOKIE) or ""
    draft = Draft.find(round, int(draft_id), token) if round is not None else None
    if draft is None or not draft.is_whole:
        return None
    create = url_for("issues.reporting.create", **values)
    return Begun(create, draft.as_sent(), path, REPORT)


def _route_of(path: str, method: str) -> tuple[str, Mapping[str, Any]]:
    """The endpoint of a path, "" where there is none or only one that leads on to another."""
    try:
        return current_app.url_map.bind("").match(path, method)
    except HTTPException:
        return "", {}


def _send(begun: Begun) -> TestResponse:
    """Send a form as this browser, whose session is the new one, in contexts of its own."""
    headers = {name: request.headers[name] for name in SAME if name in request.headers}
    headers |= {
        "X-CSRFToken": generate_csrf(),
        "Referer": request.host_url.rstrip("/") + begun.page,
    }
    signer = _signer()
    name = current_app.config["SESSION_COOKIE_NAME"]
    others = [f"{key}={value}" for key, value in request.cookies.items() if key != name]
    headers["Cookie"] = "; ".join([*others, f"{name}={signer.dumps(dict(session))}"])
    form: dict[str, list[str]] = {}
    for field, value in begun.fields:
        form.setdefault(field, []).append(value)
    client = Client(current_app.wsgi_app, use_cookies=False)
    return Context().run(
        client.post,
        begun.path,
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
