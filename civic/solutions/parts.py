"""What a solution is made of besides its words: its issues, its districts, its build steps."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model
from civic.issues.own import builds_on_issues


class SolutionIssue(Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)


class SolutionDistrict(Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)


class BuildStep(Model):
    """A step of building: months counted from the start of the build year, 1 to 12 and on."""

    __table_args__ = (UniqueConstraint("solution_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    month_from: Mapped[int]
    month_to: Mapped[int]
    detail: Mapped[str] = mapped_column(String(300), default="")


builds_on_issues(SolutionIssue.issue_id)
