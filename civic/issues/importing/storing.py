"""Rows of a file become issues of a round: listed, found by search, on the map and counted; and
issues that an undone import brought leave all of these again.

Before that, the districts that reading the rows needs.
"""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, select, update

from civic.db import db
from civic.issues.importing import built_on
from civic.issues.importing.reading.complaints import Complaint, DistrictLookup
from civic.issues.listing import search_index
from civic.issues.listing.listed import came_or_went, found_by
from civic.issues.listing.map_cells import add_to_cells, take_from_cells
from civic.issues.models import Issue
from civic.kept_counts import shift
from civic.places.legal_dongs.models import LegalDong
from civic.rounds.models import Round


def district_finder(municipality) -> DistrictLookup:
    """The districts by name and by code, and where each lies."""
    districts: dict[str, int] = {}
    for district in municipality.districts:
        districts |= {district.name: district.id, district.code: district.id}
    legal = LegalDong.of(municipality)
    return DistrictLookup(districts, municipality.finder().find, municipality.name, legal)


def search_entries(
    round_id: int, rows: Sequence[Complaint | Issue], names: dict[int, str]
) -> list[str]:
    """What the search index keeps for each row; asks no database. names: district id → name."""
    texts = (found_by(row, names.get(row.district_id or 0, "")) for row in rows)
    return [search_index.entry(round_id, text) for text in texts]


def store_rows(
    round_id: int,
    import_id: int,
    rows: list[Complaint],
    entries: list[str],
    authors: Sequence[str | None],
) -> Sequence[int]:
    """Insert rows, numbered on from the round's last receipt, with all that follows from them.
    Gives the issues' ids in order. authors: of each row, as authors.py makes them."""
    first = _take_receipts(round_id, len(rows))
    shared = {"round_id": round_id, "import_id": import_id}
    values = [
        shared | _values(row) | {"receipt": receipt, "author_key": author}
        for receipt, (row, author) in enumerate(zip(rows, authors, strict=True), first)
    ]
    db.session.execute(insert(cast(Table, Issue.__table__)), values)
    receipts = Issue.receipt.between(first, first + len(rows) - 1)
    query = select(Issue.id).where(Issue.round_id == round_id, receipts).order_by(Issue.receipt)
    ids = db.session.scalars(query).all()
    search_index.add_many(list(zip(ids, entries, strict=True)))
    shift(Round.issues_count, round_id, len(rows))
    add_to_cells(round_id, _positions(rows))
    return ids


def unlist(round_id: int, issues: list[Issue], **values) -> None:
    """Take listed issues out of lists, search, map and counts; values: what is set as well."""
    shift(Round.issues_count, round_id, -sum(issue.listed for issue in issues))
    _set(issues, listed=False, **values)
    search_index.forget_many([issue.id for issue in issues])
    take_from_cells(round_id, _positions(issues))
    came_or_went([issue.id for issue in issues])


def relist(round_id: int, issues: list[Issue], names: dict[int, str], **values) -> None:
    """Show again what unlist() took out."""
    shift(Round.issues_count, round_id, sum(not issue.listed for issue in issues))
    _set(issues, listed=True, **values)
    ids, entries = [issue.id for issue in issues], search_entries(round_id, issues, names)
    search_index.add_many(list(zip(ids, entries, strict=True)))
    add_to_cells(round_id, _positions(issues))
    came_or_went(ids)


def delete_issues(ids: Sequence[int]) -> None:
    """Delete issues that are unlisted, with the rows that go with them."""
    if ids:
        for column in built_on.going_along():
            db.session.execute(delete(column.table).where(column.in_(ids)))
        db.session.execute(delete(Issue).where(Issue.id.in_(ids)))


def _set(issues, **values):
    ids = [issue.id for issue in issues]
    query = update(Issue).where(Issue.id.in_(ids)).values(**values)
    db.session.execute(query.execution_options(synchronize_session=False))
    for issue in issues:
        db.session.expire(issue, values)


def _positions(issues):
    return [(issue.lat, issue.lon) for issue in issues if issue.lat is not None]


def _take_receipts(round_id, count):
    """The first of so many receipt numbers; the round's row stays locked."""
    query = update(Round).where(Round.id == round_id)
    query = query.values(next_receipt=Round.next_receipt + count)
    query = query.returning(Round.next_receipt - count)
    return db.session.scalar(query.execution_options(synchronize_session="fetch"))


def _values(row):
    return {
        "title": row.title,
        "body": row.body,
        "category": row.category,
        "district_id": row.district_id,
        "place": row.place,
        "lat": row.lat,
        "lon": row.lon,
        "offline_supports": row.supports,
        "supports_count": row.supports,
        "external_id": row.external_id or None,
        "content_key": row.content_key,
        "created_at": row.created_at,
    }
