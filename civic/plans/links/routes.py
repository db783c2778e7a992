"""Links to a plan: made and ended by planners, an invitation taken, and the plan read by one."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from flask import session as browser
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.people.secrets import earlier_secrets, secret, secrets
from civic.people.sign_in import passphrases
from civic.people.sign_in.codes import keyed_hash, same
from civic.people.sign_in.session import begin_as_staff
from civic.plans.finders import find_plan, show_picture
from civic.plans.links.forms import InvitationForm, ShareForm, UnlockForm
from civic.plans.links.models import Invitation, LinkRefused, LinkWaits, ShareLink
from civic.plans.links.secret_pages import limited, quietly
from civic.plans.models import Plan
from civic.plans.snapshots.documents import shown_of
from civic.roles import WORKSHOP
from civic.web.access import roles_here
from civic.web.choices import choices
from civic.web.errors import refuse
from civic.web.idempotency import new_key, request_key

bp = Blueprint("links", __name__)
DAYS = 14
MOST_UNLOCKED = 8


@bp.get("/links")
def show():
    return _links_page()


@bp.post("/links/invitations")
def invite():
    form = InvitationForm()
    if not form.validate():
        return _links_page(invitation=form), 422
    values = {"label": form.label.data, "expires_at": form.expires_at()}
    Invitation.issue(Plan.start(g.round), current_user, secret(), request_key(), **values)
    db.session.commit()
    flash(_("초대 링크를 만들었어요. 아래에서 복사해 보내세요."), "ok")
    return redirect(url_for("plans.links.show"), 303)


@bp.post("/links/shares")
def share():
    plan, form = find_plan(), ShareForm()
    form.number.choices = choices(_numbers(plan))
    if not form.validate():
        return _links_page(share=form), 422
    values = {"label": form.label.data, "expires_at": form.expires_at()}
    if form.number.data:
        values["snapshot_id"] = plan.snapshot(int(form.number.data)).id
    if form.passphrase.data:
        values["passphrase_hash"] = passphrases.hashed(form.passphrase.data)
    ShareLink.issue(plan, current_user, secret(), request_key(), **values)
    db.session.commit()
    flash(_("읽기 링크를 만들었어요. 아래에서 복사해 보내세요."), "ok")
    return redirect(url_for("plans.links.show"), 303)


@bp.post("/links/invitations/<int:id>/revoke")
def revoke_invitation(id):
    return _revoke(Invitation, id)


@bp.post("/links/shares/<int:id>/revoke")
def revoke_share(id):
    return _revoke(ShareLink, id)


@bp.get("/invitations/<token>")
@limited
def invitation(token):
    """What one is invited to; accepting is a press of its own."""
    link = Invitation.find(Plan.of(g.round), token)
    mine = current_user.is_authenticated and link.accepted_by_id == current_user.id
    if link.state != "open" and not (mine and link.state == "accepted"):
        raise LinkRefused("used" if link.state == "accepted" else link.state)
    context = {"link": link, "token": token, "knows": bool(roles_here() & WORKSHOP)}
    return quietly(render_template("plans/links/invitation.html", **context))


@bp.post("/invitations/<token>")
@limited
def accept_invitation(token):
    link = Invitation.find(Plan.of(g.round), token)
    if not roles_here() & WORKSHOP:  # a planner who tries the link does not use it up
        link.accept(current_user)
        begin_as_staff(current_user)
        db.session.commit()
        flash(_("컨설턴트로 들어왔어요. 문단마다 있는 ‘의견 쓰기’로 의견을 남겨 주세요."), "ok")
    return redirect(url_for("plans.show"), 303)


def _revoke(kind, id):
    plan = find_plan()
    db.first_or_404(db.select(kind).filter_by(id=id, plan_id=plan.id)).revoke(current_user)
    db.session.commit()
    flash(_("링크를 끊었어요. 이제 열리지 않아요."), "ok")
    return redirect(url_for("plans.links.show"), 303)


def _links_page(**mistaken):
    plan = Plan.of(g.round)
    last = now().astimezone(SEOUL).date() + timedelta(days=DAYS)
    forms = {
        "invitation": mistaken.get("invitation") or InvitationForm(formdata=None, last_on=last),
        "share": mistaken.get("share") or ShareForm(formdata=None, last_on=last),
    }
    forms["share"].number.choices = choices(_numbers(plan))
    context = {
        "forms": forms,
        "invitations": Invitation.of(plan) if plan else [],
        "shares": ShareLink.of(plan) if plan else [],
        "can_share": plan is not None and plan.snapshot() is not None,
        "address": _address,
        "key": new_key(),
    }
    return render_template("plans/links/links.html", **context)


def _numbers(plan: Plan | None) -> list[tuple[str, str]]:
    snapshots = reversed(plan.snapshots) if plan else ()
    return [
        ("", _("언제나 가장 새로운 것")),
        *((str(each.number), _("제%(n)s호", n=each.number)) for each in snapshots),
    ]


def _address(link) -> str:
    """The link to send, with its token."""
    page_of = "plans.links.invitation" if isinstance(link, Invitation) else "plans.links.shared"
    path = url_for(page_of, token=link.token(secret(), earlier_secrets()))
    return current_app.config["PUBLIC_URL"].rstrip("/") + path


@bp.errorhandler(LinkRefused)
def link_refused(error):
    sentences = {
        "unknown": (_("이런 링크는 없어요. 주소를 끝까지 복사했는지 살펴봐 주세요."), 404),
        "expired": (_("기간이 지난 링크예요. 보낸 담당자에게 새 링크를 부탁해 주세요."), 410),
        "revoked": (_("담당자가 끊은 링크예요. 보낸 담당자에게 물어봐 주세요."), 410),
        "used": (_("이미 다른 사람이 쓴 초대예요. 담당자에게 새 링크를 부탁해 주세요."), 410),
    }
    return quietly(*refuse(*sentences[error.reason])[:2])


@bp.get("/shared/<token>")
def shared(token):
    """The plan to read, without an account."""
    link = _open_share(token)
    if not _unlocked(link, token):
        return quietly(render_template("plans/links/unlock.html", form=UnlockForm(formdata=None)))
    snapshot = _shared_snapshot(link)
    context = {
        "document": shown_of(snapshot),
        "snapshot": snapshot,
        "link": link,
        "picture_address": lambda key: url_for("plans.links.shared_picture", token=token, key=key),
    }
    return quietly(render_template("plans/links/shared.html", **context))


@bp.post("/shared/<token>")
@limited
def unlock(token):
    link, form = _open_share(token), UnlockForm()
    try:
        is_right = form.validate() and link.opens_with(form.passphrase.data)
        db.session.commit()
    except LinkWaits:
        form.passphrase.errors = [
            _("암호를 여러 번 틀려서 잠시 닫았어요. 15분 뒤에 다시 해 주세요.")
        ]
        return quietly(render_template("plans/links/unlock.html", form=form), 422)
    if is_right:
        kept = browser.get("unlocked", [])[-MOST_UNLOCKED + 1 :]
        browser["unlocked"] = [*kept, _mark(link, token, secret())]
        return redirect(url_for("plans.links.shared", token=token), 303)
    if not form.passphrase.errors:
        form.passphrase.errors = [_("암호가 맞지 않아요. 링크를 보낸 담당자에게 물어봐 주세요.")]
    return quietly(render_template("plans/links/unlock.html", form=form), 422)


@bp.get("/shared/<token>/<key>.svg")
def shared_picture(token, key):
    link = _open_share(token)
    if not _unlocked(link, token):
        abort(403)
    return quietly(show_picture(_shared_snapshot(link), key))


def _open_share(token) -> ShareLink:
    link = ShareLink.find(Plan.of(g.round), token)
    link.require_open()
    return link


def _shared_snapshot(link: ShareLink):
    return link.snapshot or link.plan.snapshot() or abort(404)


def _mark(link: ShareLink, token: str, key: str) -> str:
    """What the browser keeps of a passphrase that was right; another one makes it useless."""
    return keyed_hash(key, "unlocked", token, link.passphrase_hash or "")


def _unlocked(link: ShareLink, token: str) -> bool:
    marks = [_mark(link, token, key) for key in secrets()]
    known = [same(mark, kept) for kept in browser.get("unlocked", []) for mark in marks]
    return link.passphrase_hash is None or any(known)
