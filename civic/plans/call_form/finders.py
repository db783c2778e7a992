"""Which form a request is about, and what the page about its places shows."""

from typing import Any

from flask import abort, g, request

from civic.call_forms.place import FillPlace
from civic.db import db
from civic.plans.call_form.chosen import chosen_of, source_of
from civic.plans.call_form.drawing import can_draw
from civic.plans.call_form.filling import Chosen, Content, FillSource
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.labels import STATES
from civic.plans.call_form.models import CallForm
from civic.plans.call_form.rules import LEAVE, fits, offered
from civic.plans.models import Plan
from civic.plans.snapshots.documents import concealed_in
from civic.web.paging import Page, page_number
from civic.web.row_numbers import LARGEST

PAGE = 40
PAGES = "pages"  # in an address: the form seen as pictures of its pages
CONDITIONS = {
    "confirmed": (FormPlace.confirmed_at.is_not(None), FormPlace.key.is_not(None)),
    "proposed": (
        FormPlace.confirmed_at.is_(None),
        FormPlace.key.is_not(None),
        FormPlace.source != "remove",
    ),
    "guide": (FormPlace.source == "remove", FormPlace.key.is_not(None)),
    "asked": (FormPlace.key.is_(None),),
}


def find_form(form_id: int) -> CallForm:
    """A form of this city for this round's call; of every version."""
    mine = {"call_id": g.round.call_id, "municipality_id": g.round.municipality_id}
    return db.first_or_404(db.select(CallForm).filter_by(id=form_id, **mine))


def find_place(form: CallForm, part: int, key: str) -> FillPlace:
    content = form.part(part)
    if content is None or key not in content["places"]:
        abort(404)
    return FillPlace.from_json(content["places"][key])


def counts_of(form: CallForm) -> dict[str, int]:
    """How many places are in each state; open are those of the whole form that nobody chose for."""
    here = FormPlace.form_id == form.id, FormPlace.source != ""
    query = db.select(db.func.count(FormPlace.id)).where(*here)
    counts = {
        state: db.session.scalar(query.where(*conditions)) or 0
        for state, conditions in CONDITIONS.items()
    }
    asked = offered({str(row.key): row.place for row in form.places(FormPlace.key.is_not(None))})
    return {"open": max(0, form.counts["offered"] - len(asked)), **counts}


class Values:
    """What the plan's latest snapshot has for places; nothing before there is one, or while it
    holds words of what was hidden since."""

    def __init__(self, form: CallForm):
        plan = Plan.of(g.round)
        self.snapshot = plan.snapshot() if plan else None
        self.words = FormText.of(form.id, plan)
        self.hidden = bool(self.snapshot and concealed_in(self.snapshot))
        self.source: FillSource | None = None
        if self.snapshot is not None and not self.hidden:
            self.source = source_of(self.snapshot)

    def figures(self) -> dict[str, str]:
        """Code of a name or a figure → what it says now."""
        return self.source.figures() if self.source else {}

    def of(self, row: FormPlace) -> Content | None:
        return self.of_chosen(chosen_of(row, self.words))

    def of_chosen(self, chosen: Chosen) -> Content | None:
        if self.source is None or chosen.source in ("", LEAVE):
            return None
        return self.source.content(chosen)


def listed(form: CallForm, state: str, part: dict, number: int) -> Page:
    """The places of a state on a page: those open of this part, others of the whole form."""
    if state != "open":
        rows = form.places(*CONDITIONS[state])
        items = [{"row": row, "place": row.place, "part": row.part} for row in rows]
    else:
        known = {row.key for row in form.places(FormPlace.key.in_(list(part["places"])))}
        items = [
            {"row": None, "place": part["places"][key], "part": number}
            for key in offered(part["places"])
            if key not in known
        ]
    here = page_number()
    return Page(items[(here - 1) * PAGE :][:PAGE], here, PAGE, len(items))


def work_context(form: CallForm, number: int, place: FillPlace | None = None) -> dict:
    """What _work.html shows: the part as drawn, the places of a state, and the one chosen."""
    seen = _sheets(form, place)
    if place is None and seen["sheet"] and seen["sheet"].spots:
        number = next(iter(seen["sheet"].spots.values()))[0]  # the part that the page shows
    part = form.part(number) if 0 <= number <= LARGEST else None
    if part is None:
        abort(404)
    state = request.args.get("state", "")
    counts = counts_of(form)
    if state not in STATES or (state == "asked" and not counts["asked"]):
        state = "asked" if counts["asked"] else "proposed" if counts["proposed"] else "open"
    rows = {row.key: row for row in form.places(FormPlace.key.in_(list(part["places"])))}
    values = Values(form)
    return {
        "form": form,
        "part": part,
        "number": number,
        "state": state,
        "counts": counts,
        "rows": rows,
        "values": values,
        "place": place,
        "row": rows.get(place.key) if place else None,
        "page": listed(form, state, part, number),
        "candidates": _candidates(form) if state == "asked" else {},
        "asked_here": _asked_for(form, place) if place and counts["asked"] else [],
        "following": _following(part, rows, place) if place else None,
        **seen,
    }


def seen_as() -> dict[str, Any]:
    """What of the address keeps the form as pictures of its pages, where it is seen so."""
    return {"view": PAGES} if request.args.get("view") == PAGES else {}


def _sheets(form: CallForm, place: FillPlace | None) -> dict:
    """sheets: how many pages were drawn; sheet: the one that is shown, if the form is seen so;
    spot_states: of the places on it."""
    count, seen = FormPage.count(form.id), seen_as()
    shown = {"sheets": count, "sheet": None, "seen_as": seen if count else {}}
    if not (count and seen):
        drawable = can_draw() and form.origin != "docx" and form.retired_at is None
        return shown | {"can_draw": drawable}
    asked = request.args.get("sheet", 0, int)
    number = FormPage.number_with(form.id, place.key) if place and not asked else asked
    sheet = FormPage.find(form.id, min(max(number or 1, 1), count))
    assert sheet is not None  # pages are numbered from 1 on
    on_it = form.places(FormPlace.key.in_(list(sheet.spots)))
    states = {row.key: "done" if row.confirmed_at else "proposed" for row in on_it}
    return shown | {"sheet": sheet, "spot_states": states}


def _candidates(form: CallForm) -> dict[int, list[tuple[FillPlace, int, FormPlace | None]]]:
    """id of an asked place → the likeliest places of this version, with the part of each and what
    goes there already."""
    asked = form.places(*CONDITIONS["asked"])
    known = form.all_places() if asked else {}
    taken = {row.key: row for row in form.places(FormPlace.confirmed_at.is_not(None))}
    return {
        row.id: [
            (*known[key], taken.get(key))
            for key, _score in row.candidates
            if key in known and fits(known[key][0].kind, row.source)
        ]
        for row in asked
    }


def _asked_for(form: CallForm, place: FillPlace) -> list[FormPlace]:
    """Places of an earlier version that were not found and may be this one."""
    asked = form.places(*CONDITIONS["asked"])
    return [row for row in asked if fits(place.kind, row.source)]


def _following(part: dict, rows: dict, place: FillPlace) -> str | None:
    """The next place of the part that is not confirmed."""
    every = list(part["places"])
    behind = every[every.index(place.key) + 1 :]
    asked = set(offered(part["places"]))
    done = {key for key, row in rows.items() if row.confirmed_at}
    return next((key for key in behind if key in asked - done), None)
