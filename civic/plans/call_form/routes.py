"""The call's own form: what goes to its places, chosen and confirmed one by one."""

from zlib import decompress

from flask import Blueprint, Response, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.call_forms.labels import kind_word
from civic.db import db
from civic.plans.call_form import file_routes, labels, upload_routes
from civic.plans.call_form.finders import find_form, find_place, seen_as
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.forms import PlaceForm, SettleForm
from civic.plans.call_form.models import CallForm, FormRetired
from civic.plans.call_form.rules import without_blank_rows
from civic.plans.call_form.sources import money_unit
from civic.plans.call_form.work_page import as_kept, work_page
from civic.plans.finders import PICTURE_HEADERS, plan_here
from civic.plans.meanwhile import saved_meanwhile
from civic.plans.models import Plan
from civic.web.errors import refuse_when

bp = Blueprint("call_form", __name__, url_prefix="/forms")
for part in (upload_routes, file_routes):
    bp.register_blueprint(part.bp)
bp.add_app_template_global(kind_word, "place_kind")
bp.add_app_template_filter(without_blank_rows)
bp.add_app_template_global(money_unit, "has_unit")
bp.add_app_template_global(labels.why_not_filled, "not_filled")


@bp.get("/<int:form_id>")
def show(form_id):
    return work_page(find_form(form_id), request.args.get("part", 1, int))


@bp.get("/<int:form_id>/<int:part>/<key>")
def place(form_id, part, key):
    form = find_form(form_id)
    return work_page(form, part, find_place(form, part, key))


@bp.get("/<int:form_id>/pages/<int:number>.svg")
def page(form_id, number):
    """A page of the form as a picture, which may load and run nothing."""
    form = find_form(form_id)
    form_page = FormPage.find(form.id, number) or abort(404)
    drawn = decompress(form_page.picture)
    return Response(drawn, content_type="image/svg+xml", headers=PICTURE_HEADERS)


@bp.post("/<int:form_id>/<int:part>/<key>")
def choose(form_id, part, key):
    """Confirm what goes to a place; with act=look only show what it would be."""
    form = find_form(form_id)
    place = find_place(form, part, key)
    choice = PlaceForm().about(place, plan_here().template_in_use())
    options = choice.options(request.form)
    if request.form.get("act") == "look":
        return work_page(form, part, place, choice)
    if not choice.fits_place(options):
        return work_page(form, part, place, choice, 422)
    form.lock()
    now = as_kept(form.place(key), FormText.of(form.id, plan_here()))
    if choice.seen.data and choice.seen.data != now:
        choice.seen.data = now
        choice.form_errors.append(saved_meanwhile())
        return work_page(form, part, place, choice, 422)
    form.choose(place, part, current_user, choice.source.data, options)
    if choice.source.data == "text":
        row = form.place(key)
        FormText.write(row, Plan.start(g.round), current_user, choice.words.data)
    db.session.commit()
    return redirect(_place_address(form, part, key), 303)


def _place_address(form: CallForm, part: int, key: str) -> str:
    """Seen as the form was: as words, or as pictures of its pages."""
    return url_for(".place", form_id=form.id, part=part, key=key, **seen_as())


@bp.post("/<int:form_id>/<int:part>/<key>/withdraw")
def withdraw(form_id, part, key):
    """Nothing goes to the place any more; words that were typed are asked about first, and kept."""
    form = find_form(form_id)
    form.lock()
    row = form.place(key)
    asks = FormText.rounds_of(row) if row and not request.form.get("sure") else 0
    if asks:
        here = find_place(form, part, key)
        return work_page(form, part, here, status=422, asks_to_withdraw=asks)
    if row:
        row.withdraw()
    db.session.commit()
    return redirect(_place_address(form, part, key), 303)


@bp.post("/<int:form_id>/confirmed")
def confirm(form_id):
    """Confirm the proposals that were on the page."""
    form = find_form(form_id)
    count = form.confirm(request.form.getlist("key"), current_user)
    db.session.commit()
    flash(_("%(n)s곳을 확정했어요.", n=count), "ok")
    part = request.form.get("part", 1, int)
    return redirect(url_for(".show", form_id=form.id, part=part, **seen_as()), 303)


@bp.post("/<int:form_id>/asked/<int:place_id>")
def settle(form_id, place_id):
    """Say where a place of the earlier version is now, or that it is not used any more; words that
    were typed for it are asked about first."""
    form, choice = find_form(form_id), SettleForm()
    form.lock()
    query = db.select(FormPlace).filter_by(id=place_id, form_id=form.id, key=None)
    asked = db.session.scalar(query)
    if asked is None:
        flash(_("이미 정한 자리예요. 다른 담당자가 먼저 정했을 수 있어요."), "warn")
    elif not choice.fits_asked(FormText.rounds_of(asked)):
        number = request.args.get("part", 1, int)
        return work_page(form, number, status=422, settling={asked.id: choice})
    elif choice.key.data == "none":
        asked.drop()
        flash(_("그 자리는 쓰지 않아요."), "ok")
    elif form.settle(asked, choice.key.data, current_user):
        flash(_("자리를 정했어요."), "ok")
    else:
        abort(404)
    db.session.commit()
    return redirect(url_for(".show", form_id=form.id, state="asked", **seen_as()), 303)


refuse_when(
    bp,
    {FormRetired: (_l("새 판이 올라왔거나 치운 양식이에요. 양식 목록에서 다시 여세요."), 409)},
    everywhere=True,
)
