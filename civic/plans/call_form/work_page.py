"""A form's page: its places, the one that was chosen, and what was wrong with what was sent."""

from typing import Any

from flask import request

from civic.call_forms.place import FillPlace
from civic.documents.canonical import canonical, fingerprint
from civic.plans.call_form import labels
from civic.plans.call_form.filling import Chosen
from civic.plans.call_form.finders import work_context
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.forms import PlaceForm
from civic.plans.call_form.models import CallForm
from civic.plans.call_form.proposals import columns_for
from civic.plans.call_form.sources import sources
from civic.plans.call_form.uploading import most_megabytes
from civic.plans.finders import plan_here
from civic.web.htmx import render_page

# asks_to_withdraw: of so many rounds words were typed for a place that is to be withdrawn; newer:
# the UploadForm of a newer version; settling: the SettleForm of a place that is asked, by its id.
_SENT: dict[str, Any] = {"asks_to_withdraw": 0, "newer": None, "settling": {}}


def work_page(
    form: CallForm, number: int, place: FillPlace | None = None, choice=None, status=200, **more
):
    """The form's page, of a place where one is given.

    choice: the form of the place as it was sent; more: of what was sent else (_SENT).
    """
    context = _SENT | more | work_context(form, number, place)
    template = plan_here().template_in_use()
    if place is not None:
        context |= _choice(context, place, template, choice) | {"is_sent": choice is not None}
    context |= {
        "names": {c: n for group in sources(template).values() for c, n in group.items()}
        | labels.SINGLE_SOURCES,
        "states": labels.STATES,
        "doubt": labels.doubt,
        "waits": "" if form.retired_at else labels.why_not_filled(form),
        "most": most_megabytes(),
    }
    # A newer version is sent from below the part.
    part = "show.html" if context["newer"] else "_work.html"
    page = render_page("plans/call_form/show.html", f"plans/call_form/{part}", **context)
    return page, status


def _choice(context: dict, place: FillPlace, template: dict, choice: PlaceForm | None) -> dict:
    """The place's form, as kept or as sent, and what would go there."""
    row = context["row"]
    seen = as_kept(row, context["values"].words)
    if choice is None:
        kept = row.options if row else {}
        typed = row or context["form"].place(place.key)  # of one that was withdrawn too
        words = context["values"].words.get(typed.id, "") if typed else ""
        source = row.source if row else ""
        values = {"source": source, "unit": kept.get("unit", ""), "words": words}
        choice = PlaceForm(formdata=None, **values, seen=seen)
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


def as_kept(row: FormPlace | None, words: dict[int, str]) -> str:
    """The fingerprint of what is to go to a place, so that a colleague's choice is seen; nothing
    goes to one that was withdrawn, whose row keeps the words."""
    choice = [row.source, row.options, words.get(row.id, "")] if row and row.source else []
    return fingerprint(canonical(choice))


def _is_whole(choice: PlaceForm) -> bool:
    return choice.source.data in {code for _n, codes in choice.groups({}) for code, _w in codes}
