"""Reports as Open311's service requests: those that a reader may see, and how each is told."""

from collections.abc import Sequence
from datetime import datetime, time
from itertools import product

from sqlalchemy import Row, Select, literal, or_, select, tuple_, union_all

from civic.db import UtcDateTime, db
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.life.sentences import answer_due_on
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.issues.status import StatusChange
from civic.korean_time import SEOUL
from civic.open_data import cursors
from civic.open_data.open311.filters import RequestFilters
from civic.places.models import District, Municipality
from civic.rounds.models import Round
from civic.web.addresses import answered_address

CLOSED = ("done", "rejected", "transferred", "merged")
COLUMNS = (
    *(Issue.id, Issue.title, Issue.body, Issue.category, Issue.status, Issue.place, Issue.lat),
    *(Issue.lon, Issue.cover_key, Issue.created_at, Issue.updated_at),
    *(District.name.label("district"), District.code.label("district_code")),
    Round.answer_days,
)


def find(municipality: Municipality, filters: RequestFilters) -> tuple[list[dict], str | None]:
    """One page of a city's reports, the newest first; by update, what changed first, merged ones
    too. And the cursor of the page behind it, if there is one."""
    mine = select(Round.id).filter_by(municipality_id=municipality.id)
    round_ids = db.session.scalars(mine.order_by(Round.id)).all()
    rows_here = db.session.execute(wanted(round_ids, filters)).all() if round_ids else []
    page = rows_here[: filters.size]
    is_last = len(rows_here) == len(page) or bool(filters.ids)
    following = None if is_last else cursors.written(page[-1].moment, page[-1].id)
    query = _told().where(Issue.id.in_([each.id for each in page]))
    rows = {row.id: row for row in db.session.execute(query)}
    return _described(municipality, [rows[each.id] for each in page]), following


def of_number(municipality: Municipality, issue_id: int) -> list[dict]:
    """The report of a number, merged ones too; empty when there is none to see."""
    return find(municipality, RequestFilters(ids=(issue_id,)))[0]


def _told() -> Select:
    query = select(*COLUMNS).join(Round, Round.id == Issue.round_id)
    return query.outerjoin(District, District.id == Issue.district_id)


def wanted(round_ids: Sequence[int], filters: RequestFilters) -> Select:
    """(id, moment) of a page's reports, and of one more where there is one."""
    moment = Issue.updated_at if filters.by_update else Issue.created_at
    known = select(Issue.id, moment.label("moment"))
    # What a late page passes over is counted off in an index; only its own reports are read.
    passed = 0 if filters.cursor else (filters.page - 1) * filters.size
    most = filters.size + 1
    if filters.ids:
        of_ids = known.where(Issue.round_id.in_(round_ids), Issue.id.in_(filters.ids))
        of_ids = of_ids.where(Issue.hidden_at.is_(None)).order_by(Issue.id.desc())
        return of_ids.limit(most).offset(passed)
    # Of each round what the page can need, in the order of its index: nothing else is sorted. By
    # update, of what was merged into another too: whoever keeps a copy has it as it was before.
    merged = ~Issue.listed & Issue.hidden_at.is_(None)
    shown = [Issue.listed, merged] if filters.by_update else [Issue.listed]
    parts = [
        _in_order(_narrowed(known.where(*part), filters), Issue.id, moment, filters)
        for part in product((Issue.round_id == id for id in round_ids), shown)
    ]
    if len(parts) == 1:
        return parts[0].limit(most).offset(passed)
    firsts = (select(part.limit(passed + most).subquery()) for part in parts)
    every = union_all(*firsts).subquery().c
    whole = select(every.id, every.moment)
    return _in_order(whole, every.id, every.moment, filters).limit(most).offset(passed)


def _narrowed(query, filters) -> Select:
    if filters.services:
        query = query.where(Issue.category.in_(filters.services))
    if filters.statuses:
        is_closed = Issue.status.in_(CLOSED)
        states = {"open": ~is_closed, "closed": is_closed}
        query = query.where(or_(*(states[status] for status in filters.statuses)))
    bounds = (
        (Issue.created_at, filters.first, _last(filters)),
        (Issue.updated_at, _updated_after(filters), filters.updated_before),
    )
    for column, first, last in bounds:
        query = query.where(column >= first) if first else query
        query = query.where(column <= last) if last else query
    return query


def _last(filters) -> datetime | None:
    """Of a page behind a cursor its moment, from which an index goes on."""
    if filters.cursor is None or filters.by_update:
        return filters.last
    return min(filters.cursor[0], filters.last or filters.cursor[0])


def _updated_after(filters) -> datetime | None:
    if filters.cursor is None or not filters.by_update:
        return filters.updated_after
    return max(filters.cursor[0], filters.updated_after or filters.cursor[0])


def _in_order(query, id, moment, filters) -> Select:
    key = tuple_(moment, id)
    if filters.cursor:
        last = tuple_(literal(filters.cursor[0], UtcDateTime()), literal(filters.cursor[1]))
        query = query.where(key > last if filters.by_update else key < last)
    if filters.by_update:
        return query.order_by(moment, id)
    return query.order_by(moment.desc(), id.desc())


def _described(municipality, rows: Sequence[Row]) -> list[dict]:
    steps = _last_steps([row.id for row in rows])
    return [_request(municipality, row, steps.get(row.id)) for row in rows]


def _last_steps(ids: list[int]) -> dict[int, Row]:
    """Issue → the last step of its timeline."""
    columns = StatusChange.issue_id, StatusChange.reason, StatusChange.agency
    query = select(*columns).where(StatusChange.issue_id.in_(ids)).order_by(StatusChange.id)
    return {step.issue_id: step for step in db.session.execute(query)}


def _request(municipality, row, step) -> dict:
    status = str(STATUSES[row.status][-1])
    return {
        "service_request_id": str(row.id),
        "status": "closed" if row.status in CLOSED else "open",
        "status_notes": f"{status}: {step.reason}" if step and step.reason else status,
        "service_name": str(CATEGORIES[row.category][-1]),
        "service_code": row.category,
        "description": _description(row),
        "agency_responsible": (step.agency if step else "") or municipality.team or None,
        "service_notice": None,
        "requested_datetime": _time(row.created_at),
        "updated_datetime": _time(row.updated_at or row.created_at),
        "expected_datetime": _expected(row),
        "address": _address(row) or None,
        "address_id": row.district_code,
        "zipcode": None,
        "lat": row.lat,
        "long": row.lon,
        "media_url": _picture(row.cover_key),
    }


def _description(row) -> str:
    if not row.body or row.body.startswith(row.title.removesuffix("…")):
        return row.body or row.title
    return f"{row.title}\n{row.body}"


def _address(row) -> str:
    district = row.district or ""
    return row.place if row.place.startswith(district) else f"{district} {row.place}".strip()


def _expected(row) -> str | None:
    """The end of the day on which the round promises an answer, while there is none."""
    if row.status not in UNANSWERED:
        return None
    due_on = answer_due_on(row.created_at.astimezone(SEOUL).date(), row.answer_days)
    if due_on is None:
        return None
    return _time(datetime.combine(due_on, time(23, 59, 59), SEOUL))


def _picture(key: str | None) -> str | None:
    return answered_address("photos.serve", key=key) if key else None


def _time(moment: datetime) -> str:
    return moment.astimezone(SEOUL).isoformat(timespec="seconds")
