"""Showing the second factor after signing in and before what weighs most; setting one up."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.people.second_factor import passkey_routes
from civic.people.second_factor.awaited_file import page_of
from civic.people.second_factor.forms import FactorForm, NewFactorForm
from civic.people.second_factor.here import asked_to_sign_in
from civic.people.second_factor.models import SecondFactor
from civic.people.second_factor.page import (
    codes_page,
    counts_now,
    enter_page,
    has_to_show,
    is_shown,
    set_up_page,
    tried,
)
from civic.people.secrets import secret, secrets
from civic.people.sign_in.routes import next_address
from civic.people.sign_in.session import renew_session
from civic.web.limits import by_setting

bp = Blueprint("second_factor", __name__, url_prefix="/second-factor")
bp.register_blueprint(passkey_routes.bp)
bp.add_app_template_global(asked_to_sign_in, "passkey_options")


@bp.get("")
def show():
    """The field for the app's digits; who has no factor yet is led to set one up."""
    address = next_address()
    if not current_user.has_factor:
        return redirect(url_for(".set_up", next=address), 303)
    return enter_page(FactorForm(formdata=None), address)


@bp.post("")
@by_setting("SIGN_IN_LIMIT")
def enter():
    address, form = next_address(), FactorForm()
    if not is_shown(form):
        return enter_page(form, address), 422
    renew_session(current_user)
    current_user.sign_in.factor_at = now()
    db.session.commit()
    if page := page_of(address, request.args.get("back")):
        flash(address, "file")  # which that page fetches
    return redirect(page or address, 303)


@bp.get("/set-up")
def set_up():
    return set_up_page()


@bp.post("/set-up")
def begin():
    """A new secret, shown on the page until its first digits are typed."""
    if current_user.has_app:
        abort(409)
    if answer := has_to_show():
        return answer
    SecondFactor.begin(current_user, secret())
    db.session.commit()
    return redirect(url_for(".set_up", next=next_address()), 303)


@bp.post("/confirm")
@by_setting("SIGN_IN_LIMIT")
def confirm():
    """The app works: from now on it is asked for. The recovery codes are shown this once."""
    address, form = next_address(), NewFactorForm()
    if current_user.factor is None or current_user.has_app:
        abort(409)
    if answer := has_to_show():
        return answer
    codes = tried(form, lambda: current_user.factor.confirm(form.code.data, secrets()))
    if codes is None:
        return set_up_page(form), 422
    page = counts_now(codes, address, _("내 계정에 2단계 확인을 켰어요"))
    return page or redirect(url_for(".set_up", next=address), 303)


@bp.post("/codes")
@by_setting("SIGN_IN_LIMIT")
def renew_codes():
    form = FactorForm()
    if not is_shown(form):
        return set_up_page(form), 422
    codes = current_user.factor.renew_codes()
    db.session.commit()
    return codes_page(codes, next_address())


@bp.post("/off")
@by_setting("SIGN_IN_LIMIT")
def turn_off():
    """Only with digits typed, or a passkey shown, for it: a session alone does not take the factor
    away."""
    form = FactorForm()
    if not is_shown(form):
        return set_up_page(form), 422
    SecondFactor.forget(current_user, "turn_off", current_user)
    db.session.commit()
    flash(_("2단계 확인을 껐어요. 새 전화기로 다시 켤 수 있어요."), "ok")
    return redirect(url_for(".set_up", next=next_address()), 303)
