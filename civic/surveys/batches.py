"""SurveyBatch: sheets of paper from one place, as one planner typed them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db
from civic.people.two_person import TwoPerson
from civic.places.models import District


class SurveyBatch(TwoPerson, Model):
    """sheets: of each sheet {question id as text: numbers or words}, in the order of the pile. Its
    answers are counted once a second planner has typed the same numbers (paper/confirming.py)."""

    __table_args__ = (UniqueConstraint("entered_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    place: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    sheets: Mapped[list] = mapped_column(JSON)
    request_key: Mapped[str] = mapped_column(String(64))

    district: Mapped[District | None] = relationship()

    @classmethod
    def held_of(cls, survey_id: int) -> Sequence["SurveyBatch"]:
        """Those that were not dropped, in the order they were typed."""
        mine = select(cls).filter_by(survey_id=survey_id, dropped_at=None)
        return db.session.scalars(mine.order_by(cls.id)).all()

    @classmethod
    def waiting_in(cls, survey_id: int) -> int:
        """How many wait for a second planner."""
        mine = select(func.count()).select_from(cls).where(cls.survey_id == survey_id)
        return db.session.scalars(mine.where(*cls.waits())).one()
