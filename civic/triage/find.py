"""A page of the desk's list."""

from functools import cache

from sqlalchemy import Select, func, select

from civic.db import db
from civic.issues.models import Issue
from civic.rounds.models import Round
from civic.themes.placements import Placement
from civic.triage.departments.models import Assignment
from civic.triage.filters import DeskFilters
from civic.triage.matching import conditions, count, matching, searched, values
from civic.web.paging import Page, page_number

SIZE = 50
EXCERPT = 160
SHOWN = (
    *(Issue.id, Issue.receipt, Issue.created_at, Issue.title),
    func.substr(Issue.body, 1, EXCERPT).label("excerpt"),
    *(Issue.category, Issue.district_id, Issue.place, Issue.status, Issue.supports_count),
    *(Issue.import_id, Issue.triaged_at, Issue.hidden_at),
    *(Assignment.department_id, Assignment.officer, Assignment.due_on, Placement.theme_id),
)
# The order a list is read in; in the order of an index where one exists for what is shown.
ORDERS = {
    "oldest": (Issue.created_at, Issue.id),
    "newest": (Issue.created_at.desc(), Issue.id.desc()),
    "supported": (Issue.supports_count.desc(), Issue.id.desc()),
}


def find(round: Round, filters: DeskFilters) -> Page:
    """One page of rows of SHOWN, and the number of all that match."""
    number = page_number()
    query = searched(_in_order(conditions(filters), filters.sort), round, filters)
    query = query.limit(SIZE).offset((number - 1) * SIZE)
    rows = db.session.execute(query, values(round, filters)).all()
    return Page(rows, number, SIZE, count(round, filters))


@cache
def _in_order(names: tuple[str, ...], sort: str) -> Select:
    """Built once: building a statement costs more than running it."""
    query = select(*SHOWN).outerjoin(Assignment, Assignment.issue_id == Issue.id)
    query = query.outerjoin(Placement, Placement.issue_id == Issue.id)
    return matching(query, names).order_by(*ORDERS[sort])
