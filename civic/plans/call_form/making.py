"""A form filled for good: as long work, in a process of its own, proved before it is kept."""

import json

from civic.call_forms.apart.asking import fill_apart
from civic.call_forms.labels import about_change, about_form, about_value
from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused
from civic.documents.canonical import pack
from civic.long_work.doing import RecordProgress
from civic.long_work.rows import RefusedInWords
from civic.people.models import Person
from civic.plans.call_form.chosen import filling, opened_source_of
from civic.plans.call_form.filling import drawn, mapping
from civic.plans.call_form.labels import why_not_filled
from civic.plans.call_form.models import CallForm
from civic.plans.models import Snapshot


class NotFilled(RefusedInWords):
    """No file was made; why, in a sentence for the planner."""


def make_filled(
    form: CallForm,
    snapshot: Snapshot,
    format: str,
    planner: Person | None,
    record: RecordProgress,
    may_break: bool = False,
) -> dict:
    """What FilledForm.keep takes. Raises: NotFilled, WordsHidden."""
    if why := why_not_filled(form):
        raise NotFilled(why)
    record(5, "gather")
    now = filling(form, snapshot, opened_source_of(snapshot))
    record(20, "draw")
    values = {one.place.key: drawn(content.value) for one, content in now.pairs}
    record(40, "fill")
    try:
        filled = fill_apart(form.content, form.name, values, format, may_break)
    except FormRefused as wrong:
        raise NotFilled(about_form(wrong)) from wrong
    except ValueRefused as wrong:
        labels = {one.place.key: one.place.label for one, _content in now.pairs}
        named = ValueRefused(wrong.code, labels.get(wrong.place, wrong.place))
        raise NotFilled(about_value(named)) from wrong
    except FormChanged as wrong:
        raise NotFilled(about_change(wrong)) from wrong
    record(95, "freeze")
    about = {"name": form.name, "sha256": form.sha256, "format": format, "may_break": may_break}
    source = about | mapping(now.pairs)
    return {
        "made_of": now.made_of,
        "content": filled.data,
        "mapping": packed(source),
        "receipt": packed(filled.receipt | {"changed": _shown(filled.receipt, now.pairs)}),
        "made_by_id": planner and planner.id,
    }


def _shown(receipt: dict, pairs: list) -> list[dict]:
    """The changes of a receipt, what is new told as on the preview: a row a line."""
    shown = {one.place.key: content.shown for one, content in pairs}
    return [change | {"new": shown[change["key"]]} for change in receipt["changed"]]


def packed(value: dict) -> bytes:
    return pack(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())
