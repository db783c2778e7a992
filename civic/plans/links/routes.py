"""Invitations of consultants and read-only links: made and ended by planners; invitations taken."""

from datetime import timedelta

from flask import abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import SEOUL, db, now
from civic.people.sign_in import passphrases
from civic.plans.finders import LARGEST_NUMBER, find_plan
from civic.plans.links.forms import InvitationForm, ShareForm
from civic.plans.links.secret_pages import limited, quietly
from civic.plans.models import Invitation, LinkRefused, Plan, ShareLink
from civic.roles import WORKSHOP
from civic.web.access import roles_here
from civic.web.choices import choices
from civic.web.errors import refuse
from civic.web.idempotency import new_key, request_key

DAYS = 14


def add_link_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    bp.url_value_preprocessor(lend_role)
    bp.register_error_handler(LinkRefused, _link_refused)
    post = {"methods": ["POST"]}
    bp.add_url_rule("/links", view_func=links)
    bp.add_url_rule("/links/invitations", view_func=invite, **post)
    bp.add_url_rule("/links/shares", view_func=share, **post)
    bp.add_url_rule("/links/invitations/<int:id>/revoke", view_func=revoke_invitation, **post)
    bp.add_url_rule("/links/shares/<int:id>/revoke", view_func=revoke_share, **post)
    bp.add_url_rule("/invitations/<token>", view_func=limited(invitation))
    accept = limited(accept_invitation)
    bp.add_url_rule("/invitations/<token>", "accept_invitation", accept, **post)


def lend_role(_endpoint, _values):
    """Who was invited to this plan is its consultant, on its pages and nowhere else."""
    if current_user.is_authenticated and Invitation.lets_in(g.round, current_user):
        g.lent_roles = frozenset({"consultant"})


def links():
    return _links_page()


def invite():
    form = InvitationForm()
    if not form.validate():
        return _links_page(invitation=form), 422
    values = {"label": form.label.data, "expires_at": form.expires_at()}
    Invitation.issue(Plan.start(g.round), current_user, _secret(), request_key(), **values)
    db.session.commit()
    flash(_("초대 링크를 만들었어요. 아래에서 복사해 보내세요."), "ok")
    return redirect(url_for("plans.links"), 303)


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
    ShareLink.issue(plan, current_user, _secret(), request_key(), **values)
    db.session.commit()
    flash(_("읽기 링크를 만들었어요. 아래에서 복사해 보내세요."), "ok")
    return redirect(url_for("plans.links"), 303)


def revoke_invitation(id):
    return _revoke(Invitation, id)


def revoke_share(id):
    return _revoke(ShareLink, id)


def invitation(token):
    """What one is invited to; accepting is a press of its own."""
    link = Invitation.find(Plan.of(g.round), token)
    mine = current_user.is_authenticated and link.accepted_by_id == current_user.id
    if link.state != "open" and not (mine and link.state == "accepted"):
        raise LinkRefused("used" if link.state == "accepted" else link.state)
    context = {"link": link, "token": token, "knows": bool(roles_here() & WORKSHOP)}
    return quietly(render_template("plans/links/invitation.html", **context))


def accept_invitation(token):
    link = Invitation.find(Plan.of(g.round), token)
    if not roles_here() & WORKSHOP:  # a planner who tries the link does not use it up
        link.accept(current_user)
        db.session.commit()
        flash(_("컨설턴트로 들어왔어요. 문단마다 있는 ‘의견 쓰기’로 의견을 남겨 주세요."), "ok")
    return redirect(url_for("plans.show"), 303)


def _revoke(kind, id):
    plan = find_plan()
    if id > LARGEST_NUMBER:
        abort(404)
    db.first_or_404(db.select(kind).filter_by(id=id, plan_id=plan.id)).revoke(current_user)
    db.session.commit()
    flash(_("링크를 끊었어요. 이제 열리지 않아요."), "ok")
    return redirect(url_for("plans.links"), 303)


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
    page_of = "plans.invitation" if isinstance(link, Invitation) else "plans.shared"
    path = url_for(page_of, token=link.token(_secret()))
    return current_app.config["PUBLIC_URL"].rstrip("/") + path


def _secret() -> str:
    return current_app.config["SECRET_KEY"]


def _link_refused(error):
    sentences = {
        "unknown": (_("이런 링크는 없어요. 주소를 끝까지 복사했는지 살펴봐 주세요."), 404),
        "expired": (_("기간이 지난 링크예요. 보낸 담당자에게 새 링크를 부탁해 주세요."), 410),
        "revoked": (_("담당자가 끊은 링크예요. 보낸 담당자에게 물어봐 주세요."), 410),
        "used": (_("이미 다른 사람이 쓴 초대예요. 담당자에게 새 링크를 부탁해 주세요."), 410),
    }
    return quietly(*refuse(*sentences[error.reason])[:2])
