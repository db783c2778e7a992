"""An uploaded form: read in a process of its own with no lock held, then kept."""

from pathlib import PurePath
from typing import Any

from flask import current_app

from civic.call_forms.apart.asking import read_apart
from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import MAX_BYTES
from civic.db import db
from civic.people.models import Person
from civic.plans.call_form.drawing import drawn_pages
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.models import CallForm
from civic.plans.call_form.reading_again import take_reading
from civic.rounds.models import Round
from civic.text import one_line


def most_megabytes() -> int:
    """The largest form a planner can send: what a request may hold, or what is read."""
    return min(current_app.config["MAX_UPLOAD_BYTES"], MAX_BYTES) // 1_000_000


def read_upload(file: Any, kept: list[FillPlace] | None = None) -> tuple[str, bytes, dict]:
    """The name, the content and what was read of it. Raises: FormRefused."""
    name = one_line(PurePath((file.filename or "").replace("\\", "/")).name)[-200:]
    content = file.read(MAX_BYTES + 1)
    read = read_apart(content, name, kept)
    parts = [part["content"] for part in read["parts"]]
    return name, content, read | {"pages": drawn_pages(content, parts)}


def upload(
    round: Round,
    planner: Person,
    name: str,
    content: bytes,
    read: dict,
    earlier: CallForm | None = None,
    kept: list[int] | None = None,
) -> CallForm:
    """Keep a form; as a newer version of an earlier one, with the places carried over.

    Raises: KnownForm, FormRetired.
    """
    form = CallForm.keep(round, planner, name, content, read)
    if form.is_read_by_older or form.refusal:  # put away, and comes back; or can be read again
        take_reading(form, read, {})
    if earlier is not None and earlier is not form:
        kept_rows = db.session.scalars(
            db.select(FormPlace).where(FormPlace.id.in_(kept or []))
        ).all()
        rows = {row.id: row for row in kept_rows}
        pairs = zip(kept or [], read["carried"], strict=True)
        here = [(rows[id], answer) for id, answer in pairs if id in rows]
        form.carry(earlier, [row for row, _told in here], [answer for _row, answer in here])
    return form
