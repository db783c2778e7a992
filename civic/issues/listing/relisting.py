"""Many issues at once change their words, their place or whether they are listed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import and_, select, update

from civic.db import db
from civic.issues.listing import map_cells, search_index
from civic.issues.listing.listed import came_or_went, found_by
from civic.kept_counts import recount
from civic.places.models import District
from civic.rounds.models import Round


@contextmanager
def relisted(issue, round_id: int, ids: list[int]) -> Iterator[None]:
    """List, search, map and count follow what is done inside to the rows of these issues.

    The caller has locked the round and the issues. issue: the class Issue.
    """
    db.session.flush()
    here = and_(issue.round_id == round_id, issue.id.in_(ids))
    map_cells.take_from_cells(round_id, _places(issue, here))
    search_index.forget_many(ids)
    yield
    db.session.flush()
    _settle(issue, round_id, here)
    map_cells.add_to_cells(round_id, _places(issue, here))
    columns = issue.id, issue.title, issue.body, issue.place, District.name
    rows = db.session.execute(select(*columns).outerjoin(issue.district).where(here, issue.listed))
    search_index.index_many(round_id, [(row.id, found_by(row, row.name or "")) for row in rows])


def _settle(issue, round_id, here) -> None:
    """Listed exactly when neither hidden nor merged."""
    shown = and_(issue.hidden_at.is_(None), issue.merged_into_id.is_(None))
    other = update(issue).where(here, issue.listed != shown).values(listed=shown)
    asked = other.returning(issue.id).execution_options(synchronize_session="fetch")
    changed = db.session.scalars(asked).all()
    if changed:
        recount(Round.issues_count, round_id)
        came_or_went(changed)


def _places(issue, here) -> list[tuple[float, float]]:
    placed = select(issue.lat, issue.lon).where(here, issue.listed, issue.lat.is_not(None))
    return [tuple(row) for row in db.session.execute(placed)]
