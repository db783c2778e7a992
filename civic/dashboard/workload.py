"""What waits in the departments: reports each was given, by what they wait for. As the desk lists
them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, case, func, select

from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import db
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.rounds.models import Round
from civic.triage.departments.models import Assignment, Department
from civic.triage.matching import CONDITIONS


@dataclass
class Load:
    """given: all it has. statuses: of UNANSWERED → how many. late: past the day they are due."""

    given: int = 0
    late: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def add(self, row) -> None:
        """A row of _given."""
        self.late += row.late
        self.given += row.number
        if row.status in UNANSWERED:
            self.statuses[row.status] += row.number

    @property
    def waiting(self) -> int:
        return self.statuses.total()

    @property
    def waits(self) -> list[int]:
        """How many of each of UNANSWERED, in its order."""
        return [self.statuses[status] for status in UNANSWERED]


@dataclass
class DepartmentLoad:
    """department None: nobody was given them. officers: name → what each has, most first."""

    department: Department | None
    whole: Load = field(default_factory=Load)
    officers: defaultdict[str, Load] = field(default_factory=lambda: defaultdict(Load))


def workload_of(round: Round) -> tuple[Load, list[DepartmentLoad]]:
    """Of everybody, and of each department that has any, most waiting first; nobody's last."""
    departments = {each.id: each for each in Department.of(round.municipality, ended=True)}
    total, loads = Load(), dict[int | None, DepartmentLoad]()
    values = DashboardFilters().values(round)
    for row in db.session.execute(_given(), values):
        if row.department_id not in loads:
            loads[row.department_id] = DepartmentLoad(departments.get(row.department_id))
        load = loads[row.department_id]
        total.add(row)
        load.whole.add(row)
        if row.officer:
            load.officers[row.officer].add(row)
    return total, sorted(loads.values(), key=_most_waiting)


def _most_waiting(load: DepartmentLoad) -> tuple:
    name = load.department.name if load.department else ""
    return load.department is None, -load.whole.waiting, name


@cache
def _given() -> Select:
    """(department, officer, status, number, those late by the desk's own condition)."""
    kinds = (Assignment.department_id, Assignment.officer, Issue.status)
    late = func.sum(case((CONDITIONS["late"], 1), else_=0)).label("late")
    rows = select(*kinds, func.count().label("number"), late)
    rows = rows.select_from(Issue).outerjoin(Assignment, Assignment.issue_id == Issue.id)
    return narrowed(rows, ()).group_by(*kinds)
