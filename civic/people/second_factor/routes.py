"""Showing the second factor after signing in and before what weighs most; setting one up."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from civic.db import db, now
from civic.engines.sender import SendFailed
from civic.people.second_factor.forms import REFUSALS, FactorForm, NewFactorForm
from civic.people.second_factor.models import SecondFactor
from civic.people.second_factor.one_time import app_address, typed_secret
from civic.people.second_factor.rules import FactorRefused
from civic.people.secrets import secret, secrets
from civic.people.sign_in.codes import grouped
from civic.people.sign_in.routes import next_address
from civic.people.sign_in.session import renew_session
from civic.web.access import factor_is_required
from civic.web.limits import by_setting

bp = Blueprint("second_factor", __name__, url_prefix="/second-factor")


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
    return redirect(address, 303)


@bp.get("/set-up")
def set_up():
    return set_up_page(NewFactorForm(formdata=None))


@bp.post("/set-up")
def begin():
    """A new secret, shown on the page until its first digits are typed."""
    if current_user.has_factor:
        abort(409)
    if not current_user.may_set_up_factor:
        return set_up_page(NewFactorForm(formdata=None)), 409
    SecondFactor.begin(current_user, secret())
    db.session.commit()
    return redirect(url_for(".set_up", next=next_address()), 303)


@bp.post("/confirm")
@by_setting("SIGN_IN_LIMIT")
def confirm():
    """The app works: from now on it is asked for. The recovery codes are shown this once."""
    address, form = next_address(), NewFactorForm()
    if current_user.factor is None or current_user.has_factor:
        abort(409)
    if not current_user.may_set_up_factor:
        return set_up_page(form), 409
    codes = tried(form, lambda typed: current_user.factor.confirm(typed, secrets()))
    if codes is None:
        return set_up_page(form), 422
    current_user.sign_in.factor_at = now()
    current_user.sign_out_elsewhere()
    db.session.commit()
    let_know()
    return codes_page(codes, address)


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
    """Only with digits typed for it: a session alone does not take the factor away."""
    form = FactorForm()
    if not is_shown(form):
        return set_up_page(form), 422
    SecondFactor.forget(current_user, "turn_off", current_user)
    db.session.commit()
    flash(_("2단계 확인을 껐어요. 새 전화기로 다시 켤 수 있어요."), "ok")
    return redirect(url_for(".set_up", next=next_address()), 303)


def is_shown(form) -> bool:
    """True when what was typed is the factor; else the form says why not."""
    if not current_user.has_factor:
        abort(409)
    return tried(form, lambda typed: current_user.factor.show(typed, secrets()) or []) is not None


def tried(form, act) -> list[str] | None:
    """What the act gives; None with the reason at the field. A wrong try counts."""
    if not form.validate():
        return None
    try:
        return act(form.code.data)
    except FactorRefused as refused:
        db.session.commit()
        form.code.errors = [REFUSALS[refused.reason]]
        return None


def enter_page(form, address):
    left = current_user.factor.codes_left()
    return render_template(
        "people/second_factor/enter.html", form=form, next=address, codes_left=left
    )


def set_up_page(form):
    """What there is to do: begin, type the first digits, or change what is set up."""
    factor, shown = current_user.factor, None
    if factor is not None and not current_user.has_factor and current_user.may_set_up_factor:
        shown = picture_of(factor)
    context = {
        "form": form,
        "next": next_address(),
        "shown": shown,
        "required": factor_is_required(),
        "codes_left": factor.codes_left() if current_user.has_factor else 0,
    }
    return render_template("people/second_factor/set_up.html", **context)


def picture_of(factor) -> dict | None:
    """The QR code of a secret as SVG, and the secret for typing; None when it can't be read."""
    import segno

    text = factor.secret(secrets())
    if text is None:
        return None
    address = app_address(text, current_user.address, _("함께 정하는 우리 도시"))
    picture = segno.make_qr(address, error="m").svg_inline(scale=5, border=3)
    return {"picture": Markup(picture), "typed": typed_secret(text), "address": address}


def codes_page(codes, address):
    shown = [grouped(code) for code in codes]
    page = render_template("people/second_factor/codes.html", codes=shown, next=address)
    return page, 200, {"Cache-Control": "no-store"}


def let_know() -> None:
    """A letter to the address: whoever set it up, its owner hears of it."""
    text = _("내 계정에 2단계 확인을 켰어요. 내가 하지 않았다면 바로 운영자에게 알려 주세요.")
    try:
        current_app.extensions["sender"].send(
            current_user.address, _("2단계 확인을 켰어요"), f"{text}\n\n{request.host_url}"
        )
    except SendFailed as failed:
        current_app.logger.warning("message not sent: %s", failed)
