"""The plan read by a link, without an account."""

from flask import abort, current_app, g, redirect, render_template, url_for
from flask import session as browser
from flask_babel import gettext as _

from civic.people.sign_in.codes import keyed_hash, same
from civic.plans import page
from civic.plans.finders import show_picture
from civic.plans.links.forms import UnlockForm
from civic.plans.links.secret_pages import limited, quietly
from civic.plans.models import Plan, ShareLink

MOST_UNLOCKED = 8


def add_share_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    bp.add_url_rule("/shared/<token>", view_func=shared)
    bp.add_url_rule("/shared/<token>", "unlock", limited(unlock), methods=["POST"])
    bp.add_url_rule("/shared/<token>/<key>.svg", view_func=shared_picture)


def shared(token):
    """The plan to read, without an account."""
    link = _open_share(token)
    if not _unlocked(link, token):
        return quietly(render_template("plans/links/unlock.html", form=UnlockForm(formdata=None)))
    snapshot = _shared_snapshot(link)
    context = {
        "document": page.document_of(snapshot),
        "snapshot": snapshot,
        "link": link,
        "picture_address": lambda key: url_for("plans.shared_picture", token=token, key=key),
    }
    return quietly(render_template("plans/links/shared.html", **context))


def unlock(token):
    link, form = _open_share(token), UnlockForm()
    if form.validate() and link.opens_with(form.passphrase.data):
        kept = browser.get("unlocked", [])[-MOST_UNLOCKED + 1 :]
        browser["unlocked"] = [*kept, _mark(link, token)]
        return redirect(url_for("plans.shared", token=token), 303)
    if not form.passphrase.errors:
        form.passphrase.errors = [_("암호가 맞지 않아요. 링크를 보낸 담당자에게 물어봐 주세요.")]
    return quietly(render_template("plans/links/unlock.html", form=form), 422)


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


def _mark(link: ShareLink, token: str) -> str:
    """What the browser keeps of a passphrase that was right; another one makes it useless."""
    return keyed_hash(
        current_app.config["SECRET_KEY"], "unlocked", token, link.passphrase_hash or ""
    )


def _unlocked(link: ShareLink, token: str) -> bool:
    mark = _mark(link, token)
    known = [same(mark, kept) for kept in browser.get("unlocked", [])]
    return link.passphrase_hash is None or any(known)
