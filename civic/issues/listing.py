"""The list of a round's issues: what was asked for, in which order, one page at a time."""

from dataclasses import dataclass, replace
from math import cos, radians

from sqlalchemy import func, select

from civic.db import db
from civic.issues import search_index
from civic.issues.categories import CATEGORIES
from civic.issues.models import Issue
from civic.issues.statuses import STATUSES
from civic.web.paging import Page, page_number

SORTS = ("supported", "newest", "nearest")
SIZE = 20
# Filtered lists are counted up to here, so that a count never reads the whole round.
COUNTED_TO = 1000
RADII_M = (1_000, 5_000, 30_000)
M_PER_DEGREE = 111_320
LONGEST_QUERY = 100


class BadFilter(ValueError):
    """A condition that does not exist. name: which."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Filters:
    """What a reader asked for. Coordinates (degrees) are only there for sort nearest."""

    q: str = ""
    category: str = ""
    district: int | None = None
    status: str = ""
    sort: str = "supported"
    lat: float | None = None
    lon: float | None = None

    @classmethod
    def read(cls, args, district_ids) -> "Filters":
        """From a query string. Raises: BadFilter."""
        asked = {name: args.get(name, "").strip() for name in ("q", "category", "status", "sort")}
        for name, known in (("category", CATEGORIES), ("status", STATUSES), ("sort", SORTS)):
            if asked[name] and asked[name] not in known:
                raise BadFilter(name)
        if len(asked["q"]) > LONGEST_QUERY:
            raise BadFilter("q")
        asked["sort"] = asked["sort"] or "supported"
        filters = cls(**asked, district=_district(args.get("district", ""), district_ids))
        return _near(filters, args) if filters.sort == "nearest" else filters

    @property
    def applied(self) -> int:
        return sum(map(bool, (self.category, self.district, self.status)))

    def address_values(self, **changes) -> dict:
        """For url_for: only what was asked, with some conditions changed (empty takes off)."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        if values["sort"] == "supported":
            values["sort"] = ""
        return {name: value for name, value in values.items() if value not in ("", None)}


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


def find(round, filters: Filters) -> tuple[Page, bool]:
    """One page of rows of SHOWN, and whether there are more than the counted total."""
    condition = _condition(round, filters)
    number = page_number()
    if filters.sort == "nearest":
        rows = _nearest(condition, filters, number)
    else:
        first = Issue.supports_count if filters.sort == "supported" else Issue.id
        query = select(*SHOWN).where(*condition).order_by(first.desc(), Issue.id.desc())
        rows = _page_of(query, number)
    total, capped = _total(round, filters, condition)
    return Page(rows, number, SIZE, total), capped


def nothing_asked(filters: Filters) -> bool:
    return not (filters.q or filters.applied)


def _condition(round, filters):
    condition = [Issue.round_id == round.id, Issue.listed]
    if filters.category:
        condition.append(Issue.category == filters.category)
    if filters.district:
        condition.append(Issue.district_id == filters.district)
    if filters.status:
        condition.append(Issue.status == filters.status)
    if filters.q:
        found = search_index.matching(filters.q, round.id)
        condition.append(Issue.id.in_(found) if found is not None else Issue.id.is_(None))
    return condition


def _page_of(query, number):
    return db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE)).all()


def _nearest(condition, filters, number):
    """Widen the box until the page lies within its radius, so that the order is right."""
    dx = (Issue.lon - filters.lon) * cos(radians(filters.lat))
    dy = Issue.lat - filters.lat
    square = dx * dx + dy * dy
    for radius_m in RADII_M:
        reach = radius_m / M_PER_DEGREE
        inside = [*condition, *_box(filters, reach), square <= reach * reach]
        enough = select(Issue.id).where(*inside).limit(number * SIZE).subquery()
        if db.session.scalar(select(func.count()).select_from(enough)) == number * SIZE:
            break
    else:
        inside = [*condition, Issue.lat.is_not(None)]
    return _page_of(select(*SHOWN).where(*inside).order_by(square, Issue.id), number)


def _box(filters, reach):
    wide = reach / max(cos(radians(filters.lat)), 0.01)
    return (
        Issue.lat.between(filters.lat - reach, filters.lat + reach),
        Issue.lon.between(filters.lon - wide, filters.lon + wide),
    )


def _total(round, filters, condition):
    if filters.sort == "nearest":
        condition = [*condition, Issue.lat.is_not(None)]
    elif nothing_asked(filters):
        return round.issues_count, False
    some = select(Issue.id).where(*condition).limit(COUNTED_TO + 1).subquery()
    total = db.session.scalar(select(func.count()).select_from(some))
    return min(total, COUNTED_TO), total > COUNTED_TO


def _district(text, district_ids):
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) not in district_ids:
        raise BadFilter("district")
    return int(text)


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
