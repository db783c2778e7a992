"""Forms sent without a session or with an old token: kept, and brought back after signing in."""

import re
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    after_this_request,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from civic.db import db, writing
from civic.outbox.kept import going_out
from civic.outbox.kept.models import BEGUN_LIFETIME, COOKIE, KeptForm
from civic.outbox.kept.refill import refill
from civic.outbox.kept.sent_form import SentForm
from civic.people.secrets import lasting_secret, secret, secrets
from civic.people.sign_in.codes import keyed_hash, new_token
from civic.web import cookies
from civic.web.access import lead_to, to_sign_in
from civic.web.addresses import own_path
from civic.web.errors import keep_of_refused, refuse
from civic.web.htmx import wants_json
from civic.web.limits import has_room, is_within

# From one address, which may be a village hall's: a hundred long reports, or a thousand votes.
MOST_KB_AN_HOUR = 5_000
NOTHING_TYPED = ("people.residency.phone.prove",)  # hands on what the provider signed
GOING_OUT = ("people.sign_in.sign_out", "people.sign_out_everywhere", "people.leave")
IS_KEY = re.compile(r"[!-~]{0,64}")  # a key, a number or nothing: sent again without being shown


bp = Blueprint("kept", __name__, url_prefix="/kept")
bp.register_blueprint(going_out.bp)
bp.record_once(lambda state: state.app.extensions.update(keep_form=keep))


def person_tag(person_id: int) -> str:
    """What a phone knows a person by: stable, and telling nothing."""
    return keyed_hash(lasting_secret(), "outbox", person_id)[:32]


def tag_here() -> str:
    """The tag of whoever asks; "" for nobody."""
    return person_tag(current_user.id) if current_user.is_authenticated else ""


def keep() -> str | None:
    """Keep the form of this request for its person; gives where it stands filled in again.

    None when nothing was typed, it came from another site, or too much is kept already. Commits.
    """
    sent, given = _sent_here(), cookies.read(COOKIE)
    if sent is None or not is_within("KEEP_LIMIT", of=given or ""):
        return None
    if not has_room("kept forms", MOST_KB_AN_HOUR, sent.size):
        return None
    owner, token = _owner(), given or new_token()
    db.session.rollback()
    with writing():
        key = KeptForm.keep(sent, owner, secret(), token)
        keep_of_refused()
    if key is None:
        return None
    g.keeps_form = True
    after_this_request(lambda response: _hand_over(response, token))
    return f"{sent.page}{'&' if '?' in sent.page else '?'}kept={key}#kept-form"


@bp.app_errorhandler(CSRFError)
def old_form_token(_error):
    """The form's token is of a session that ended, or of another person's."""
    owner, here = _owner(), tag_here()
    back = None if wants_json() else keep()
    if back is None:
        return refuse(_("화면을 연 지 오래됐어요. 뒤로 가서 새로 고친 뒤 다시 보내 주세요."), 400)
    if owner in ("", here):
        return lead_to(back, 400)
    if not here:
        return to_sign_in(back)
    return refuse(_("다른 사람이 쓴 것이라 보내지 않았어요. 쓴 사람이 로그인하면 보내요."), 403)


@bp.after_app_request
def bring_back(response):
    """Fill in the form that ?kept= names; without a form for it, lead to the page of its words."""
    key = request.args.get("kept")
    if request.method != "GET" or not key or _is_on_its_way(response):
        return response
    sent, page = _mine(key), None
    if sent is None or g.get("says_what_is_kept"):
        return response
    if response.status_code == 200 and response.mimetype == "text/html":
        page = refill(response.get_data(as_text=True), sent, lambda rest: _note(key, sent, rest))
    if page is None:
        return redirect(url_for("outbox.kept.show", key=key), 303)
    response.set_data(page)
    return response


@bp.after_app_request
def forget_what_is_done(response):
    """A kept form is forgotten when it has been taken, and all of them when somebody signs out."""
    token = cookies.read(COOKIE)
    is_done = request.method == "POST" and response.status_code < 400 and not g.get("keeps_form")
    if not token or not is_done:
        return response
    if request.endpoint in GOING_OUT:
        _forget(KeptForm.forget_browser, token)
        cookies.drop(response, COOKIE)
    elif "kept_form" in request.form:
        _forget(KeptForm.forget, request.form["kept_form"], token)
    return response


@bp.app_template_global()
def begun_here(path: str):
    """(key, SentForm) of what a visitor began to send to this path in this browser, for the page
    that says so in its own words; None when there is nothing. The newest counts."""
    token = cookies.read(COOKIE)
    if not token:
        return None
    for row in KeptForm.begun_here(token):
        sent = row.open(secrets(), token)
        if sent is not None and sent.path == path:
            return row.key, sent
    return None


@bp.app_template_global()
def says_what_is_kept() -> str:
    """Of a page that shows what is kept without its form: nobody is led elsewhere for it."""
    g.says_what_is_kept = True
    return ""


@bp.get("/<key>")
def show(key):
    """What was typed, to be sent as it is or copied, where its form can't be shown."""
    sent = _mine(key) or abort(404)
    rest, files = _shown(sent.fields), sent.files
    return render_template("outbox/kept/show.html", key=key, sent=sent, rest=rest, files=files)


@bp.post("/<key>/drop")
def drop(key):
    _forget(KeptForm.forget, key, cookies.read(COOKIE) or "")
    return redirect("/", 303)


def _sent_here() -> SentForm | None:
    """The form of this request, if a page of this site sent it and somebody typed something."""
    came_from = request.headers.get("Origin") or request.referrer or ""
    if urlsplit(came_from).netloc != request.host or request.endpoint in NOTHING_TYPED:
        return None
    page = urlsplit(own_path(request.headers.get("HX-Current-URL") or request.referrer))
    query = "&".join(part for part in page.query.split("&") if not part.startswith("kept="))
    files = [file.filename for file in request.files.values()]
    form = SentForm.of(
        request.path,
        page.path + (f"?{query}" if query else ""),
        request.form.items(multi=True),
        files,
    )
    g.goes_out = request.endpoint in going_out.GOES_OUT and not _owner()
    return form if g.goes_out or form.is_worth_keeping else None


def _owner() -> str:
    """Whose form this is: its page says so; a page for nobody says nothing."""
    return request.form.get("person_tag", "")[:32]


def _mine(key: str) -> SentForm | None:
    token = cookies.read(COOKIE) or ""
    row = KeptForm.find(key, token, tag_here()) if token else None
    return row.open(secrets(), token) if row else None


def _is_on_its_way(response) -> bool:
    """The browser is led to the sign-in or its second step, from where it comes back."""
    ways = url_for("people.sign_in.show"), url_for("people.second_factor.show")
    return (response.location or "").startswith(ways)


def _forget(act, *whose) -> None:
    """In a transaction of its own: the request's has ended."""
    db.session.rollback()
    with writing():
        act(*whose)
        db.session.commit()


def _note(key: str, sent: SentForm, rest) -> str:
    return render_template("outbox/kept/_note.html", key=key, files=sent.files, rest=_shown(rest))


def _shown(fields) -> list[tuple[str, str, bool]]:
    """(name, value, whether it is words to be read): a key or a number goes along unseen."""
    return [(name, value, not IS_KEY.fullmatch(value)) for name, value in fields]


def _hand_over(response, token: str):
    """The browser's token, which alone opens what it sent."""
    cookies.give(response, COOKIE, token, BEGUN_LIFETIME)
    return response
