"""The pages of the second factor, what was shown on them, and the letter about changes."""

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from civic.db import db, now
from civic.engines.sender import SendFailed, send_soon
from civic.people.second_factor import here
from civic.people.second_factor.forms import (
    REFUSALS,
    FactorForm,
    NewFactorForm,
    NewPasskeyForm,
    PasskeyForm,
)
from civic.people.second_factor.one_time import app_address, typed_secret
from civic.people.second_factor.passkeys import Passkey
from civic.people.second_factor.rules import FactorRefused
from civic.people.secrets import secrets
from civic.people.sign_in.codes import grouped
from civic.people.sign_in.routes import next_address
from civic.web.access import factor_is_required


def is_shown(form) -> bool:
    """True when what was typed, or what a passkey signed, is the factor; else the form says why
    not."""
    if not current_user.has_factor:
        abort(409)
    return tried(form, lambda: show(form)) is not None


def show(form) -> list[str]:
    """Raises: FactorRefused."""
    if form.passkey.data:
        here.shown(form.passkey.data)
    else:
        current_user.factor.show(form.code.data, secrets())
    return []


def tried(form, act) -> list[str] | None:
    """What the act gives; None with the reason at the field. A wrong try counts."""
    if not form.validate():
        return None
    try:
        return act()
    except FactorRefused as refused:
        db.session.commit()
        form["code" if "code" in form else "passkey"].errors = [REFUSALS[refused.reason]]
        return None


def has_to_show():
    """An answer that leads to showing the factor, for who has one and did not of late; or to
    signing in again, for who has none and signed in a while ago."""
    if not _may_set_up():
        return set_up_page(), 409
    if not current_user.shows_factor_again():
        return None
    back = url_for("people.second_factor.set_up", next=next_address())
    return redirect(url_for("people.second_factor.show", next=back), 303)


def _may_set_up() -> bool:
    return current_user.has_factor or current_user.may_set_up_factor


def enter_page(form, address):
    left = current_user.factor.codes_left()
    context = {"form": form, "next": address, "codes_left": left, "asked": here.asked_to_show()}
    context["back"] = request.args.get("back")
    return render_template("people/second_factor/enter.html", **context)


def set_up_page(form=None, new_passkey=None, use=None):
    """What there is to do: begin, type the first digits, or change what is set up. A form with
    mistakes is given, the others are drawn fresh."""
    factor, begun = current_user.factor, None
    blank = FactorForm if current_user.has_factor else NewFactorForm
    if factor is not None and factor.sealed and not current_user.has_app:
        begun = picture_of(factor)
    context = {
        "form": form or blank(formdata=None),
        "new_passkey": new_passkey or NewPasskeyForm(formdata=None),
        "use": use or PasskeyForm(formdata=None),
        "next": next_address(),
        "shown": begun,
        "may_set_up": _may_set_up(),
        "required": factor_is_required(),
        "codes_left": factor.codes_left() if current_user.has_factor else 0,
        "passkeys": Passkey.of(current_user),
        "asked": here.asked_to_show(),
        "asked_to_make": here.asked_to_make(),
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


def counts_now(codes, address, sentence):
    """After something was set up: the first time every other session ends, and the recovery codes
    are shown this once; gives no answer where it counted before."""
    current_user.sign_in.factor_at = now()
    if codes:
        current_user.sign_out_elsewhere()
    db.session.commit()
    let_know(sentence)
    return codes_page(codes, address) if codes else None


def codes_page(codes, address):
    shown = [grouped(code) for code in codes]
    page = render_template("people/second_factor/codes.html", codes=shown, next=address)
    return page, 200, {"Cache-Control": "no-store"}


def let_know(sentence: str) -> None:
    """A letter to the address: whoever changed it, its owner hears of it."""
    text = _("내가 하지 않았다면 바로 운영자에게 알려 주세요.")
    here = current_app.config["PUBLIC_URL"]
    try:
        send_soon(
            current_app.extensions["sender"],
            current_user.address,
            str(sentence),
            f"{sentence}. {text}\n\n{here}",
        )
    except SendFailed as failed:
        current_app.logger.warning("message not sent: %s", failed)
