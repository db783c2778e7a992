"""알림: the list, reading, choosing what comes how, devices for pushes, and ending mails."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.engines.web_push import BadEndpoint, Device
from civic.notices import labels
from civic.notices.areas import routes as areas
from civic.notices.feeds import routes as feeds
from civic.notices.forms import read_choices
from civic.notices.models import Notice, NoticeChoice, PushSubscription
from civic.notices.notice_types import types_for
from civic.notices.unsubscribe import BadLink, person_of
from civic.people.rules import OPTIONAL_CONSENTS
from civic.people.sign_in.models import SignIn
from civic.web.access import roles_here
from civic.web.errors import refuse_when
from civic.web.i18n import LANGUAGES
from civic.web.paging import paginate
from civic.web.security import csrf

PLACE = "/<municipality>/<int:round_number>/notices"
bp = Blueprint("notices", __name__)
bp.register_blueprint(feeds.bp)
bp.register_blueprint(areas.bp)


@bp.app_context_processor
def words_of_notices():
    return {"notice_words": labels}


@bp.get(f"{PLACE}/")
def index():
    return render_template("notices/index.html", page=paginate(Notice.of(current_user)))


@bp.post(f"{PLACE}/read")
def read():
    """Everything read."""
    Notice.see(current_user)
    db.session.commit()
    return redirect(url_for(".index"), 303)


@bp.post(f"{PLACE}/<int:notice_id>/open")
def open(notice_id):
    """Read this one, and go where it leads."""
    notice = db.first_or_404(
        db.select(Notice).filter_by(id=notice_id, person_id=current_user.id, shown=True)
    )
    notice.open()
    endpoint, values = labels.page(notice)
    address = url_for(endpoint, **{"_anchor" if k == "anchor" else k: v for k, v in values.items()})
    db.session.commit()
    return redirect(address, 303)


@bp.get(f"{PLACE}/choices")
def choices():
    return render_template(
        "notices/choices.html",
        types=types_for(roles_here()),
        chosen=NoticeChoice.of(current_user),
        mails="contact" in current_user.consents(),
        push_key=current_app.extensions["web_push"].public_key,
        known=PushSubscription.endpoint_of(SignIn.find(current_user.sign_in_token)),
    )


@bp.post(f"{PLACE}/choices")
def choose():
    NoticeChoice.choose(current_user, read_choices(request.form, types_for(roles_here())))
    if request.form.get("language") in LANGUAGES:
        current_user.language = request.form["language"]
    if request.form.get("mails"):
        current_user.agree(OPTIONAL_CONSENTS)
    else:
        current_user.withdraw(OPTIONAL_CONSENTS)
    db.session.commit()
    flash(_("바꿨어요."), "ok")
    return redirect(url_for(".choices"), 303)


@bp.post(f"{PLACE}/devices")
def add_device():
    """Push to this browser, as long as this sign-in lasts."""
    keys = {name: request.form.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    device = Device(**keys)
    current_app.extensions["web_push"].check(device.endpoint)
    sign_in = SignIn.find(current_user.sign_in_token)
    PushSubscription.keep(sign_in, language=str(get_locale()), **keys)
    db.session.commit()
    return "", 204


@bp.post(f"{PLACE}/devices/withdraw")
def end_device():
    PushSubscription.end(current_user, request.form.get("endpoint", ""))
    db.session.commit()
    return "", 204


@bp.get("/notices/unsubscribe/<token>")
def unsubscribe(token):
    """Asks once more: a link that a mail scanner opens must not change anything."""
    person = person_of(token)
    return render_template("notices/unsubscribe.html", mails="contact" in person.consents())


@bp.post("/notices/unsubscribe/<token>")
@csrf.exempt  # mail programs send it (RFC 8058); the signed token is the proof
def end_mails(token):
    person_of(token).withdraw(OPTIONAL_CONSENTS)
    db.session.commit()
    return render_template("notices/unsubscribe.html", mails=False)


refuse_when(
    bp,
    {
        BadLink: (_l("이 주소로는 할 수 없어요. 이메일의 주소를 끝까지 옮겼는지 봐 주세요."), 404),
        BadEndpoint: (_l("이 브라우저의 알림 서비스에는 보낼 수 없어요."), 422),
    },
)
