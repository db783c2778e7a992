"""FollowUp: how participation goes on in a round's plan, in rows that are saved together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, insert_once, now
from civic.people.models import Person
from civic.plans.follow_up.rules import BACK, CELL, HOST, TITLE, WHAT, WHEN
from civic.rounds.models import Round
from civic.solutions.project_plan.rules import SavedMeanwhile


class FollowUpActivity(Model):
    """What is done with residents. kind: of rules.KINDS. people: how many, None where not said.
    way_back: how what comes of it is told to residents."""

    __table_args__ = (UniqueConstraint("follow_up_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(WHAT), default="")
    timing: Mapped[str] = mapped_column(String(WHEN))
    host: Mapped[str] = mapped_column(String(HOST))
    people: Mapped[int | None]
    way_back: Mapped[str] = mapped_column(String(BACK), default="")


class YearlyTarget(Model):
    """What an indicator is to reach in a year: 1 is the first of building."""

    __table_args__ = (UniqueConstraint("follow_up_id", "indicator_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    year: Mapped[int]
    value: Mapped[float]


class IndicatorNote(Model):
    """A cell of a column of the planner's own."""

    __table_args__ = (UniqueConstraint("column_id", "indicator_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    column_id: Mapped[int] = mapped_column(ForeignKey("indicator_column.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    words: Mapped[str] = mapped_column(String(CELL))


class IndicatorColumn(Model):
    """A column that a planner adds to the table of indicators."""

    __table_args__ = (UniqueConstraint("follow_up_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE))

    notes: Mapped[list[IndicatorNote]] = relationship(
        order_by=IndicatorNote.indicator_id, cascade="all, delete-orphan"
    )


class FollowUp(Model):
    """One of each round. revision: how often it was saved."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    saved_by: Mapped[Person | None] = relationship()
    activities: Mapped[list[FollowUpActivity]] = relationship(
        order_by=FollowUpActivity.position, cascade="all, delete-orphan"
    )
    yearly: Mapped[list[YearlyTarget]] = relationship(
        order_by=(YearlyTarget.indicator_id, YearlyTarget.year), cascade="all, delete-orphan"
    )
    columns: Mapped[list[IndicatorColumn]] = relationship(
        order_by=IndicatorColumn.position, cascade="all, delete-orphan"
    )

    @classmethod
    def of(cls, round: Round) -> "FollowUp | None":
        return db.session.scalar(db.select(cls).filter_by(round_id=round.id))

    @classmethod
    def save(
        cls,
        round: Round,
        planner: Person | None,
        revision: int,
        *,
        activities: Sequence[Mapping[str, Any]] = (),
        yearly: Mapping[int, Sequence[float]] | None = None,
        columns: Sequence[tuple[str, Mapping[int, str]]] = (),
    ) -> "FollowUp":
        """What the office says now, in place of what it said.

        activities: the columns of their rows, in order. yearly: the values of the years by the
        indicator's id. columns: title and cells by the indicator's id, in order.
        Raises: SavedMeanwhile unless revision is that of the form's opening.
        """
        insert_once(cls, round_id=round.id)
        saved = db.session.scalars(db.select(cls).filter_by(round_id=round.id)).one()
        hold(cls, [saved.id])
        if saved.revision != revision:
            raise SavedMeanwhile
        saved.activities, saved.yearly, saved.columns = [], [], []
        db.session.flush()  # the places of the old rows are free before the new ones come
        saved.activities = [
            FollowUpActivity(position=n, **row) for n, row in enumerate(activities, 1)
        ]
        saved.yearly = [
            YearlyTarget(indicator_id=id, year=year, value=value)
            for id, values in (yearly or {}).items()
            for year, value in enumerate(values, 1)
        ]
        saved.columns = [_column(n, *column) for n, column in enumerate(columns, 1)]
        saved.revision, saved.saved_by, saved.saved_at = revision + 1, planner, now()
        db.session.flush()
        return saved

    def years_of(self, indicator_id: int) -> list[float]:
        """The values of an indicator's years, in order."""
        return [row.value for row in self.yearly if row.indicator_id == indicator_id]


def _column(position: int, title: str, cells: Mapping[int, str]) -> IndicatorColumn:
    notes = [IndicatorNote(indicator_id=id, words=words) for id, words in cells.items() if words]
    return IndicatorColumn(position=position, title=title, notes=notes)
