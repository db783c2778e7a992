"""A round's issues one page after another, each found by the key behind the last: the ten
thousandth costs what the first does."""

from datetime import UTC

from sqlalchemy import ColumnExpressionArgument, Row, Select, literal, select, tuple_, union_all

from civic.db import UtcDateTime, db
from civic.issues import receipt_numbers
from civic.issues.models import Issue
from civic.open_data import cursors
from civic.open_data.api.queries import IssueQuery
from civic.open_data.api.shapes import Issue as IssueShape
from civic.places.models import District
from civic.rounds.models import Round
from civic.web.addresses import answered_address
from civic.web.row_numbers import LARGEST

COLUMNS = (
    *(Issue.id, Issue.receipt, Issue.title, Issue.body, Issue.category, Issue.status),
    *(Issue.place, Issue.lat, Issue.lon, Issue.supports_count, Issue.comments_count),
    *(Issue.unproven_supports, Issue.carried_supports),
    *(Issue.cover_key, Issue.created_at, Issue.updated_at),
    *(District.code.label("district_code"), District.name.label("district")),
)


def page_of_issues(round: Round, query: IssueQuery) -> tuple[list[IssueShape], str | None]:
    """A page of what the public list shows, in order of arrival or, with updated_after, of change,
    merged ones too; and the cursor of the next page, if there is one."""
    rows = db.session.execute(page_query(round.id, query)).all()
    page = rows[: query.limit]
    following = _cursor_of(page[-1], query) if len(rows) > query.limit else None
    return [_shape(row, round) for row in page], following


def page_query(round_id: int, query: IssueQuery) -> Select:
    """One row more than the page, to tell whether there is a next."""
    if query.updated_after is None:
        last = (query.cursor or "").partition(".")[0]
        wanted = _narrowed(_told(), round_id, query).where(Issue.listed)
        wanted = wanted.where(Issue.id > min(int(last), LARGEST)) if last else wanted
        return wanted.order_by(Issue.id).limit(query.limit + 1)
    # Of each part what the page can need, in the order of its index. What was merged into another
    # is one: whoever keeps a copy has it as it was before.
    merged = ~Issue.listed & Issue.hidden_at.is_(None)
    parts = [_changed(round_id, query, part) for part in (Issue.listed, merged)]
    ids = union_all(*(select(part.subquery()) for part in parts))
    wanted = _told().where(Issue.id.in_(ids)).order_by(Issue.updated_at, Issue.id)
    return wanted.limit(query.limit + 1)


def one_issue(round: Round, issue_id: int) -> IssueShape | None:
    """An issue that its page shows; merged ones are found by their number."""
    wanted = _told().where(Issue.id == issue_id, Issue.round_id == round.id)
    row = db.session.execute(wanted.where(Issue.hidden_at.is_(None))).first()
    return _shape(row, round) if row else None


def _told() -> Select:
    return select(*COLUMNS).outerjoin(District, District.id == Issue.district_id)


def _narrowed(wanted: Select, round_id: int, query: IssueQuery) -> Select:
    wanted = wanted.where(Issue.round_id == round_id)
    if query.category:
        wanted = wanted.where(Issue.category == query.category)
    if query.status:
        wanted = wanted.where(Issue.status == query.status)
    if query.district:
        wanted = wanted.where(District.code == query.district)
    return wanted


def _changed(round_id: int, query: IssueQuery, part: ColumnExpressionArgument[bool]) -> Select:
    """Of a part of a round's issues, what changed behind the page before."""
    assert query.updated_after is not None  # as page_query asks
    key, after = tuple_(Issue.updated_at, Issue.id), (query.updated_after.astimezone(UTC), LARGEST)
    if query.cursor:
        after = cursors.read(query.cursor)
    bound = tuple_(literal(after[0], UtcDateTime()), literal(after[1]))
    changed = select(Issue.id).outerjoin(District, District.id == Issue.district_id)
    changed = _narrowed(changed, round_id, query).where(part, key > bound)
    return changed.order_by(Issue.updated_at, Issue.id).limit(query.limit + 1)


def _cursor_of(row: Row, query: IssueQuery) -> str:
    if query.updated_after is None:
        return str(row.id)
    return cursors.written(row.updated_at, row.id)


def _shape(row: Row, round: Round) -> IssueShape:
    here: dict = {"municipality": round.municipality.slug, "round_number": round.number}
    picture = answered_address("photos.serve", key=row.cover_key) if row.cover_key else None
    return IssueShape(
        id=row.id,
        receipt=receipt_numbers.written(row.receipt, row.created_at),
        title=row.title,
        body=row.body,
        category=row.category,
        status=row.status,
        district_code=row.district_code,
        district=row.district,
        place=row.place,
        lat=row.lat,
        lon=row.lon,
        supports=row.supports_count,
        unproven_supports=None if round.unproven == "left_out" else row.unproven_supports,
        carried_supports=row.carried_supports,
        comments=row.comments_count,
        photo_url=picture,
        created_at=row.created_at,
        updated_at=row.updated_at or row.created_at,
        url=answered_address("issues.show", issue_id=row.id, **here),
    )
