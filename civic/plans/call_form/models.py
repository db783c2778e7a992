"""A call's form as a city uploaded it, and what of the plan goes to its places.

Form and places are kept with the call, by city: every round of the city's for this call uses
them, and another city takes a copy. What a planner types for a place is the plan's.
"""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Select, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.call_forms.place import READING, FillPlace
from civic.call_forms.refusals import FormRefused
from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now
from civic.documents.canonical import unpack
from civic.people.models import Person
from civic.places.models import Municipality
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.form_places import FormPlace, move_words
from civic.plans.call_form.proposals import proposal, same_columns
from civic.plans.call_form.rules import fits, offered
from civic.rounds.models import Round


class KnownForm(Exception):
    """The city has this very file for this call."""


class FormRetired(Exception):
    """A newer version took the form's place, or it was put away."""


class CallForm(Model):
    """The file of a ministry's form, as a city uploaded it for a call. Never changed but for
    being put away."""

    __table_args__ = (UniqueConstraint("call_id", "municipality_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(5))  # hwp, hwpx or docx
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    counts: Mapped[dict] = mapped_column(JSON)  # paragraphs, tables, places; offered: of those
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("call_form.id"))

    municipality: Mapped[Municipality] = relationship()
    uploaded_by: Mapped[Person] = relationship()
    parts: Mapped[list["FormPart"]] = relationship(order_by="FormPart.number")

    @classmethod
    def keep(cls, round: Round, planner: Person, name: str, content: bytes, read: dict):
        """Keep a form that was read (call_forms/apart), with what its labels propose.

        One that was put away comes back as it was. Raises: KnownForm.
        """
        key: dict[str, Any] = {"call_id": round.call_id, "municipality_id": round.municipality_id}
        key |= {"sha256": hashlib.sha256(content).hexdigest()}
        counts = read["counts"] | {"offered": sum(map(_offered, read["parts"]))}
        values = {"name": name[-200:], "origin": read["origin"], "content": content}
        by = {"uploaded_by_id": planner.id, "uploaded_at": now(), "counts": counts}
        is_new = insert_once(cls, **key, **values, **by)
        form = db.session.scalars(db.select(cls).filter_by(**key)).one()
        if not is_new:
            return form.revive()
        form.put_parts(read)
        for place, number in form.all_places().values():
            form.propose(place, number)
        db.session.flush()
        return form

    def put_parts(self, read: dict) -> None:
        """What was read of its file, in place of what was there."""
        for model in (FormPage, FormPart):
            db.session.execute(db.delete(model).filter_by(form_id=self.id))
        FormPage.keep(self.id, read.get("pages", ()))
        for number, part in enumerate(read["parts"], 1):
            about = {"number": number, "title": part["title"], "content": part["content"]}
            db.session.add(FormPart(form_id=self.id, **about))
        self.counts = read["counts"] | {"offered": sum(map(_offered, read["parts"]))}
        db.session.flush()
        db.session.expire(self, ["parts"])

    def propose(self, place: FillPlace, part: int) -> None:
        proposed = proposal(place)
        if proposed is not None:
            source, options = proposed
            row = FormPlace(form_id=self.id, key=place.key, part=part, place=place.to_json())
            row.source, row.options = source, options
            db.session.add(row)

    @classmethod
    def current(cls, round: Round) -> "Select[CallForm]":
        """The forms in use for a round's call, of every city."""
        query = db.select(cls).where(cls.call_id == round.call_id, cls.retired_at.is_(None))
        return query.order_by(cls.uploaded_at, cls.id)

    def lock(self) -> None:
        """Hold the form, so that its places change one at a time. Raises: FormRetired."""
        hold_row(self)
        if self.retired_at is not None:
            raise FormRetired

    def revive(self) -> "CallForm":
        """In use again. Raises: KnownForm when it never was put away, and could be read."""
        hold_row(self)
        if self.retired_at is None and self.refusal is None:
            raise KnownForm
        self.retired_at = self.replaced_by_id = None
        return self

    def retire(self, by: "CallForm | None" = None) -> None:
        self.lock()
        self.retired_at, self.replaced_by_id = now(), by.id if by else None

    @property
    def reading(self) -> int:
        """By which reading its places are kept; those of before readings were counted, by 1."""
        return self.counts.get("reading", 1)

    @property
    def is_read_by_older(self) -> bool:
        return self.reading < READING

    @property
    def refusal(self) -> FormRefused | None:
        """Why this program can't read the file again that an earlier one took."""
        refused = self.counts.get("refused")
        return FormRefused(*refused) if refused else None

    def part(self, number: int) -> dict[str, Any] | None:
        """title, blocks and places of a part."""
        query = db.select(FormPart.content).filter_by(form_id=self.id, number=number)
        packed = db.session.scalar(query)
        return unpack(packed) if packed is not None else None

    def all_places(self) -> dict[str, tuple[FillPlace, int]]:
        """Every place by its key, with its part."""
        return {
            key: (FillPlace.from_json(place), part.number)
            for part in self.parts
            for key, place in unpack(part.content)["places"].items()
        }

    def places(self, *conditions) -> list[FormPlace]:
        """Those that something goes to, or is proposed for or asked about."""
        query = db.select(FormPlace).where(FormPlace.form_id == self.id, FormPlace.source != "")
        query = query.where(*conditions)
        return list(db.session.scalars(query.order_by(FormPlace.part, FormPlace.id)))

    def confirmed(self) -> list[FormPlace]:
        return self.places(FormPlace.confirmed_at.is_not(None), FormPlace.key.is_not(None))

    def to_carry(self) -> list[FormPlace]:
        """What a newer version takes over: all that was confirmed, also what is still asked."""
        is_kept = FormPlace.confirmed_at.is_not(None) | FormPlace.key.is_(None)
        return self.places(is_kept)

    def place(self, key: str | None) -> FormPlace | None:
        return db.session.scalar(db.select(FormPlace).filter_by(form_id=self.id, key=key))

    def choose(
        self, place: FillPlace, part: int, planner: Person, source: str, options: dict
    ) -> None:
        """Say what goes to a place; that is its confirmation. Raises: FormRetired."""
        self.lock()
        insert_once(
            FormPlace, form_id=self.id, key=place.key, part=part, place=place.to_json(), source=""
        )
        row = self.place(place.key)
        assert row is not None  # just inserted, or there before
        row.source, row.options = source, options
        row.confirm(planner)

    def confirm(self, keys: list[str], planner: Person) -> int:
        """Confirm the proposals of these places; how many. Raises: FormRetired."""
        self.lock()
        proposed = self.places(FormPlace.confirmed_at.is_(None), FormPlace.key.in_(keys))
        for row in proposed:
            row.confirm(planner)
        return len(proposed)

    def carry(self, earlier: "CallForm", kept: list[FormPlace], carried: list[dict]) -> None:
        """Take over the places of an earlier version, each confirmed as it was; those in doubt
        are asked. kept, carried: the same order."""
        earlier.lock()
        here = self.all_places()
        for row in self.places(FormPlace.key.is_(None)):
            row.drop()  # asked when this version was in use before; the earlier one knows more
        known = {row.id for row in kept}
        late = [row for row in earlier.to_carry() if row.id not in known]
        kept, carried = [*kept, *late], [*carried, *map(_unread, late)]
        for row, answer in zip(kept, carried, strict=True):
            if answer["found"] in here:
                place, part = here[answer["found"]]
                self._carry_one(row, place, part)
                continue
            asked = FormPlace(form_id=self.id, key=None, part=0, place=row.place)
            asked.source, asked.options = row.source, row.options
            asked.why, asked.candidates = answer["why"], answer["candidates"]
            db.session.add(asked)
            db.session.flush()
            move_words(row, asked)
        earlier.retire(self)

    def _carry_one(self, row: FormPlace, place: FillPlace, part: int) -> None:
        mine = self.place(place.key) or FormPlace(form_id=self.id, key=place.key, part=part)
        mine.place, mine.source, mine.options = place.to_json(), row.source, row.options
        mine.confirmed_by_id, mine.confirmed_at = row.confirmed_by_id, row.confirmed_at
        db.session.add(mine)
        db.session.flush()
        move_words(row, mine)

    def settle(self, asked: FormPlace, key: str, planner: Person) -> bool:
        """Say where a place of the earlier version is now; False when there is no such place, or
        nothing of this kind may go there."""
        self.lock()
        place_and_part = self.all_places().get(key)
        if place_and_part is None:
            return False
        place, part = place_and_part
        if not fits(place.kind, asked.source):
            return False
        options = same_columns(asked.as_place, asked.source, asked.options, place)
        self.choose(place, part, planner, asked.source, options)
        mine = self.place(key)
        assert mine is not None
        move_words(asked, mine)
        asked.drop()
        return True

    def copy_to(self, round: Round, planner: Person) -> "CallForm":
        """The form for another city: the same file, its places proposed anew to be confirmed.

        Raises: KnownForm.
        """
        parts = [{"title": part.title, "content": part.content} for part in self.parts]
        read = {"origin": self.origin, "counts": self.counts, "parts": parts}
        read["pages"] = FormPage.of(self.id)
        mine = CallForm.keep(round, planner, self.name, self.content, read)
        for row in self.confirmed():
            copied = mine.place(row.key) or FormPlace(form_id=mine.id, key=row.key, part=row.part)
            if copied.confirmed_at is not None:
                continue  # the city had put the form away: what it confirmed itself stays
            copied.place, copied.source, copied.options = row.place, row.source, row.options
            db.session.add(copied)
        db.session.flush()
        return mine


def _unread(row: FormPlace) -> dict[str, Any]:
    """Of a place confirmed while the newer version was read: there by its key, or asked."""
    return {"found": row.key, "candidates": [], "why": "gone"}


def _offered(part: dict) -> int:
    return len(offered(unpack(part["content"])["places"]))


class FormPart(Model):
    """A part of a form as call_forms/layout.py makes it."""

    form_id: Mapped[int] = mapped_column(ForeignKey("call_form.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # zlib of JSON
