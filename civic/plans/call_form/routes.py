"""The call's own form: what goes to its places, chosen and confirmed one by one."""

from zlib import decompress

from flask import Blueprint, Response, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.call_forms.labels import kind_word
from civic.call_forms.place import FillPlace
from civic.db import db
from civic.documents.canonical import canonical, fingerprint
from civic.plans.call_form import file_routes, labels, upload_routes
from civic.plans.call_form.filling import Chosen
from civic.plans.call_form.finders import find_form, find_place, seen_as, work_context
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.forms import PlaceForm, SettleForm
from civic.plans.call_form.models import CallForm, FormRetired
from civic.plans.call_form.proposals import columns_for
from civic.plans.call_form.sources import money_unit, sources
from civic.plans.finders import PICTURE_HEADERS, plan_here
from civic.plans.meanwhile import saved_meanwhile
from civic.plans.models import Plan
from civic.web.errors import refuse
from civic.web.htmx import render_page

bp = Blueprint("call_form", __name__, url_prefix="/forms")
for part in (upload_routes, file_routes):
    bp.register_blueprint(part.bp)
bp.add_app_template_global(kind_word, "place_kind")
bp.add_app_template_global(money_unit, "has_unit")


@bp.get("/<int:form_id>")
def show(form_id):
    return _work(find_form(form_id), request.args.get("part", 1, int))


@bp.get("/<int:form_id>/<int:part>/<key>")
def place(form_id, part, key):
    form = find_form(form_id)
    return _work(form, part, find_place(form, part, key))


@bp.get("/<int:form_id>/pages/<int:number>.svg")
def page(form_id, number):
    """A page of the form as a picture, which may load and run nothing."""
    form = find_form(form_id)
    form_page = FormPage.find(form.id, number) or abort(404)
    drawn = decompress(form_page.picture)
    return Response(drawn, content_type="image/svg+xml", headers=PICTURE_HEADERS)


def _work(
    form: CallForm, number: int, place: FillPlace | None = None, choice=None, status=200, asks=0
):
    """choice: the form of the place as it was sent. asks: of so many rounds words were typed for a
    place that is to be withdrawn."""
    context = work_context(form, number, place)
    template = plan_here().template_in_use()
    if place is not None:
        context |= _choice(context, place, template, choice)
    context |= {
        "names": {c: n for group in sources(template).values() for c, n in group.items()}
        | labels.SINGLE_SOURCES,
        "states": labels.STATES,
        "doubt": labels.doubt,
        "asks_to_withdraw": asks,
    }
    page = render_page("plans/call_form/show.html", "plans/call_form/_work.html", **context)
    return page, status


def _choice(context: dict, place: FillPlace, template: dict, choice: PlaceForm | None) -> dict:
    """The place's form, as kept or as sent, and what would go there."""
    row = context["row"]
    seen = _as_kept(row, context["values"].words)
    if choice is None:
        kept = row.options if row else {}
        typed = row or context["form"].place(place.key)  # of one that was withdrawn too
        words = context["values"].words.get(typed.id, "") if typed else ""
        source = row.source if row else ""
        as_kept = {"source": source, "unit": kept.get("unit", ""), "words": words}
        choice = PlaceForm(formdata=None, **as_kept, seen=seen)
        choice.about(place, template)
        columns = kept.get("columns")
    else:
        columns = choice.columns(request.form) if "column-0" in request.form else None
    source = choice.source.data or ""
    if place.kind == "rows" and choice.titles():
        columns = columns if columns and any(columns) else columns_for(place, source[6:])
    options = choice.options(request.form) | ({"columns": columns} if columns else {})
    chosen = Chosen(place, source, options, choice.words.data or "")
    shown = context["values"].of_chosen(chosen) if _is_whole(choice) else None
    return {"choice": choice, "columns": columns, "content": shown}


def _as_kept(row: FormPlace | None, words: dict[int, str]) -> str:
    """The fingerprint of what is to go to a place, so that a colleague's choice is seen; nothing
    goes to one that was withdrawn, whose row keeps the words."""
    choice = [row.source, row.options, words.get(row.id, "")] if row and row.source else []
    return fingerprint(canonical(choice))


def _is_whole(choice: PlaceForm) -> bool:
    return choice.source.data in {code for _n, codes in choice.groups({}) for code, _w in codes}


@bp.post("/<int:form_id>/<int:part>/<key>")
def choose(form_id, part, key):
    """Confirm what goes to a place; with act=look only show what it would be."""
    form = find_form(form_id)
    place = find_place(form, part, key)
    choice = PlaceForm().about(place, plan_here().template_in_use())
    options = choice.options(request.form)
    if request.form.get("act") == "look":
        return _work(form, part, place, choice)
    if not choice.fits_place(options):
        return _work(form, part, place, choice, 422)
    form.lock()
    now = _as_kept(form.place(key), FormText.of(form.id, plan_here()))
    if choice.seen.data and choice.seen.data != now:
        choice.seen.data = now
        choice.form_errors.append(saved_meanwhile())
        return _work(form, part, place, choice, 422)
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
        return _work(form, part, find_place(form, part, key), status=422, asks=asks)
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
    """Say where a place of the earlier version is now, or that it is not used any more."""
    form, choice = find_form(form_id), SettleForm()
    query = db.select(FormPlace).filter_by(id=place_id, form_id=form.id, key=None)
    asked = db.first_or_404(query)
    if not choice.validate():
        flash(_("새 자리를 고르거나 ‘쓰지 않기’를 골라 주세요."), "bad")
    elif choice.key.data == "none":
        form.lock()
        asked.drop()
    elif not form.settle(asked, choice.key.data, current_user):
        abort(404)
    db.session.commit()
    return redirect(url_for(".show", form_id=form.id, state="asked"), 303)


@bp.app_errorhandler(FormRetired)
def form_retired(_error):
    return refuse(_("새 판이 올라왔거나 치운 양식이에요. 양식 목록에서 다시 여세요."), 409)
