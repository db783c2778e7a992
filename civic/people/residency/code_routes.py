"""The planner issues participation codes, prints them, and voids what got lost."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.people.access_log.models import AccessReason
from civic.people.forms import offer_districts
from civic.people.residency.forms import CodeBatchForm, ShowingForm
from civic.people.residency.participation_codes import CodeBatch, CodeRefused, ParticipationCode
from civic.people.residency.showing import (
    AlreadyPrinted,
    CodeShowing,
    begin_printing,
    codes_are_open,
    may_print,
)
from civic.people.rules import SamePerson
from civic.people.secrets import earlier_secrets, secret
from civic.people.sign_in.codes import grouped
from civic.web.errors import refuse_when
from civic.web.idempotency import new_key, request_key
from civic.web.paging import paginate

CARDS_A_PAGE = 100

bp = Blueprint("codes", __name__, url_prefix="/office/codes")


@bp.get("")
def index():
    form = CodeBatchForm(formdata=None, size=100, last_on=default_last_day())
    return codes_page(form, new_key())


@bp.post("")
def issue():
    key = request_key()
    form = CodeBatchForm()
    offer_districts(form.district_id, g.municipality, _("모든 읍면동"))
    if not form.validate():
        return codes_page(form, key), 422
    batch = CodeBatch.issue(
        g.municipality,
        current_user,
        secret(),
        key,
        label=form.label.data,
        size=form.size.data,
        district_id=form.district_id.data,
        expires_at=form.expires_at(),
    )
    address = url_for(".batch", batch_id=batch.id)
    AccessReason.give(current_user, address, _("첫 인쇄: %(label)s", label=batch.label))
    db.session.commit()
    flash(_("참여 코드 %(n)s장을 만들었어요.", n=batch.size), "ok")
    return redirect(address, 303)


@bp.get("/<int:batch_id>")
def batch(batch_id):
    """The sheet: two columns of cards with QR codes, a hundred a page; without the codes for who
    may not see them alone."""
    batch = find_batch(batch_id)
    page = cards_page(batch)
    return batch_page(batch, page, ShowingForm(formdata=None))


@bp.post("/<int:batch_id>/print")
def print_codes(batch_id):
    """Once, and for a quarter of an hour: who issued them sees the codes to print them."""
    batch = find_batch(batch_id)
    begin_printing(batch, current_user)
    db.session.commit()
    flash(_("15분 동안 코드가 보여요. 지금 모든 쪽을 인쇄해 주세요."), "ok")
    return redirect(url_for(".batch", batch_id=batch.id), 303)


@bp.post("/<int:batch_id>/show")
def ask_again(batch_id):
    """Codes that were printed once are shown again when another planner agrees."""
    batch, form = find_batch(batch_id), ShowingForm()
    if not form.validate():
        return batch_page(batch, cards_page(batch), form), 422
    CodeShowing.ask(batch, current_user, form.reason.data)
    db.session.commit()
    flash(_("적었어요. 다른 담당자가 확인하면 한 시간 동안 두 사람에게 보여요."), "ok")
    return redirect(url_for(".batch", batch_id=batch.id), 303)


@bp.post("/<int:batch_id>/show/<int:showing_id>/confirm")
def confirm_showing(batch_id, showing_id):
    find_showing(batch_id, showing_id).confirm(current_user)
    db.session.commit()
    flash(_("한 시간 동안 두 사람에게 코드가 보여요."), "ok")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


@bp.post("/<int:batch_id>/show/<int:showing_id>/drop")
def drop_showing(batch_id, showing_id):
    find_showing(batch_id, showing_id).drop(current_user)
    db.session.commit()
    flash(_("다시 보지 않기로 했어요."), "ok")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


@bp.post("/<int:batch_id>/void")
def void_batch(batch_id):
    batch = find_batch(batch_id)
    batch.void(current_user)
    db.session.commit()
    flash(_("이 묶음의 참여 코드를 모두 취소했어요. 이미 확인된 주민은 그대로예요."), "ok")
    page = "people.residency.desk.slip" if batch.level == "desk" else ".batch"
    return redirect(url_for(page, batch_id=batch.id), 303)


@bp.post("/<int:batch_id>/<int:serial>/void")
def void_code(batch_id, serial):
    batch = find_batch(batch_id)
    query = db.select(ParticipationCode).filter_by(batch_id=batch.id, serial=serial)
    db.first_or_404(query).void(current_user)
    db.session.commit()
    flash(_("%(serial)s번 참여 코드를 취소했어요.", serial=serial), "ok")
    return redirect(url_for(".batch", batch_id=batch.id, page=page_of(serial)), 303)


refuse_when(
    bp,
    {
        SamePerson: (_l("부탁한 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요."), 409),
        AlreadyPrinted: (
            _l("코드는 만든 사람이 한 번만 인쇄해요. 다시 보려면 다른 담당자와 함께해 주세요."),
            409,
        ),
        CodeRefused: (_l("이미 썼거나 취소된 참여 코드라서 취소할 수 없어요."), 409),
    },
)


def codes_page(form, key):
    offer_districts(form.district_id, g.municipality, _("모든 읍면동"))
    batches = CodeBatch.of(g.municipality)
    return render_template("people/residency/codes.html", form=form, key=key, batches=batches)


def cards_page(batch):
    cards = db.select(ParticipationCode).filter_by(batch_id=batch.id)
    return paginate(cards.order_by(ParticipationCode.serial), CARDS_A_PAGE, total=batch.size)


def batch_page(batch, page, form):
    """form: for asking to see the codes again."""
    context = {
        "batch": batch,
        "page": page,
        "printed": printed,
        "form": form,
        "is_open": codes_are_open(batch, current_user),
        "may_print": may_print(batch, current_user),
        "waiting": CodeShowing.waiting(batch),
    }
    return render_template("people/residency/code_batch.html", **context)


def find_showing(batch_id, showing_id):
    batch = find_batch(batch_id)
    query = db.select(CodeShowing).filter_by(id=showing_id, batch_id=batch.id)
    return db.first_or_404(query)


def find_batch(batch_id):
    batch = db.get_or_404(CodeBatch, batch_id)
    if batch.municipality_id != g.municipality.id:
        abort(404)
    return batch


def printed(code) -> dict:
    """A card's code, the address it opens, and that address as an SVG picture."""
    import segno

    text = grouped(code.text(secret(), earlier_secrets()))
    # Behind the #, so that no server and no proxy on the way ever writes the code down.
    page = current_app.config["PUBLIC_URL"].rstrip("/") + url_for("people.residency.show")
    address = f"{page}#code={text}"
    picture = segno.make_qr(address, error="m").svg_inline(scale=3, border=2)
    return {"text": text, "address": address, "picture": Markup(picture)}


def page_of(serial: int) -> int:
    return (serial - 1) // CARDS_A_PAGE + 1


def default_last_day():
    """The last day of the vote, or two months from now."""
    vote = g.round.phase("vote")
    if vote is not None and vote.ends_at > now():
        return (vote.ends_at - timedelta(seconds=1)).astimezone(SEOUL).date()
    return now().astimezone(SEOUL).date() + timedelta(days=60)
