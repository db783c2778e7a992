"""The list of a round's issues: what was asked for, in which order, one page at a time."""

from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians

from sqlalchemy import Select, bindparam, func, select

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
TITLES_KNOWN = 1_000  # whose words a slip is compared with: 20 ms


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


CONDITIONS = {
    "category": Issue.category == bindparam("category"),
    "district": Issue.district_id == bindparam("district"),
    "status": Issue.status == bindparam("status"),
}
# What a row of the list shows: columns, because whole issues cost twice as much to load.
SHOWN = (
    Issue.id,
    Issue.title,
    Issue.category,
    Issue.district_id,
    Issue.status,
    Issue.supports_count,
    Issue.cover_key,
    Issue.cover_alt,
)


def find(round, filters: IssueFilters) -> tuple[Page, bool]:
    """One page of rows of SHOWN, and whether there are more than the counted total."""
    number, values = page_number(), _values(round, filters)
    total, capped = _total(round, filters, values)
    if filters.sort == "nearest":
        rows = _nearest(filters, values, number)
    else:
        # Few are found and then sorted; many are met soon enough in the order of the list.
        few = bool(filters.q) and not capped
        query = _in_order(filters.conditions, filters.sort, within_round=not few)
        rows = _page_of(_having_words(query, filters, values), values, number)
    return Page(rows, number, SIZE, total), capped


def without_slips(round, filters: IssueFilters) -> IssueFilters | None:
    """The same search with the words that were meant, where none of its own is found."""
    if not filters.q or receipt_numbers.read(filters.q):
        return None
    known = select(Issue.title).where(Issue.round_id == round.id, Issue.listed)
    known = known.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(TITLES_KNOWN)
    meant = slips.without_slips(filters.q, db.session.scalars(known))
    return replace(filters, q=meant) if meant else None


def nothing_asked(filters: IssueFilters) -> bool:
    return not (filters.q or filters.applied)


def _values(round, filters) -> dict:
    own = {name: getattr(filters, name) for name in CONDITIONS}
    more = {name: int(value) for name, value in filters.more if value != NONE}
    return {"round_id": round.id} | own | more


@cache
def _in_order(conditions: tuple[str, ...], sort: str, within_round: bool) -> Select:
    """Built once: building a statement costs more than running it."""
    first = Issue.supports_count if sort == "supported" else Issue.id
    return _listed(conditions, within_round).order_by(first.desc(), Issue.id.desc())


@cache
def _listed(conditions: tuple[str, ...], within_round: bool = True) -> Select:
    """within_round False: only for a search, whose index knows the round. The database then begins
    with what the search finds, since no index of issues helps without the round."""
    known = CONDITIONS | {
        name: each for more in MORE.values() for name, each in more.conditions.items()
    }
    named = [known[name] for name in conditions]
    query = select(*SHOWN).where(Issue.listed, *named)
    return query.where(Issue.round_id == bindparam("round_id")) if within_round else query


def _having_words(query, filters, values):
    if not filters.q:
        return query
    matching_ids = _ids_found(filters.q, values["round_id"])
    return query.where(
        Issue.id.in_(matching_ids) if matching_ids is not None else Issue.id.is_(None)
    )


def _ids_found(q: str, round_id: int) -> Select | None:
    """What a search finds: the one issue of a receipt number, else those with every word."""
    receipt = receipt_numbers.read(q)
    return ids_of_receipt(receipt, round_id) if receipt else search_index.matching(q, round_id)


def _page_of(query, values, number):
    return db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE), values).all()


def _nearest(filters, values, number):
    """Widen the box until the page lies within its radius, so that the order is right."""
    listed = _having_words(_listed(filters.conditions), filters, values)
    dx = (Issue.lon - filters.lon) * cos(radians(filters.lat))
    dy = Issue.lat - filters.lat
    square = dx * dx + dy * dy
    for radius_m in RADII_M:
        reach = radius_m / M_PER_DEGREE
        inside = listed.where(*_box(filters, reach), square <= reach * reach)
        if _count(inside.limit(number * SIZE), values) == number * SIZE:
            break
    else:
        inside = listed.where(Issue.lat.is_not(None))
    return _page_of(inside.order_by(square, Issue.id), values, number)


def _box(filters, reach):
    wide = reach / max(cos(radians(filters.lat)), 0.01)
    return (
        Issue.lat.between(filters.lat - reach, filters.lat + reach),
        Issue.lon.between(filters.lon - wide, filters.lon + wide),
    )


def _total(round, filters, values):
    nearest = filters.sort == "nearest"
    if nothing_asked(filters) and not nearest:
        return round.issues_count, False
    issues = _listed(filters.conditions, within_round=not filters.q)
    if nearest:
        issues = issues.where(Issue.lat.is_not(None))
    if filters.q:
        issues = _found_among(issues, filters, values)
    total = _count(issues.limit(COUNTED_TO + 1), values)
    return min(total, COUNTED_TO), total > COUNTED_TO


def _found_among(issues, filters, values):
    """One by one out of the index, so that a limit stops it; in_() would gather all first."""
    matching_ids = _ids_found(filters.q, values["round_id"])
    if matching_ids is None:
        return issues.where(Issue.id.is_(None))
    (issue_id,) = matching_ids.selected_columns
    return matching_ids.where(issues.where(Issue.id == issue_id).exists())


def _count(query, values) -> int:
    some = query.with_only_columns(query.selected_columns[0]).subquery()
    return db.session.scalars(select(func.count()).select_from(some), values).one()


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
