"""A page of the desk's list."""

from functools import cache

from sqlalchemy import Integer, Select, bindparam, func, select

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
    *(Issue.id, Issue.created_at, Issue.title),
    func.substr(Issue.body, 1, EXCERPT).label("excerpt"),
    *(Issue.category, Issue.district_id, Issue.status, Issue.supports_count, Issue.import_id),
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
    number, first = page_number(), (page_number() - 1) * SIZE
    asked = values(round, filters) | {"first": first}
    rows = db.session.execute(_page(round, filters), asked).all()
    if rows and len(rows) < SIZE:
        return Page(rows, number, SIZE, first + len(rows))
    return Page(rows, number, SIZE, count(round, filters) if rows or first else 0)


def _page(round: Round, filters: DeskFilters) -> Select:
    names = conditions(filters)
    if not filters.q:
        return _unsearched(names, filters.sort)
    return _shown(searched(_in_order(names, filters.sort), round, filters), filters.sort)


@cache
def _unsearched(names: tuple[str, ...], sort: str) -> Select:
    """Built once: building a statement costs more than running it."""
    return _shown(_in_order(names, sort), sort)


def _in_order(names: tuple[str, ...], sort: str) -> Select:
    return matching(select(Issue.id), names).order_by(*ORDERS[sort])


def _shown(ids: Select, sort: str) -> Select:
    """The rows of one page of these ids: a page far behind skips thousands of ids, which an index
    has, and not of rows."""
    here = ids.limit(SIZE).offset(bindparam("first", type_=Integer)).subquery()
    query = select(*SHOWN).join(here, here.c.id == Issue.id)
    query = query.outerjoin(Assignment, Assignment.issue_id == Issue.id)
    query = query.outerjoin(Placement, Placement.issue_id == Issue.id)
    return query.order_by(*ORDERS[sort])
