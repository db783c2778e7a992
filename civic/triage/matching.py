"""Which issues match what a planner asked for: conditions, their number and their ids."""

from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from civic.db import db, now
from civic.issues import receipt_numbers
from civic.issues.listing import search_index
from civic.issues.models import Issue, ids_of_receipt
from civic.issues.rules import UNANSWERED
from civic.korean_time import SEOUL
from civic.rounds.models import Round
from civic.themes.placements import Placement
from civic.triage.departments.models import Assignment
from civic.triage.filters import BY_ID, NONE, DeskFilters

# Not the assignment that a list shows beside its issue.
given = aliased(Assignment)
GIVEN = select(given.issue_id)
# Nor the placement beside it.
placement = aliased(Placement)
IN_THEMES = select(placement.issue_id).where(
    placement.round_id == bindparam("round"), placement.theme_id.is_not(None)
)
CONDITIONS = {
    "category": Issue.category == bindparam("category"),
    "status": Issue.status == bindparam("status"),
    "resident": Issue.reporter_id.is_not(None),
    "meeting": Issue.meeting_id.is_not(None),
    "program": Issue.reporter_id.is_(None) & Issue.import_id.is_(None) & Issue.meeting_id.is_(None),
    "file": Issue.import_id.is_not(None),
    "district": Issue.district_id == bindparam("district"),
    "no_district": Issue.district_id.is_(None),
    "department": Issue.id.in_(GIVEN.where(given.department_id == bindparam("department"))),
    "no_department": Issue.id.not_in(GIVEN),
    "theme": Issue.id.in_(
        select(placement.issue_id).where(placement.theme_id == bindparam("theme"))
    ),
    "no_theme": Issue.id.not_in(IN_THEMES),
    # As rows.is_late says it of one.
    "late": Issue.status.in_(UNANSWERED)
    & Issue.id.in_(GIVEN.where(given.due_on < bindparam("today"))),
    "new": Issue.listed & Issue.triaged_at.is_(None),
    "all": Issue.listed,
    "hidden": ~Issue.listed & Issue.hidden_at.is_not(None),
    "upto": Issue.receipt < bindparam("upto"),
}


def count(round: Round, filters: DeskFilters) -> int:
    """How many match; all that nobody dealt with, and all there are, are counted already."""
    if not filters.applied and filters.show != "hidden":
        return round.untriaged_count if filters.show == "new" else round.issues_count
    some = searched(_counting(conditions(filters)), round, filters)
    return db.session.scalar(some, values(round, filters)) or 0


def ids_found(round: Round, filters: DeskFilters, upto: int) -> list[int]:
    """The ids of all that match and were there: whose receipt number is below upto."""
    query = searched(_ids((*conditions(filters), "upto")), round, filters)
    return list(db.session.scalars(query, values(round, filters) | {"upto": upto}))


def conditions(filters: DeskFilters) -> tuple[str, ...]:
    """The names of CONDITIONS that were asked for."""
    names = [filters.show, *(name for name in ("category", "status") if getattr(filters, name))]
    for name in BY_ID:
        if value := getattr(filters, name):
            names.append(f"no_{name}" if value == NONE else name)
    return (*names, *filter(None, (filters.source, filters.due)))


def values(round: Round, filters: DeskFilters) -> dict:
    """What the conditions compare with."""
    numbers = {name: getattr(filters, name) for name in BY_ID}
    return {
        "round": round.id,
        "category": filters.category,
        "status": filters.status,
        "today": now().astimezone(SEOUL).date(),
        **{name: int(text) for name, text in numbers.items() if text not in ("", NONE)},
    }


def matching(query: Select, names: tuple[str, ...]) -> Select:
    """A select of issues of a round that meet these conditions."""
    return query.where(Issue.round_id == bindparam("round"), *(CONDITIONS[n] for n in names))


def searched(query: Select, round: Round, filters: DeskFilters) -> Select:
    """The query with the words that were looked for, or the receipt number they are."""
    if not filters.q:
        return query
    receipt = receipt_numbers.read(filters.q)
    ids = (
        ids_of_receipt(receipt, round.id) if receipt else search_index.matching(filters.q, round.id)
    )
    return query.where(Issue.id.in_(ids) if ids is not None else Issue.id.is_(None))


@cache
def _counting(names: tuple[str, ...]) -> Select:
    return matching(select(func.count()).select_from(Issue), names)


@cache
def _ids(names: tuple[str, ...]) -> Select:
    return matching(select(Issue.id), names).order_by(Issue.id)
