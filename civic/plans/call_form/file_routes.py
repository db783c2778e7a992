"""A form's files: old → new before one is made, and what was made with its receipt."""

from itertools import groupby

from flask import Blueprint, g, render_template, request

from civic.call_forms.formats import FORMATS
from civic.call_forms.labels import about_note
from civic.db import db
from civic.documents.canonical import unpack
from civic.plans.call_form import labels
from civic.plans.call_form.chosen import filling, refuse_hidden
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.finders import Values, find_form, work_context
from civic.plans.call_form.forms import MakeForm
from civic.plans.call_form.models import CallForm
from civic.plans.filing.models import filed_at
from civic.plans.finders import download, plan_here
from civic.text import one_line
from civic.web.choices import choices

bp = Blueprint("files", __name__)
MIMETYPES = {
    "hwpx": "application/hwp+zip",
    "hwp": "application/x-hwp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@bp.get("/<int:form_id>/preview")
def preview(form_id):
    """Old → new of every place, before the file is made."""
    form = find_form(form_id)
    return preview_page(form, make_form(form))


def make_form(form: CallForm, formdata=None) -> MakeForm:
    form_fields = MakeForm(formdata=formdata, format=FORMATS[form.origin][0])
    form_fields.format.choices = choices((one, f".{one}") for one in FORMATS[form.origin])
    return form_fields


def preview_page(form: CallForm, make: MakeForm, status=200):
    values = Values(form)
    now = None
    if values.snapshot and values.source:
        now = filling(form, values.snapshot, values.source)
    return (
        render_template(
            "plans/call_form/preview.html",
            form=form,
            make=make,
            values=values,
            now=now,
            waits="" if form.retired_at else labels.why_not_filled(form),
            counts=work_context(form, 1)["counts"],
        ),
        status,
    )


@bp.get("/<int:form_id>/files/<int:filled_id>")
def receipt(form_id, filled_id):
    """What was changed, how much stayed, and what is left to write over."""
    form, filled = _filled(form_id, filled_id)
    receipt, query = unpack(filled.receipt), one_line(request.args.get("q", ""))[:80]
    shown = [one for one in receipt["changed"] if _holds(one, query)]
    return render_template(
        "plans/call_form/receipt.html",
        form=form,
        filled=filled,
        receipt=receipt,
        q=query,
        shown=shown,
        parts=[(part, list(places)) for part, places in groupby(shown, _part)],
        mapping=unpack(filled.mapping),
        about_note=about_note,
        left_words=labels.LEFT,
    )


def _part(changed: dict) -> str:
    """The table it is in, or "" of the text between tables."""
    part, _dot, _cell = changed["path"].partition(" · ")
    return part if part.startswith("표") else ""


def _holds(changed: dict, query: str) -> bool:
    """A place has these words in its label, or in what stood or stands there."""
    words = " ".join(str(changed[name]) for name in ("label", "path", "old", "new"))
    return query.casefold() in words.casefold()


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
    here = FilledForm.snapshot.has(plan_id=plan_here().id)
    query = db.select(FilledForm).where(FilledForm.id == filled_id, here)
    filled = db.first_or_404(query.where(FilledForm.form_id == form.id))
    refuse_hidden(filled.snapshot, filed_at(filled.snapshot))
    return form, filled
