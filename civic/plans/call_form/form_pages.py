"""A page of a call's form as a picture, with where its places stand on it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db


class FormPage(Model):
    """As call_forms/pages draws it; a form has none where it could not be drawn."""

    form_id: Mapped[int] = mapped_column(ForeignKey("call_form.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[float]
    height: Mapped[float]
    picture: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # zlib of SVG
    # key of a place → part, label, x, y, width, height
    spots: Mapped[dict[str, list[Any]]] = mapped_column(JSON)

    @classmethod
    def keep(cls, form_id: int, drawn: Iterable[Any]) -> None:
        """drawn: DrawnPage of call_forms, or rows of another form."""
        for number, page in enumerate(drawn, 1):
            sides = {"width": page.width, "height": page.height}
            row = cls(form_id=form_id, number=number, **sides)
            row.picture, row.spots = page.picture, page.spots
            db.session.add(row)

    @classmethod
    def of(cls, form_id: int) -> list["FormPage"]:
        query = db.select(cls).filter_by(form_id=form_id).order_by(cls.number)
        return list(db.session.scalars(query))

    @classmethod
    def count(cls, form_id: int) -> int:
        query = db.select(db.func.count(cls.number)).filter_by(form_id=form_id)
        return db.session.scalar(query) or 0

    @classmethod
    def find(cls, form_id: int, number: int) -> "FormPage | None":
        return db.session.scalar(db.select(cls).filter_by(form_id=form_id, number=number))

    @classmethod
    def number_with(cls, form_id: int, key: str) -> int | None:
        """The page on which a place stands; None when that is not known."""
        query = db.select(cls.number, cls.spots).filter_by(form_id=form_id).order_by(cls.number)
        return next((number for number, spots in db.session.execute(query) if key in spots), None)
