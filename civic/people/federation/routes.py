"""Signing in with an account of another service; linking one to oneself, and taking it away.

An account nobody knows yet is linked only by somebody who has come in as themselves, by a code or
as they always do, and says yes: what the service says of mail addresses opens nothing.
"""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now, reading
from civic.engines.sign_in_services import SignInFailed
from civic.people.federation.labels import REFUSALS, SERVICES
from civic.people.federation.models import AccountTaken, LinkedAccount
from civic.people.models import Person
from civic.people.second_factor.page import let_know
from civic.people.sign_in.routes import by_factor, next_address
from civic.people.sign_in.session import LINKING, come_in
from civic.web.addresses import answered_address
from civic.web.limits import by_setting

SENT_OFF = "sent_off"  # to a service: what its answer is held against, once
PENDING_MINUTES = 30

bp = Blueprint("federation", __name__, url_prefix="/sign-in/with")


@bp.get("/<service>")
@by_setting("SIGN_IN_LIMIT")
def start(service):
    """Off to the service. A link, as browsers let no form lead to another site; followed from a
    page of ours alone, so that nobody is signed in without having asked for it."""
    known, back = find(service), next_address()
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return redirect(url_for("people.sign_in.show", next=back), 303)
    where = answered_address("people.federation.back", service=service)
    address, kept = known.start(where)
    session[SENT_OFF] = {"service": service, "next": back, "at": now().timestamp(), **kept}
    return redirect(address, 303)


@bp.get("/<service>/back")
@by_setting("SIGN_IN_LIMIT")
def back(service):
    """Back from the service. A GET that writes: its state, taken once, is of this browser alone."""
    known, sent = find(service), session.pop(SENT_OFF, {})
    if sent.get("service") != service or is_over(sent):
        raise SignInFailed("answer")
    subject = known.finish(request.args, sent)
    db.session.rollback()
    reading.set(False)
    account = LinkedAccount.find(known, subject)
    if current_user.is_authenticated or account is None:
        return to_link(service, subject, account, sent["next"])
    person = db.session.get_one(Person, account.person_id)
    if not person.agreed_before(now()):
        flash(_("먼저 이메일이나 휴대전화 번호로 한 번 들어와 주세요."), "warn")
        return redirect(url_for("people.sign_in.show", next=sent["next"]), 303)
    account.last_used_at = now()
    come_in(person, "linked")
    db.session.commit()
    return redirect(by_factor(person, sent["next"]), 303)


def to_link(service, subject, account, address):
    """On to linking it: right away for who is signed in, else after coming in."""
    if account is not None:
        is_mine = account.person_id == current_user.id
        flash(_("이미 연결한 계정이에요.") if is_mine else taken(), "ok" if is_mine else "warn")
        return redirect(address, 303)
    session[LINKING] = {"service": service, "subject": subject, "at": now().timestamp()}
    here = url_for(".link", next=address)
    if current_user.is_authenticated:
        return redirect(here, 303)
    flash(
        _("처음 쓰는 %(service)s 계정이에요. 이메일이나 휴대전화 번호를 한 번만 확인하면 다음부터 "
          "바로 들어와요.", service=sign_in_services()[service]),
        "ok",
    )  # fmt: skip
    return redirect(url_for("people.sign_in.show", next=here), 303)


@bp.get("/link")
def link():
    """The account that was just shown shall sign in to this one."""
    address, pending = next_address(), pending_account()
    if pending is None:
        return redirect(address, 303)
    return render_template(
        "people/federation/link.html", service=sign_in_services()[pending["service"]], next=address
    )


@bp.post("/link")
def confirm():
    address, pending = next_address(), pending_account()
    if current_user.shows_factor_again():
        here = url_for(".link", next=address)
        return redirect(url_for("people.second_factor.show", next=here), 303)
    session.pop(LINKING, None)
    if pending is None or request.form.get("act") != "link":
        return redirect(address, 303)
    service = pending["service"]
    try:
        LinkedAccount.link(current_user, find(service), pending["subject"])
    except AccountTaken:
        db.session.rollback()
        flash(taken(), "warn")
        return redirect(address, 303)
    db.session.commit()
    let_know(_("내 계정에 %(service)s 로그인을 연결했어요", service=sign_in_services()[service]))
    flash(
        _(
            "연결했어요. 다음부터 %(service)s 로그인으로 들어올 수 있어요.",
            service=sign_in_services()[service],
        ),
        "ok",
    )
    return redirect(address, 303)


@bp.post("/links/<int:account_id>/remove")
def unlink(account_id):
    account = db.get_or_404(LinkedAccount, account_id)
    if account.person_id != current_user.id:
        abort(404)
    name = name_of(account)
    db.session.delete(account)
    db.session.commit()
    let_know(_("내 계정에서 %(service)s 로그인을 끊었어요", service=name))
    flash(_("연결을 끊었어요. 이메일이나 휴대전화 번호로는 그대로 들어올 수 있어요."), "ok")
    return redirect(next_address(), 303)


@bp.errorhandler(SignInFailed)
def failed(error):
    db.session.rollback()
    if error.reason != "cancelled":
        current_app.logger.warning("signing in elsewhere failed: %s", error.reason)
    flash(REFUSALS[error.reason], "warn")
    return redirect(url_for("people.sign_in.show"), 303)


@bp.app_template_global()
def sign_in_services() -> dict:
    """Code → name of the services people may sign in with here."""
    own = {"oidc": current_app.config["OIDC_NAME"]}
    known = current_app.extensions["sign_in_services"]
    return {code: own.get(code) or SERVICES[code] for code in known}


@bp.app_template_global()
def linked_accounts() -> list:
    """(account, name) of whoever is signed in."""
    return [(account, name_of(account)) for account in LinkedAccount.of(current_user)]


def name_of(account):
    names = sign_in_services()
    for code, service in current_app.extensions["sign_in_services"].items():
        if service.issuer == account.issuer:
            return names[code]
    return urlsplit(account.issuer).hostname


def find(service):
    return current_app.extensions["sign_in_services"].get(service) or abort(404)


def pending_account() -> dict | None:
    """The account that was shown in this browser a short while ago, and is nobody's yet."""
    pending = session.get(LINKING)
    if pending is None or is_over(pending):
        return None
    return pending if pending["service"] in current_app.extensions["sign_in_services"] else None


def is_over(kept) -> bool:
    return now().timestamp() - kept.get("at", 0) > PENDING_MINUTES * 60


def taken() -> str:
    return _("이미 다른 분의 계정에 연결됐거나, 내 계정에 같은 서비스의 다른 계정이 연결돼 있어요.")
