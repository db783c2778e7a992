"""How long the city took to answer: from the report to its first decision that stands.

Answered is what the home and the queue call so: a status beyond UNANSWERED. Imported complaints
were answered, or not, before they came here, and are not in these figures.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from civic.dashboard.days import median
from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import days_in_seoul, db
from civic.issues.labels import STATUSES
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.issues.status import StatusChange
from civic.rounds.models import Round
from civic.triage.departments.models import Assignment

DECIDED = tuple(code for code in STATUSES if code not in UNANSWERED)


@dataclass
class AnswerTimes:
    """answered: of them, days → how many; those whose day is not known are in answered alone.
    promised: answered ones with a day they were promised by; kept: those of them in time."""

    answered: int = 0
    promised: int = 0
    kept: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def median(self) -> float | None:
        return median(self.days)

    @property
    def longest(self) -> int | None:
        return max(self.days, default=None)

    @property
    def kept_percent(self) -> float | None:
        return 100 * self.kept / self.promised if self.promised else None

    def add(self, row) -> None:
        """A row of _answered."""
        self.answered += row.number
        if row.days is None:
            return
        self.days[max(row.days, 0)] += row.number
        if row.promised_days is not None:
            self.promised += row.number
            self.kept += row.number if row.days <= row.promised_days else 0


@dataclass(frozen=True)
class Answers:
    """departments: id → of the reports it was given; None: of those nobody was. waiting: reports
    without an answer."""

    total: AnswerTimes
    departments: dict[int | None, AnswerTimes]
    waiting: int


def answers_of(round: Round, filters: DashboardFilters) -> Answers:
    total = AnswerTimes()
    departments: defaultdict[int | None, AnswerTimes] = defaultdict(AnswerTimes)
    values = filters.values(round)
    for row in db.session.execute(_answered(filters.names), values):
        total.add(row)
        departments[row.department_id].add(row)
    waiting = db.session.scalar(_waiting(filters.names), values) or 0
    return Answers(total, dict(departments), waiting)


@cache
def _answered(names: tuple[str, ...]) -> Select:
    """(department, days, promised_days, number)."""
    rows = select(
        Assignment.department_id,
        days_in_seoul(Issue.created_at, _first_decision()).label("days"),
        days_in_seoul(Issue.created_at, Assignment.due_on).label("promised_days"),
        func.count().label("number"),
    )
    rows = rows.select_from(Issue).outerjoin(Assignment, Assignment.issue_id == Issue.id)
    here = (Issue.status.in_(DECIDED), Issue.import_id.is_(None))
    return narrowed(rows.where(*here), names).group_by("department_id", "days", "promised_days")


@cache
def _waiting(names: tuple[str, ...]) -> Select:
    here = (Issue.status.in_(UNANSWERED), Issue.import_id.is_(None))
    return narrowed(select(func.count()).select_from(Issue).where(*here), names)


def _first_decision():
    """When the first step was taken that answers and was not taken back."""
    back = aliased(StatusChange)
    taken_back = select(back.takes_back_id).where(back.takes_back_id.is_not(None))
    steps = select(func.min(StatusChange.created_at)).where(StatusChange.issue_id == Issue.id)
    answers = (StatusChange.status.in_(DECIDED), StatusChange.takes_back_id.is_(None))
    return steps.where(*answers, StatusChange.id.not_in(taken_back)).scalar_subquery()
