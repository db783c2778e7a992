"""The list of a round's issues: what was asked for, in which order, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians

from sqlalchemy import Integer, Row, Select, bindparam, func, select

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.browsing.more_filters import MORE, NONE
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.listing import search_index, slips
from civic.issues.models import Issue, ids_of_receipt
from civic.web.paging import Page, page_number

SORTS = ("supported", "newest", "nearest")
SIZE = 20
# Filtered lists are counted up to here, so that a count never reads the whole round.
COUNTED_TO = 1000
RADII_M = (1_000, 5_000, 30_000)
M_PER_DEGREE = 111_320
LONGEST_QUERY = 100
# Whose words a slip is compared with: 10 ms; where nothing is found also of these stories: 50 ms.
TITLES_KNOWN, STORIES_KNOWN = 1_000, 300


class BadFilter(ValueError):
    """A condition that does not exist. name: which."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class IssueFilters:
    """What a reader asked for. Coordinates (degrees) are only there for sort nearest.

    more: (name, value) of filters of later features.
    """

    q: str = ""
    category: str = ""
    district: int | None = None
    status: str = ""
    sort: str = "supported"
    lat: float | None = None
    lon: float | None = None
    more: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, args, district_ids, round=None) -> "IssueFilters":
        """From a query string; of a round, also by what later features know. Raises: BadFilter."""
        values = {name: args.get(name, "").strip() for name in ("q", "category", "status", "sort")}
        for name, codes in (("category", CATEGORIES), ("status", STATUSES), ("sort", SORTS)):
            if values[name] and values[name] not in codes:
                raise BadFilter(name)
        if len(values["q"]) > LONGEST_QUERY:
            raise BadFilter("q")
        values["sort"] = values["sort"] or "supported"
        district = _district(args.get("district", ""), district_ids)
        filters = cls(**values, district=district, more=_more(args, round) if round else ())
        return _near(filters, args) if filters.sort == "nearest" else filters

    @property
    def applied(self) -> int:
        return len(self.conditions)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of the conditions asked for, words aside."""
        more = [f"no_{name}" if value == NONE else name for name, value in self.more]
        return (*(name for name in CONDITIONS if getattr(self, name)), *more)

    def address_values(self, **changes) -> dict:
        """For url_for: only what was asked, with some conditions changed (empty takes off)."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        values = values | {"more": ""} | dict(self.more) | changes
        if values["sort"] == "supported":
            values["sort"] = ""
        return {name: value for name, value in values.items() if value not in ("", None)}


ISSUE = Issue.__table__.c  # a list asks past the ORM, which takes as long as the database
CONDITIONS = {
    "category": ISSUE.category == bindparam("category"),
    "district": ISSUE.district_id == bindparam("district"),
    "status": ISSUE.status == bindparam("status"),
}
# What a row of the list shows.
SHOWN = (
    *(ISSUE.id, ISSUE.title, ISSUE.category, ISSUE.district_id, ISSUE.status),
    *(ISSUE.supports_count, ISSUE.cover_key, ISSUE.cover_alt),
)


def find(round, filters: IssueFilters) -> tuple[Page, bool]:
    """One page of rows of SHOWN, and whether there are more than the counted total."""
    number, values = page_number(), _values(round, filters)
    if filters.sort == "nearest":
        rows, total = _nearest(filters, values, number)
    elif filters.q:
        rows, total = _sought(round, filters, values, number)
    else:
        rows = _page_of(_in_order(filters.conditions, filters.sort), values, number)
        if nothing_asked(filters):
            return Page(rows, number, SIZE, round.issues_count), False
        total = _count(_number_of(_listed(filters.conditions)), values)
    return Page(rows, number, SIZE, min(total, COUNTED_TO)), total > COUNTED_TO


def without_slips(round, filters: IssueFilters, total: int) -> IssueFilters | None:
    """The same search with the words that were meant, where few are found, or none."""
    if not filters.q or receipt_numbers.read(filters.q):
        return None
    titles, stories = (Issue.title, TITLES_KNOWN), (Issue.body + " " + Issue.place, STORIES_KNOWN)
    known = [*round.municipality.district_names().values()]
    for words, most in (titles,) if total else (titles, stories):
        texts = select(words).where(Issue.round_id == round.id, Issue.listed)
        texts = texts.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(most)
        known += db.session.scalars(texts)
        if meant := slips.without_slips(filters.q, known):
            return replace(filters, q=meant)
    return None


def nothing_asked(filters: IssueFilters) -> bool:
    return not (filters.q or filters.applied)


def _values(round, filters) -> dict:
    own = {name: getattr(filters, name) for name in CONDITIONS}
    more = {name: int(value) for name, value in filters.more if value != NONE}
    return {"round_id": round.id} | own | more


# Statements are built once: to build one costs more than to run it. ids: a select that is kept.


@cache
def _listed(conditions: tuple[str, ...], within_round: bool = True) -> Select:
    """within_round False: only for a search, whose index knows the round. The database then begins
    with what the search finds, since no index of issues helps without the round."""
    query = select(*SHOWN).where(ISSUE.listed, *_named(conditions))
    return query.where(ISSUE.round_id == bindparam("round_id")) if within_round else query


def _of_receipt(conditions: tuple[str, ...], receipt, round_id: int) -> Select:
    """The very report, one that was merged too: its page leads to the other."""
    this = ISSUE.id.in_(ids_of_receipt(receipt, round_id)), ISSUE.hidden_at.is_(None)
    return select(*SHOWN).where(*this, *_named(conditions))


def _named(conditions: tuple[str, ...]) -> list:
    known = CONDITIONS | {
        name: each for more in MORE.values() for name, each in more.conditions.items()
    }
    return [known[name] for name in conditions]


@cache
def _in_order(conditions: tuple[str, ...], sort: str, ids: Select | None = None) -> Select:
    """One page in the order of the list, in which those of the ids are met."""
    query = _listed(conditions)
    return _paged(query if ids is None else query.where(ISSUE.id.in_(ids)), ISSUE, sort)


@cache
def _sorted(conditions: tuple[str, ...], sort: str, ids: Select) -> Select:
    """One page out of all that is found, which is read, counted as `total` and put in order."""
    query = _listed(conditions, within_round=False).where(ISSUE.id.in_(ids))
    some = query.limit(COUNTED_TO + 1).subquery()
    return _paged(select(some, func.count().over().label("total")), some.c, sort)


@cache
def _number_of(query: Select) -> Select:
    return _counting(query, COUNTED_TO + 1)


def _paged(query: Select, columns, sort: str) -> Select:
    first = columns.supports_count if sort == "supported" else columns.id
    ordered = query.order_by(first.desc(), columns.id.desc())
    return ordered.limit(SIZE).offset(bindparam("offset", type_=Integer))


def _page_of(query: Select, values: dict, number: int) -> Sequence[Row]:
    return db.session.execute(query, values | {"offset": (number - 1) * SIZE}).all()


def _count(counting: Select, values: dict) -> int:
    return db.session.execute(counting, values).scalar_one()


def _counting(query: Select, most: int) -> Select:
    """How many rows there are, counted up to `most`."""
    some = query.with_only_columns(query.selected_columns[0]).limit(most).subquery()
    return select(func.count()).select_from(some)


def _sought(round, filters, values, number) -> tuple[Sequence[Row], int]:
    """A page of what has the words, and how many do, counted to one more than COUNTED_TO."""
    if receipt := receipt_numbers.read(filters.q):
        rows = db.session.execute(_of_receipt(filters.conditions, receipt, round.id), values).all()
        return rows if number == 1 else [], len(rows)
    words = search_index.asked(filters.q, round.id)
    if words is None:
        return [], 0
    ids, values = search_index.having(), values | {"words": words}
    asked = filters.conditions, filters.sort, ids
    if not filters.conditions:  # the index alone knows how many: what it has is listed
        total = _count(_number_of(ids), values)
        # Neighbours in the order of the list are read ten times as fast as rows one by one.
        is_few = total <= COUNTED_TO and 10 * total**2 < number * SIZE * round.issues_count
        return _page_of(_sorted(*asked) if is_few else _in_order(*asked), values, number), total
    rows = _page_of(_sorted(*asked), values, number)
    total = rows[0].total if rows else 0
    if not rows and number > 1:  # a page past the last
        query = _listed(filters.conditions, within_round=False).where(ISSUE.id.in_(ids))
        total = _count(_counting(query, COUNTED_TO + 1), values)
    return rows if total <= COUNTED_TO else _page_of(_in_order(*asked), values, number), total


def _nearest(filters, values, number) -> tuple[Sequence[Row], int]:
    """Widen the box until the page lies within its radius, so that the order is right."""
    ids = _ids_found(filters.q, values["round_id"]) if filters.q else None
    if filters.q and ids is None:
        return [], 0
    listed = _listed(filters.conditions).where(ISSUE.lat.is_not(None))
    listed = listed if ids is None else listed.where(ISSUE.id.in_(ids))
    dx = (ISSUE.lon - filters.lon) * cos(radians(filters.lat))
    dy = ISSUE.lat - filters.lat
    square, wanted = dx * dx + dy * dy, number * SIZE
    for radius_m in RADII_M:
        reach = radius_m / M_PER_DEGREE
        inside = listed.where(*_box(filters, reach), square <= reach * reach)
        if _count(_counting(inside, wanted), values) == wanted:
            break
    else:
        inside = listed
    page = inside.order_by(square, ISSUE.id).limit(SIZE).offset(wanted - SIZE)
    total = _count(_counting(listed, COUNTED_TO + 1), values)
    return db.session.execute(page, values).all(), total


def _ids_found(q: str, round_id: int) -> Select | None:
    """What a search finds: the one issue of a receipt number, else those with every word."""
    receipt = receipt_numbers.read(q)
    return ids_of_receipt(receipt, round_id) if receipt else search_index.matching(q, round_id)


def _box(filters, reach):
    wide = reach / max(cos(radians(filters.lat)), 0.01)
    return (
        ISSUE.lat.between(filters.lat - reach, filters.lat + reach),
        ISSUE.lon.between(filters.lon - wide, filters.lon + wide),
    )


def _district(text, district_ids):
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) not in district_ids:
        raise BadFilter("district")
    return int(text)


def _more(args, round) -> tuple[tuple[str, str], ...]:
    """What was asked of later features' things, each of which is there."""
    asked = [(name, args.get(name, "").strip()) for name in MORE]
    for name, value in asked:
        if value not in ("", NONE) and value not in map(str, MORE[name].offered(round)):
            raise BadFilter(name)
    return tuple((name, value) for name, value in asked if value)


def _near(filters, args):
    """The place to three decimals (about 100 m): enough to sort by, too coarse for an address."""
    if not args.get("lat") and not args.get("lon"):
        return replace(filters, sort="supported")
    try:
        lat, lon = round(float(args["lat"]), 3), round(float(args["lon"]), 3)
    except (ValueError, KeyError, OverflowError) as wrong:
        raise BadFilter("place") from wrong
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadFilter("place")
    return replace(filters, lat=lat, lon=lon)
