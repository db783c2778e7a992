"""Issues of an act as plain rows, locked: thousands of objects would take too long."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from civic.db import db, lock_found
from civic.issues.models import Issue
from civic.people.models import Person

AT_ONCE = {"synchronize_session": False}
COLUMNS = (
    *(Issue.id, Issue.round_id, Issue.receipt, Issue.created_at, Issue.reporter_id),
    *(Issue.title, Issue.category, Issue.district_id, Issue.place, Issue.lat, Issue.lon),
    *(Issue.status, Issue.hidden_at, Issue.merged_into_id, Issue.supports_count),
    *(Issue.triaged_at, Issue.office_revision, Issue.office_by_id),
)


class HeldRow(NamedTuple):
    """What an act knows of an issue."""

    id: int
    round_id: int
    receipt: int
    created_at: datetime
    reporter_id: int | None
    title: str
    category: str
    district_id: int | None
    place: str
    lat: float | None
    lon: float | None
    status: str
    hidden_at: datetime | None
    merged_into_id: int | None
    supports_count: int
    triaged_at: datetime | None
    office_revision: int
    office_by_id: int | None


def hold(round_id: int, ids: Collection[int]) -> dict[int, HeldRow]:
    """Lock issues of a round, which is locked, and read them: id → row, in order of id."""
    return read(round_id, lock_found(Issue, list(ids)))


def read(round_id: int, ids: Collection[int]) -> dict[int, HeldRow]:
    """The same without locking: what an act would meet if it were done now."""
    here = select(*COLUMNS).where(Issue.id.in_(ids), Issue.round_id == round_id)
    return {row.id: HeldRow._make(row) for row in db.session.execute(here.order_by(Issue.id))}


def changed_since(
    round_id: int, seen: int, upto: int, planner: Person, most: int
) -> dict[int, int]:
    """Issue → who acted on it since, of those that colleagues acted on; none that came later."""
    since = select(Issue.id, Issue.office_by_id).where(
        Issue.round_id == round_id,
        Issue.receipt < upto,
        Issue.office_revision > seen,
        Issue.office_by_id != planner.id,
    )
    rows = db.session.execute(since.order_by(Issue.id).limit(most))
    return {row.id: row.office_by_id for row in rows}


def note(ids: list[int], planner: Person, revision: int, at: datetime) -> None:
    """The office acted on these issues; those it had not dealt with are triaged from now on."""
    here = update(Issue).where(Issue.id.in_(ids))
    acted = here.values(office_revision=revision, office_by_id=planner.id)
    db.session.execute(acted, execution_options=AT_ONCE)
    first = here.where(Issue.triaged_at.is_(None)).values(triaged_at=at, triaged_by_id=planner.id)
    db.session.execute(first, execution_options=AT_ONCE)


def untriage(ids: list[int]) -> None:
    """Nothing the office did stands on these any more; on its own page it may have acted too."""
    untouched = update(Issue).where(Issue.id.in_(ids), Issue.handled_at.is_(None))
    untouched = untouched.values(triaged_at=None, triaged_by_id=None)
    db.session.execute(untouched, execution_options=AT_ONCE)
