"""What waits in the departments: reports each was given, by what they wait for. As the desk lists
them."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from sqlalchemy import Select, func, null, select

from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import db
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.rounds.models import Round
from civic.triage.departments.models import Assignment, Department
from civic.triage.matching import matching


@dataclass
class Load:
    """given: all it has. statuses: of UNANSWERED → how many. late: past the day they are due."""

    given: int = 0
    late: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    def add(self, row) -> None:
        """A row of _given or of _late."""
        if row.status is None:
            self.late += row.number
            return
        self.given += row.number
        if row.status in UNANSWERED:
            self.statuses[row.status] += row.number

    @property
    def waiting(self) -> int:
        return self.statuses.total()


@dataclass
class DepartmentLoad:
    """department None: nobody was given them. officers: name → what each has, most first."""

    department: Department | None
    whole: Load = field(default_factory=Load)
    officers: dict[str, Load] = field(default_factory=dict)


def workload_of(round: Round) -> tuple[Load, list[DepartmentLoad]]:
    """Of everybody, and of each department that has any, most waiting first; nobody's last."""
    departments = {each.id: each for each in Department.of(round.municipality, ended=True)}
    total, loads = Load(), dict[int | None, DepartmentLoad]()
    values = DashboardFilters().values(round)
    given, late = (db.session.execute(each(), values) for each in (_given, _late))
    for row in chain(given, late):
        load = loads.setdefault(
            row.department_id, DepartmentLoad(departments.get(row.department_id))
        )
        total.add(row)
        load.whole.add(row)
        if row.officer:
            load.officers.setdefault(row.officer, Load()).add(row)
    return total, sorted(loads.values(), key=_most_waiting)


def _most_waiting(load: DepartmentLoad) -> tuple:
    name = load.department.name if load.department else ""
    return load.department is None, -load.whole.waiting, name


@cache
def _given() -> Select:
    kinds = (Assignment.department_id, Assignment.officer, Issue.status)
    rows = select(*kinds, func.count().label("number"))
    rows = rows.select_from(Issue).outerjoin(Assignment, Assignment.issue_id == Issue.id)
    return narrowed(rows, ()).group_by(*kinds)


@cache
def _late() -> Select:
    """By the desk's own condition."""
    kinds = (Assignment.department_id, Assignment.officer)
    rows = select(*kinds, null().label("status"), func.count().label("number"))
    rows = rows.join(Issue, Issue.id == Assignment.issue_id)
    return matching(rows, ("all", "late")).group_by(*kinds)
