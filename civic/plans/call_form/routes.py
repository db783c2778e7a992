"""The call's own form: uploaded, what goes to its places, old → new, and what was made."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.call_forms.fill import FORMATS
from civic.call_forms.labels import about_form, about_note, kind_word
from civic.call_forms.place import Place
from civic.call_forms.refusals import FormRefused
from civic.db import db, one_moment
from civic.documents.canonical import unpack
from civic.plans.call_form import labels
from civic.plans.call_form.chosen import filling, refuse_hidden
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.filling import Chosen
from civic.plans.call_form.finders import Values, find_form, find_place, work_context
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.forms import MakeForm, PlaceForm, SettleForm, UploadForm
from civic.plans.call_form.models import CallForm, FormRetired, KnownForm
from civic.plans.call_form.proposals import columns_for
from civic.plans.call_form.sources import money_unit, sources
from civic.plans.call_form.uploading import read_upload, upload
from civic.plans.filing.models import filed_at
from civic.plans.finders import LARGEST_NUMBER, download, plan_here
from civic.plans.models import Plan
from civic.web.choices import choices
from civic.web.errors import refuse
from civic.web.htmx import render_page
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("call_form", __name__, url_prefix="/forms")
MIMETYPES = {
    "hwpx": "application/hwp+zip",
    "hwp": "application/x-hwp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
bp.add_app_template_global(kind_word, "place_kind")
bp.add_app_template_global(money_unit, "has_unit")


@bp.get("")
def index():
    return _index_page(UploadForm(formdata=None))


@bp.post("")
@takes_uploads
@locks_late
def keep():
    """Keep a form, read in a process of its own before any lock is taken."""
    form = UploadForm()
    if form.validate_on_submit():
        try:
            kept = upload(g.round, current_user, *read_upload(form.file.data))
        except FormRefused as wrong:
            form.file.errors = [about_form(wrong)]
        except KnownForm:
            form.file.errors = [_("이 공모에 이미 올린 파일이에요. 아래 목록에서 여세요.")]
        else:
            db.session.commit()
            flash(_("양식을 읽었어요. 제안한 자리부터 살펴보세요."), "ok")
            return redirect(url_for(".show", form_id=kept.id), 303)
    return _index_page(form), 422


def _index_page(form):
    every = db.session.scalars(CallForm.current(g.round)).all()
    mine = [one for one in every if one.municipality_id == g.round.municipality_id]
    others = [one for one in every if one.municipality_id != g.round.municipality_id]
    taken = {one.sha256 for one in mine}
    return render_template(
        "plans/call_form/index.html",
        form=form,
        mine=mine,
        others=[one for one in others if one.sha256 not in taken],
        made=_made(Plan.of(g.round)),
    )


def _made(plan):
    if plan is None:
        return []
    query = db.select(FilledForm).where(FilledForm.snapshot.has(plan_id=plan.id))
    return db.session.scalars(query.order_by(FilledForm.made_at.desc())).all()


@bp.get("/<int:form_id>")
def show(form_id):
    return _work(find_form(form_id), request.args.get("part", 1, int))


@bp.get("/<int:form_id>/<int:part>/<key>")
def place(form_id, part, key):
    form = find_form(form_id)
    return _work(form, part, find_place(form, part, key))


def _work(form: CallForm, number: int, place: Place | None = None, choice=None, status=200):
    """choice: the form of the place as it was sent."""
    context = work_context(form, number, place)
    template = plan_here().template_in_use()
    if place is not None:
        context |= _choice(context, place, template, choice)
    context |= {
        "names": {c: n for group in sources(template).values() for c, n in group.items()}
        | labels.SINGLE_SOURCES,
        "states": labels.STATES,
        "doubt": labels.doubt,
    }
    page = render_page("plans/call_form/show.html", "plans/call_form/_work.html", **context)
    return page, status


def _choice(context: dict, place: Place, template: dict, choice: PlaceForm | None) -> dict:
    """The place's form, as kept or as sent, and what would go there."""
    row = context["row"]
    if choice is None:
        kept = row.options if row else {}
        words = context["values"].words.get(row.id, "") if row else ""
        source = row.source if row else ""
        choice = PlaceForm(formdata=None, source=source, unit=kept.get("unit", ""), words=words)
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
    form.choose(place, part, current_user, choice.source.data, options)
    if choice.source.data == "text":
        row = form.place(key)
        FormText.write(row, Plan.start(g.round), current_user, choice.words.data)
    db.session.commit()
    return redirect(url_for(".place", form_id=form.id, part=part, key=key), 303)


@bp.post("/<int:form_id>/<int:part>/<key>/withdraw")
def withdraw(form_id, part, key):
    """Nothing goes to the place any more."""
    form = find_form(form_id)
    form.lock()
    if row := form.place(key):
        row.drop()
    db.session.commit()
    return redirect(url_for(".place", form_id=form.id, part=part, key=key), 303)


@bp.post("/<int:form_id>/confirmed")
def confirm(form_id):
    """Confirm the proposals that were on the page."""
    form = find_form(form_id)
    count = form.confirm(request.form.getlist("key"), current_user)
    db.session.commit()
    flash(_("%(n)s곳을 확정했어요.", n=count), "ok")
    part = request.form.get("part", 1, int)
    return redirect(url_for(".show", form_id=form.id, part=part), 303)


@bp.post("/<int:form_id>/asked/<int:place_id>")
def settle(form_id, place_id):
    """Say where a place of the earlier version is now, or that it is not used any more."""
    form, choice = find_form(form_id), SettleForm()
    if place_id > LARGEST_NUMBER:
        abort(404)
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


@bp.post("/<int:form_id>/copies")
def copy(form_id):
    """Another city's form of this call for our own use, its places to be confirmed anew."""
    if form_id > LARGEST_NUMBER:
        abort(404)
    form = db.first_or_404(CallForm.current(g.round).where(CallForm.id == form_id))
    try:
        mine = form.copy_to(g.round, current_user)
    except KnownForm:
        flash(_("우리 지자체도 이미 올린 양식이에요."), "bad")
        return redirect(url_for(".index"), 303)
    db.session.commit()
    flash(_("양식과 고른 것을 가져왔어요. 하나씩 보고 확정해 주세요."), "ok")
    return redirect(url_for(".show", form_id=mine.id), 303)


@bp.post("/<int:form_id>/retire")
def retire(form_id):
    find_form(form_id).retire()
    db.session.commit()
    flash(_("양식을 치웠어요. 만들어 둔 파일은 그대로 있어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/<int:form_id>/versions")
@takes_uploads
@locks_late
def renew(form_id):
    """A newer version of the form: its places are carried over, those in doubt are asked."""
    with one_moment():
        earlier, form = find_form(form_id), UploadForm()
        kept = earlier.to_carry()
        places, ids = [row.as_place for row in kept], [row.id for row in kept]
    if form.validate_on_submit():
        try:
            newer = upload(
                g.round, current_user, *read_upload(form.file.data, places), earlier, ids
            )
        except FormRefused as wrong:
            form.file.errors = [about_form(wrong)]
        except KnownForm:
            form.file.errors = [_("이 공모에 이미 올린 파일이에요.")]
        else:
            db.session.commit()
            flash(_("새 판으로 옮겼어요. 옮기지 못한 자리는 물어볼게요."), "ok")
            return redirect(url_for(".show", form_id=newer.id), 303)
    return _index_page(form), 422


@bp.get("/<int:form_id>/preview")
def preview(form_id):
    """Old → new of every place, before the file is made."""
    form = find_form(form_id)
    return preview_page(form, make_form(form))


def make_form(form: CallForm, formdata=None) -> MakeForm:
    made = MakeForm(formdata=formdata, format=FORMATS[form.origin][0])
    made.format.choices = choices((one, f".{one}") for one in FORMATS[form.origin])
    return made


def preview_page(form: CallForm, make: MakeForm, status=200):
    values = Values(form)
    now = filling(form, values.snapshot) if values.snapshot and values.source else None
    return (
        render_template(
            "plans/call_form/preview.html",
            form=form,
            make=make,
            values=values,
            now=now,
            counts=work_context(form, 1)["counts"],
        ),
        status,
    )


@bp.get("/<int:form_id>/files/<int:filled_id>")
def receipt(form_id, filled_id):
    """What was changed, how much stayed, and what is left to write over."""
    form, filled = _filled(form_id, filled_id)
    return render_template(
        "plans/call_form/receipt.html",
        form=form,
        filled=filled,
        receipt=unpack(filled.receipt),
        mapping=unpack(filled.mapping),
        about_note=about_note,
        left_words=labels.LEFT,
    )


@bp.get("/<int:form_id>/files/<int:filled_id>/file")
def file(form_id, filled_id):
    form, filled = _filled(form_id, filled_id)
    stem = form.name.rpartition(".")[0] or form.name
    name = f"{g.municipality.name}_{stem}_제{filled.snapshot.number}호.{filled.format}"
    plain = f"form-{filled.snapshot.number}.{filled.format}"
    return download(filled.content, plain, name, MIMETYPES[filled.format])


def _filled(form_id: int, filled_id: int):
    """Of this round's plan. Raises: WordsHidden when it holds words of what was hidden since."""
    form = find_form(form_id)
    if filled_id > LARGEST_NUMBER:
        abort(404)
    here = FilledForm.snapshot.has(plan_id=plan_here().id)
    query = db.select(FilledForm).where(FilledForm.id == filled_id, here)
    filled = db.first_or_404(query.where(FilledForm.form_id == form.id))
    refuse_hidden(filled.snapshot, filed_at(filled.snapshot))
    return form, filled


@bp.app_errorhandler(FormRetired)
def form_retired(_error):
    return refuse(_("새 판이 올라왔거나 치운 양식이에요. 양식 목록에서 다시 여세요."), 409)
