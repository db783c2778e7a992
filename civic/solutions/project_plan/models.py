"""ProjectPlan: what the office writes about carrying out a solution, in words and in rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from civic.db import Model, UtcDateTime, db, hold, insert_once, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.models import Solution
from civic.solutions.project_plan.rules import SOURCES, WORDS, SavedMeanwhile, total

TEXTS = ("problem", "approach", "site", "operation", "effect")


class ProjectStep(Model):
    """A step of building: months counted from the first month of the project."""

    __table_args__ = (UniqueConstraint("project_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project_plan.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    month_from: Mapped[int]
    month_to: Mapped[int]
    detail: Mapped[str] = mapped_column(String(200), default="")


class CostItem(Model):
    """비목: what money is spent on, and who pays how much of it."""

    __table_args__ = (UniqueConstraint("project_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project_plan.id"))
    position: Mapped[int]
    item: Mapped[str] = mapped_column(String(40))
    basis: Mapped[str] = mapped_column(String(120), default="")  # 산출근거
    national_won: Mapped[int] = mapped_column(BigInteger, default=0)
    province_won: Mapped[int] = mapped_column(BigInteger, default=0)
    city_won: Mapped[int] = mapped_column(BigInteger, default=0)
    private_won: Mapped[int] = mapped_column(BigInteger, default=0)

    def won(self, source: str) -> int:
        """source: of rules.SOURCES."""
        return getattr(self, f"{source}_won")

    @property
    def total_won(self) -> int:
        return total(map(self.won, SOURCES))


class RunningCost(Model):
    """What running it costs in a year after the funded ones: 1 is the first of them."""

    __table_args__ = (UniqueConstraint("project_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project_plan.id"))
    position: Mapped[int]
    year: Mapped[int]
    item: Mapped[str] = mapped_column(String(40))
    payer: Mapped[str] = mapped_column(String(60), default="")
    cost_won: Mapped[int] = mapped_column(BigInteger)


class ProjectCase(Model):
    """A measured result of another city that is printed beside the project."""

    project_id: Mapped[int] = mapped_column(ForeignKey("project_plan.id"), primary_key=True)
    catalogue_id: Mapped[int] = mapped_column(ForeignKey("catalogue_entry.id"), primary_key=True)


Row = ProjectStep | CostItem | RunningCost
ROWS: dict[str, type[Row]] = {"steps": ProjectStep, "costs": CostItem, "running": RunningCost}


class ProjectPlan(Model):
    """One of each solution. revision: how often it was saved. saved_at: None when the first save
    was taken back, so that nothing is written; its revisions go on counting."""

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), unique=True)
    problem: Mapped[str] = mapped_column(String(WORDS), default="")
    approach: Mapped[str] = mapped_column(String(WORDS), default="")
    site: Mapped[str] = mapped_column(String(WORDS), default="")
    operation: Mapped[str] = mapped_column(String(WORDS), default="")
    effect: Mapped[str] = mapped_column(String(WORDS), default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    solution: Mapped[Solution] = relationship()
    saved_by: Mapped[Person | None] = relationship()
    steps: Mapped[list[ProjectStep]] = relationship(
        order_by=ProjectStep.position, cascade="all, delete-orphan"
    )
    costs: Mapped[list[CostItem]] = relationship(
        order_by=CostItem.position, cascade="all, delete-orphan"
    )
    running: Mapped[list[RunningCost]] = relationship(
        order_by=RunningCost.position, cascade="all, delete-orphan"
    )
    cases: Mapped[list[CatalogueEntry]] = relationship(
        secondary="project_case", order_by=CatalogueEntry.key
    )

    @classmethod
    def of(cls, solution: Solution) -> "ProjectPlan | None":
        written = db.select(cls).where(cls.saved_at.is_not(None))
        return db.session.scalar(written.filter_by(solution_id=solution.id))

    @classmethod
    def revision_of(cls, solution: Solution) -> int:
        """How often a plan of it was saved, taken back or not."""
        query = db.select(cls.revision).filter_by(solution_id=solution.id)
        return db.session.scalar(query) or 0

    @classmethod
    def of_round(cls, round: Round) -> dict[int, "ProjectPlan"]:
        """By the id of their solutions."""
        rows = (cls.steps, cls.costs, cls.running, cls.cases)
        written = Solution.round_id == round.id, cls.saved_at.is_not(None)
        query = db.select(cls).join(Solution).where(*written)
        query = query.options(*map(selectinload, rows))
        return {plan.solution_id: plan for plan in db.session.scalars(query)}

    @classmethod
    def save(
        cls,
        solution: Solution,
        planner: Person | None,
        revision: int,
        *,
        cases: Sequence[CatalogueEntry] = (),
        words: Mapping[str, str] | None = None,
        **rows: Sequence[Mapping[str, Any]],
    ) -> "ProjectPlan":
        """What the office says now, in place of what it said.

        words: of TEXTS. rows: steps, costs and running, each the columns of its rows in order.
        Raises: SavedMeanwhile unless revision is that of the form's opening.
        """
        insert_once(cls, solution_id=solution.id)
        plan = db.session.scalars(db.select(cls).filter_by(solution_id=solution.id)).one()
        hold(cls, [plan.id])
        if plan.revision != revision:
            raise SavedMeanwhile
        for name, text in (words or {}).items():
            setattr(plan, name, text)
        for name, kind in ROWS.items():
            setattr(plan, name, [])
            db.session.flush()  # the places of the old rows are free before the new ones come
            new = [kind(position=n, **row) for n, row in enumerate(rows.get(name, ()), 1)]
            setattr(plan, name, new)
        plan.cases = list(cases)
        plan.revision += 1
        plan.saved_by, plan.saved_at = planner, now()
        db.session.flush()
        return plan

    def take_back(self) -> None:
        """Nothing is written any more, as before the first save."""
        self.saved_at = None

    @property
    def cost_won(self) -> int:
        return total(row.total_won for row in self.costs)

    def won(self, source: str) -> int:
        """What a source of rules.SOURCES pays of it."""
        return total(row.won(source) for row in self.costs)
