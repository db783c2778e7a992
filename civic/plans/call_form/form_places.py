"""What goes to a place of a call's form, and what a planner typed for it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.call_forms.place import FillPlace
from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.plans.models import Plan


class FormPlace(Model):
    """What goes to a place of a form: proposed until a planner confirms it.

    key: of the place in the form; None while it is asked where a place of the earlier version is
    now. source, options: see sources.py; an empty source is one that was withdrawn, kept for the
    words that were typed. why, candidates ([key, score]): of match.carry_over.
    """

    __table_args__ = (UniqueConstraint("form_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("call_form.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(12))
    part: Mapped[int]
    place: Mapped[dict] = mapped_column(JSON)  # call_forms.place.FillPlace
    source: Mapped[str] = mapped_column(String(120))
    options: Mapped[dict] = mapped_column(JSON, default=dict)
    why: Mapped[str] = mapped_column(String(12), default="")
    candidates: Mapped[list] = mapped_column(JSON, default=list)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    confirmed_by: Mapped[Person | None] = relationship()

    @property
    def as_place(self) -> FillPlace:
        return FillPlace.from_json(self.place)

    def confirm(self, planner: Person) -> None:
        self.confirmed_by_id, self.confirmed_at = planner.id, now()

    def withdraw(self) -> None:
        """Nothing goes there any more; what was typed, of any round, comes back when it is chosen
        again."""
        if not FormText.rounds_of(self):
            self.drop()
            return
        self.source, self.options = "", {}
        self.confirmed_by_id = self.confirmed_at = None

    def drop(self) -> None:
        """Nothing goes there, and nothing is proposed any more."""
        db.session.execute(db.delete(FormText).filter_by(place_id=self.id))
        db.session.delete(self)
        db.session.flush()


class FormText(Model):
    """What a planner typed for a place, for one plan."""

    place_id: Mapped[int] = mapped_column(ForeignKey("form_place.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def write(cls, place: FormPlace, plan: Plan, planner: Person, words: str) -> None:
        """Under the form's lock."""
        key = {"place_id": place.id, "plan_id": plan.id}
        insert_once(cls, **key, words="", written_by_id=planner.id)
        row = db.session.get_one(cls, tuple(key.values()))
        row.words, row.written_by_id, row.written_at = words, planner.id, now()

    @classmethod
    def rounds_of(cls, place: FormPlace) -> int:
        """How many plans have words of their own for a place."""
        query = db.select(db.func.count()).where(cls.place_id == place.id, cls.words != "")
        return db.session.scalar(query) or 0

    @classmethod
    def of(cls, form_id: int, plan: Plan | None) -> dict[int, str]:
        """id of a place → what was typed for this plan."""
        if plan is None or plan.id is None:
            return {}
        query = db.select(cls.place_id, cls.words).join(FormPlace)
        query = query.where(FormPlace.form_id == form_id, cls.plan_id == plan.id)
        return dict(db.session.execute(query).all())


def move_words(row: FormPlace, to: FormPlace) -> None:
    """What was typed for a place, by every plan, is of its new row, in place of what it had: a
    version of the form that comes back has words of its own, which are older."""
    db.session.execute(db.delete(FormText).filter_by(place_id=to.id))
    for text in db.session.scalars(db.select(FormText).filter_by(place_id=row.id)).all():
        values = {"words": text.words, "written_by_id": text.written_by_id}
        values["written_at"] = text.written_at
        insert_once(FormText, place_id=to.id, plan_id=text.plan_id, **values)
