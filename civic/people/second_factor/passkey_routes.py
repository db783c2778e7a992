"""Passkeys: making one, showing one, taking one away, coming in by one."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.people.models import Person
from civic.people.second_factor import here
from civic.people.second_factor.forms import REFUSALS, NewPasskeyForm, PasskeyForm
from civic.people.second_factor.models import FactorChange, SecondFactor
from civic.people.second_factor.page import counts_now, has_to_show, let_know, set_up_page, tried
from civic.people.second_factor.passkeys import Passkey
from civic.people.second_factor.rules import FactorRefused
from civic.people.sign_in.routes import by_factor, next_address
from civic.people.sign_in.session import come_in
from civic.web.limits import by_setting

bp = Blueprint("passkeys", __name__, url_prefix="/passkeys")


@bp.post("")
@by_setting("SIGN_IN_LIMIT")
def add():
    """For staff it counts as the factor from now on; for residents it is one more way in."""
    if answer := has_to_show():
        return answer
    address, form = next_address(), NewPasskeyForm()
    codes = tried(form, lambda: _add(form))
    if codes is None:
        return set_up_page(new_passkey=form), 422
    sentence = _("내 계정에 패스키를 등록했어요")
    if current_user.has_factor and (page := counts_now(codes, address, sentence)):
        return page
    db.session.commit()
    flash(_("패스키를 등록했어요."), "ok")
    return redirect(url_for("people.second_factor.set_up", next=address), 303)


def _add(form) -> list[str]:
    Passkey.add(current_user, form.name.data, here.new_key(form.passkey.data))
    FactorChange.record(current_user.id, "key_added", current_user.id)
    counts = current_user.roles or current_user.has_factor
    return SecondFactor.by_passkey(current_user) if counts else []


@bp.post("/use")
@by_setting("SIGN_IN_LIMIT")
def use():
    """Who had a passkey before they were given a right shows it: from now on it is the factor."""
    address, form = next_address(), PasskeyForm()
    if current_user.has_factor:
        abort(409)
    codes = tried(form, lambda: _use(form))
    if codes is None:
        return set_up_page(use=form), 422
    return counts_now(codes, address, _("내 계정에 2단계 확인을 켰어요"))


def _use(form) -> list[str]:
    here.shown(form.passkey.data)
    return SecondFactor.by_passkey(current_user)


@bp.post("/<int:passkey_id>/remove")
def remove(passkey_id):
    if answer := has_to_show():
        return answer
    passkey = db.get_or_404(Passkey, passkey_id)
    if passkey.person_id != current_user.id:
        abort(404)
    try:
        if current_user.has_factor:
            current_user.factor.remove(passkey)
        else:
            db.session.delete(passkey)
    except FactorRefused as refused:
        db.session.rollback()
        flash(REFUSALS[refused.reason], "warn")
        return redirect(url_for("people.second_factor.set_up", next=next_address()), 303)
    FactorChange.record(current_user.id, "key_gone", current_user.id)
    current_user.sign_out_elsewhere()  # whoever came in by it
    db.session.commit()
    let_know(_("내 계정에서 패스키를 지웠어요"))
    flash(_("패스키를 지웠어요. 그 기기의 패스키 목록에서도 지워 주세요."), "ok")
    return redirect(url_for("people.second_factor.set_up", next=next_address()), 303)


@bp.post("/sign-in")
@by_setting("SIGN_IN_LIMIT")
def sign_in():
    """In by a passkey alone: it is both factors. Who has not agreed yet can't have one."""
    address, form = next_address(), PasskeyForm()
    try:
        passkey = here.signed_in(form.passkey.data or "")
    except FactorRefused as refused:
        db.session.rollback()
        flash(REFUSALS[refused.reason], "warn")
        return redirect(url_for("people.sign_in.show", next=address), 303)
    person = db.session.get_one(Person, passkey.person_id)
    come_in(person, "passkey")
    if person.has_factor:
        person.sign_in.factor_at = now()
    db.session.commit()
    return redirect(by_factor(person, address), 303)
