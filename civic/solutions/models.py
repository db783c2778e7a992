"""Solution, the catalogue of proven ones, build steps and discussion."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.places.models import District
from civic.rounds.models import Round


class CatalogueEntry(db.Model):
    """실증된 솔루션: one measured result of one city, with its source."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(60))
    indicator: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(20), default="")
    direction: Mapped[str] = mapped_column(String(4))  # down | up: which way is better
    before: Mapped[float | None]
    after: Mapped[float | None]
    stated_change: Mapped[str] = mapped_column(String(40), default="")  # as the source words it
    period: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[str] = mapped_column(String(120))
    source_url: Mapped[str] = mapped_column(String(300), default="")
    source_date: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(300), default="")  # disputes and caveats


class Solution(db.Model):
    """해결방안. status: proposed | on_ballot | selected | not_selected."""

    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("proposer_id", "request_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]  # 1, 2, 3 … in the round, in order of proposal: the tie rule's "earlier"
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    request_key: Mapped[str | None] = mapped_column(String(64))
    catalogue_id: Mapped[int | None] = mapped_column(ForeignKey("catalogue_entry.id"))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(20))
    cost_won: Mapped[int] = mapped_column(BigInteger)
    operator: Mapped[str] = mapped_column(
        String(120), default=""
    )  # who runs it after the funded year
    yearly_cost_won: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(12), default="proposed")
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    comments_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    proposer: Mapped[Person | None] = relationship()
    catalogue_entry: Mapped[CatalogueEntry | None] = relationship()
    issues: Mapped[list[Issue]] = relationship(secondary="solution_issue")
    districts: Mapped[list[District]] = relationship(secondary="solution_district")
    steps: Mapped[list["BuildStep"]] = relationship(
        order_by="BuildStep.position", cascade="all, delete-orphan"
    )


class SolutionIssue(db.Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)


class SolutionDistrict(db.Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)


class BuildStep(db.Model):
    """A step of building: months counted from the start of the build year, 1 to 12 and on."""

    __table_args__ = (UniqueConstraint("solution_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    month_from: Mapped[int]
    month_to: Mapped[int]
    detail: Mapped[str] = mapped_column(String(300), default="")


class SolutionComment(db.Model):
    """의견 on a solution, threaded one level like an issue's."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("solution_comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    author: Mapped[Person] = relationship(lazy="joined")
