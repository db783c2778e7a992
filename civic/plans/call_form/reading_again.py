"""A form kept by an older reading of the program, read again from its file: what was confirmed
stays where it is the same element for sure; the rest is asked."""

import logging

from civic.call_forms.apart.asking import read_apart
from civic.call_forms.match import same_places
from civic.call_forms.place import READING, FillPlace
from civic.call_forms.refusals import FormRefused
from civic.db import db, one_moment, writing
from civic.plans.call_form.drawing import drawn_pages
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.models import CallForm, FormRetired

log = logging.getLogger(__name__)
Places = dict[str, FillPlace]


def read_all_again() -> None:
    """Every form in use that an older reading kept, one after the other. Commits."""
    query = db.select(CallForm).where(CallForm.retired_at.is_(None)).order_by(CallForm.id)
    old = [form.id for form in db.session.scalars(query) if form.is_read_by_older]
    for form_id in old:
        read_again(form_id)


def read_again(form_id: int) -> None:
    """Commits. Others may write while it is read."""
    with one_moment():
        form = db.session.get_one(CallForm, form_id)
        content, name = form.content, form.name
        places = [row.as_place for row in form.places(FormPlace.key.is_not(None))]
    read = _read(content, name, places)
    with writing():
        form = db.session.get_one(CallForm, form_id)
        try:
            form.lock()
        except FormRetired:
            db.session.rollback()
            return
        if not form.is_read_by_older:
            pass  # another worker was here first
        elif isinstance(read, FormRefused):
            refused = [read.code, read.detail]
            form.counts = form.counts | {"reading": READING, "refused": refused}
        else:
            pairs = zip(places, read["carried"], strict=True)
            take_reading(form, read, {one.key: carried["candidates"] for one, carried in pairs})
        db.session.commit()


def _read(content: bytes, name: str, places: list[FillPlace]) -> dict | FormRefused:
    """Or why it is not taken any more."""
    try:
        read = read_apart(content, name, places)
    except FormRefused as wrong:
        log.warning("a form that was kept is refused when read again: %s", wrong)
        return wrong
    return read | {"pages": drawn_pages(content, [part["content"] for part in read["parts"]])}


def take_reading(form: CallForm, read: dict, candidates: dict[str, list]) -> None:
    """The new reading in place of the older one, under the form's lock. candidates: by the older
    key of a place, where it may be now."""
    were = [place for place, _part in form.all_places().values()]
    form.put_parts(read)
    here = form.all_places()
    same = same_places(were, [place for place, _part in here.values()])
    rows = db.session.scalars(db.select(FormPlace).filter_by(form_id=form.id)).all()
    keys = {row.id: row.key for row in rows}
    for row in rows:
        row.key = None  # no two rows have one key meanwhile
    db.session.flush()
    for row in rows:
        _move(row, keys[row.id], same, here, candidates)
    known = {place.key for place in same.values()}
    for key, (place, part) in here.items():
        if key not in known:
            form.propose(place, part)
    db.session.flush()


def _move(
    row: FormPlace, key: str | None, same: Places, here: dict, candidates: dict[str, list]
) -> None:
    """Where a row's place is now. What was only proposed is proposed anew or not at all."""
    if key is None:  # asked since an earlier version: its candidates are places of this form
        row.candidates = [[same[k].key, score] for k, score in row.candidates if k in same]
    elif key in same:
        row.key, row.part = same[key].key, here[same[key].key][1]
        row.place = same[key].to_json()
    elif row.confirmed_at is None and row.source:
        row.drop()
    else:
        row.part, row.why, row.candidates = 0, "reading", candidates.get(key, [])
