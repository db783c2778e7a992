"""창구 확인: a clerk sees an identity card and hands out a one-time code. No name is stored."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.people.addresses import masked
from civic.people.forms import offer_districts
from civic.people.residency.code_routes import find_batch, printed
from civic.people.residency.forms import DeskForm
from civic.people.residency.identity import NotAnIdentity, person_mark
from civic.people.residency.models import IdentityMark
from civic.people.residency.participation_codes import CodeBatch
from civic.people.residency.showing import codes_are_open
from civic.people.secrets import identity_secret, secret
from civic.web.idempotency import new_key, request_key

MOST_NAMESAKES = 9
SHOWN = 20

bp = Blueprint("desk", __name__, url_prefix="/office/desk")


@bp.get("")
def show():
    return desk_page(DeskForm(formdata=None), new_key())


@bp.post("")
def hand_out():
    """A code for whoever stands at the desk, unless they are a resident already."""
    key, form = request_key(), DeskForm()
    offer_districts(form.district_id, g.municipality, _("적지 않음"))
    if not form.validate():
        return desk_page(form, key), 422
    try:
        mark, holder = find_mark(form)
    except NotAnIdentity:
        form.name.errors = [_("신분증에 적힌 이름을 적어 주세요.")]
        return desk_page(form, key), 422
    if holder is not None and not holder.person.deleted_at:
        return desk_page(form, key, holder), 422
    batch = CodeBatch.hand_out(
        g.municipality,
        current_user,
        secret(),
        key,
        mark,
        label=_("창구"),
        district_id=form.district_id.data,
        expires_at=now() + timedelta(hours=current_app.config["DESK_CODE_HOURS"]),
    )
    db.session.commit()
    flash(_("한 번짜리 코드를 만들었어요. 주민에게 건네 주세요."), "ok")
    return redirect(url_for(".slip", batch_id=batch.id), 303)


@bp.get("/<int:batch_id>")
def slip(batch_id):
    """The slip to hand over."""
    batch = find_batch(batch_id)
    if batch.level != "desk":
        abort(404)
    is_open = codes_are_open(batch, current_user)
    return render_template(
        "people/residency/desk_slip.html", batch=batch, printed=printed, is_open=is_open
    )


def find_mark(form):
    """(the mark to issue for, whoever holds it). A namesake gets the first mark that is free."""
    for nth in range(1, MOST_NAMESAKES + 1):
        mark = person_mark(identity_secret(), g.municipality.id, form.name.data, form.born_on, nth)
        holder = IdentityMark.holder(g.municipality, mark)
        if holder is None or not form.namesake.data:
            break
    return mark, holder


def desk_page(form, key, holder=None):
    """holder: the residency of this identity, when there is one already."""
    offer_districts(form.district_id, g.municipality, _("적지 않음"))
    handed = CodeBatch.handed_out(g.municipality, SHOWN)
    context = {"form": form, "key": key, "holder": holder, "handed": handed, "masked": masked}
    return render_template("people/residency/desk.html", **context)
