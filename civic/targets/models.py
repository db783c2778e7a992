"""Indicator, residents' preferences, and the target they set."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.solutions.models import Solution


class Indicator(db.Model):
    """성과지표 of a solution: what is measured, how, and its value now."""

    __table_args__ = (UniqueConstraint("solution_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    name: Mapped[str] = mapped_column(String(80))  # 성과지표
    goal: Mapped[str] = mapped_column(String(120), default="")  # 성과목표, in words
    unit: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(4))  # down | up
    baseline: Mapped[float | None]
    baseline_year: Mapped[int | None]
    baseline_source: Mapped[str] = mapped_column(String(200), default="")
    lowest: Mapped[float]  # sensible bounds for a preference
    highest: Mapped[float]
    target_year: Mapped[int | None]
    formula: Mapped[str] = mapped_column(String(300), default="")  # 산출식
    method: Mapped[str] = mapped_column(String(300), default="")  # 측정방법
    data_source: Mapped[str] = mapped_column(String(200), default="")  # 자료출처
    rationale: Mapped[str] = mapped_column(String(300), default="")  # 설정근거
    weight_percent: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    solution: Mapped[Solution] = relationship()


class Preference(db.Model):
    """희망 목표값: one resident's wish, changeable while the phase is open."""

    __table_args__ = (UniqueConstraint("indicator_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    value: Mapped[float]
    reason: Mapped[str] = mapped_column(String(300), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
