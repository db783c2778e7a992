"""Coming in: one-time code, passphrase, consent at the first time, demo links; going out."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from civic.db import db, now, reading
from civic.engines.sender import SendFailed, send_soon
from civic.people.addresses import NotAnAddress, kind_of, masked, read_address
from civic.people.forms import offer_districts
from civic.people.models import Person, municipality_called
from civic.people.rules import OPTIONAL_CONSENTS, REQUIRED_CONSENTS
from civic.people.secrets import earlier_secrets, secret
from civic.people.sign_in import passphrases
from civic.people.sign_in.browsers import came_in_before, remember_address
from civic.people.sign_in.codes import digits_only, new_token
from civic.people.sign_in.forms import AddressForm, CodeForm, ConsentForm, PassphraseForm
from civic.people.sign_in.messages import code_message, code_sentence
from civic.people.sign_in.models import SignIn, SignInCode, TooManyCodes
from civic.people.sign_in.session import come_in, forget_here, start_sessions
from civic.web.access import factor_is_required
from civic.web.addresses import own_path
from civic.web.errors import refuse
from civic.web.filters import app_called
from civic.web.limits import by_setting

PROVEN_MINUTES = 30

bp = Blueprint("sign_in", __name__)


@bp.record_once
def start(state):
    start_sessions(state.app)


def asked_address() -> str:
    """Whom a limit of signing in is for: who owns the address that was typed. Strangers
    elsewhere are counted apart, and so is a browser that came in with it: they keep nobody out."""
    try:
        return _counted(read_address(request.form.get("address", "")).text)
    except NotAnAddress:
        return ""


def address_of_code() -> str:
    return _counted(session["sent_to"]) if "sent_to" in session else ""


def _counted(address: str) -> str:
    return f"{address} {'' if came_in_before(address) else request.remote_addr}"


@bp.get("/sign-in")
def show():
    address = next_address()
    if current_user.is_authenticated:
        return redirect(address, 303)
    return render_template("people/sign_in/sign_in.html", form=address_form(), next=address)


@bp.post("/sign-in")
@by_setting("SIGN_IN_LIMIT", asked_address)
def send_code():
    """Send a code, whether or not the address has an account, and say the same in both cases."""
    session["next"] = next_address()
    form = address_form()
    if not form.validate():
        return render_template("people/sign_in/sign_in.html", form=form, next=session["next"]), 422
    session["sent_to"] = address = form.read.text
    session.pop("proven", None)
    session.setdefault("browser", new_token())
    minutes, known = current_app.config["CODE_MINUTES"], came_in_before(address)
    digits = SignInCode.issue(address, secret(), session["browser"], minutes, known)
    db.session.commit()
    if digits is not None:
        send(address, digits)
    return redirect(url_for(".code"), 303)


@bp.get("/sign-in/code")
def code():
    next_address()
    if "sent_to" not in session:
        return redirect(url_for(".show"))
    return code_page(CodeForm())


@bp.post("/sign-in/code")
@by_setting("SIGN_IN_LIMIT", address_of_code)
def enter_code():
    next_address()
    if "sent_to" not in session:
        return redirect(url_for(".show"), 303)
    form = CodeForm()
    if not form.validate():
        return code_page(form), 422
    address, browser = session["sent_to"], session.get("browser", "")
    typed = digits_only(form.code.data)
    outcome = SignInCode.try_once(address, typed, secret(), browser, earlier_secrets())
    if outcome == "right":
        return arrive(address, "code")
    db.session.commit()  # a wrong try counts
    form.code.errors = [code_sentence(outcome)]
    return code_page(form), 422


@bp.get("/sign-in/passphrase")
def passphrase():
    address = next_address()
    return render_template("people/sign_in/passphrase.html", form=PassphraseForm(), next=address)


@bp.post("/sign-in/passphrase")
@by_setting("SIGN_IN_LIMIT", asked_address)
def enter_passphrase():
    session["next"] = next_address()
    form = PassphraseForm()
    if form.validate():
        person = Person.at(form.read.text)
        known_hash = person.passphrase_hash if person is not None else None
        if passphrases.matches(known_hash, form.passphrase.data):
            return arrive(form.read.text, "passphrase")
        form.passphrase.errors = [
            _("주소나 긴 비밀번호가 맞지 않아요. 인증번호로도 들어올 수 있어요.")
        ]
    return render_template("people/sign_in/passphrase.html", form=form, next=session["next"]), 422


@bp.get("/sign-in/consent")
def consent():
    next_address()
    address = proven_address()
    person = Person.at(address)
    form = ConsentForm(person, name=person.name if person else "")
    return consent_page(form, address)


@bp.post("/sign-in/consent")
def agree():
    back = next_address()
    address = proven_address()
    form = ConsentForm(Person.at(address))
    offer_districts(form.home_district_id, g.get("municipality"), _("고르지 않음"))
    if not form.validate():
        return consent_page(form, address), 422
    person = Person.join(address, form.name.data)
    if person.agreed_before(now() - timedelta(minutes=1)):
        flash(_("이미 가입한 주소예요. 인증번호를 다시 받아 주세요."), "warn")
        return redirect(url_for(".show"), 303)
    person.name, person.home_district_id = form.name.data, form.home_district_id.data
    if form.passphrase.data:
        person.set_passphrase(form.passphrase.data)
    person.agree(REQUIRED_CONSENTS)
    if form.contact.data:
        person.agree(OPTIONAL_CONSENTS)
    come_in(person, "code")
    db.session.commit()
    flash(_("%(name)s님, 반가워요. 이제 함께 정할 수 있어요.", name=person.name), "ok")
    return redirect(by_factor(person, back), 303)


@bp.post("/sign-out")
def sign_out():
    if current_user.is_authenticated:
        SignIn.find(current_user.sign_in_token).revoke()
        db.session.commit()
    logout_user()
    session.clear()
    flash(_("로그아웃했어요."), "ok")
    return forget_here(redirect("/", 303))


@bp.get("/demo/<any(resident, planner, consultant, operator):role>")
def demo(role):
    """Sign in as the first person of a role, or the second. A GET that writes: only in the demo."""
    if not current_app.config["DEMO"]:
        abort(404)
    db.session.rollback()  # whoever was signed in was read under a reading transaction
    reading.set(False)
    people = Person.first_with(role, request.args.get("m"))
    person = db.first_or_404(people.offset(1 if request.args.get("n") == "2" else 0))
    come_in(person, "demo")
    person.sign_in.factor_at = now()  # the link stands for both factors
    db.session.commit()
    return redirect(own_path(request.args.get("next")))


@bp.errorhandler(TooManyCodes)
def too_many_codes(_error):
    """On to the code page all the same: the last code this browser asked for may still be good."""
    db.session.rollback()
    flash(_("한 시간에 다섯 번까지만 보내요. 마지막에 받은 번호를 적어 주세요."), "warn")
    return redirect(url_for(".code"), 303)


@bp.errorhandler(SendFailed)
def send_failed(error):
    current_app.logger.warning("message not sent: %s", error)
    return refuse(
        _("인증번호를 보내지 못했어요. 잠시 뒤 다시 해 주세요."), 503, {"Retry-After": "60"}
    )


def next_address() -> str:
    """Where this sign-in leads, and g.municipality from it, for the page's head and foot."""
    address = own_path(request.args.get("next") or session.get("next"))
    slug = address.split("/")[1].partition("?")[0]
    place = municipality_called(slug) if slug else None
    if place is not None:
        g.municipality = place
    return address


def arrive(address, way):
    """A proven address: in, or first to the consent screen; with a second factor, to that."""
    person = Person.at(address)
    if person is None or not person.agreed_before(now()):
        db.session.commit()
        session["proven"] = [address, now().timestamp()]
        return remember_address(redirect(url_for(".consent"), 303), address)
    back = next_address()
    come_in(person, way)
    db.session.commit()
    return remember_address(redirect(by_factor(person, back), 303), address)


def by_factor(person, back: str) -> str:
    """Where to go next: by way of the second factor for whoever needs one."""
    waits = person.waits_for_factor(factor_is_required())
    return url_for("people.second_factor.show", next=back) if waits else back


def proven_address() -> str:
    """The address whose code was entered a short while ago; else back to the start."""
    address, at = session.get("proven", ["", 0])
    if not address or now().timestamp() - at > PROVEN_MINUTES * 60:
        abort(redirect(url_for(".show"), 303))
    return address


def address_form():
    form = AddressForm()
    form.reaches = current_app.extensions["sender"].kinds
    return form


def code_page(form):
    sent_to = session["sent_to"]
    return render_template(
        "people/sign_in/code.html", form=form, address=masked(sent_to), kind=kind_of(sent_to)
    )


def consent_page(form, address):
    offer_districts(form.home_district_id, g.get("municipality"), _("고르지 않음"))
    return render_template("people/sign_in/consent.html", form=form, address=masked(address))


def send(address: str, digits: str) -> None:
    place = g.get("municipality")
    subject, text = code_message(
        digits,
        title=app_called(place) if place is not None else _("함께 정하는 우리 도시"),
        minutes=current_app.config["CODE_MINUTES"],
        by_phone=kind_of(address) == "phone",
        host=urlsplit(current_app.config["PUBLIC_URL"]).hostname,
    )
    send_soon(current_app.extensions["sender"], address, subject, text)
