"""What the map shows inside a box: clusters of issues, or nearer by each for itself."""

from dataclasses import asdict, dataclass
from functools import cache

from sqlalchemy import Row, Select, bindparam, func, select

from civic.db import db
from civic.issues.browsing.find import ISSUE
from civic.issues.listing.map_cells import IssueCell
from civic.places.map_cells import ZOOMS, cells_in
from civic.places.typed_point import parse_point

MOST_CELLS = 1_000
# A cell table answers up to this zoom; nearer, issues stand for themselves.
PINS_FROM_ZOOM = 16
MOST_PINS = 300
DIGITS = 6  # of a position: a hand's breadth


class BadBox(ValueError):
    """The feed was asked for something that is no box or zoom."""


@dataclass(frozen=True)
class MapBox:
    """Degrees, west <= east and south <= north, at a zoom."""

    west: float
    south: float
    east: float
    north: float
    zoom: int

    @classmethod
    def read(cls, args) -> "MapBox":
        """From bbox=west,south,east,north and zoom. Raises: BadBox."""
        sides, zoom = args.get("bbox", "").split(","), args.get("zoom", "")
        if len(sides) != 4 or not zoom.isdecimal() or len(zoom) > 2 or int(zoom) > 22:
            raise BadBox
        south_west, north_east = parse_point(sides[1], sides[0]), parse_point(sides[3], sides[2])
        if south_west is None or north_east is None:
            raise BadBox
        (south, west), (north, east) = south_west, north_east
        south, north = max(south, -85.0), min(north, 85.0)
        if west > east or south > north:
            raise BadBox
        return cls(west, south, east, north, int(zoom))


def feed(round_id: int, box: MapBox, base: str) -> dict:
    """A FeatureCollection of points (RFC 7946): from zoom 16 on single issues, unless they are too
    many, else clusters, which have a count. base: the address an issue's number is put behind."""
    features = _pins(round_id, box, base) if box.zoom >= PINS_FROM_ZOOM else None
    if features is None:
        features = _cells(round_id, box)
    return {"type": "FeatureCollection", "features": features}


def _feature(lat: float, lon: float, properties: dict) -> dict:
    geometry = {"type": "Point", "coordinates": [round(lon, DIGITS), round(lat, DIGITS)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _cells(round_id: int, box: MapBox) -> list[dict]:
    zoom = min(max(box.zoom, ZOOMS[0]), ZOOMS[-1])
    x, y = cells_in(box.west, box.south, box.east, box.north, zoom)
    cells = {"left": x[0], "right": x[-1], "top": y[0], "bottom": y[-1]}
    rows = db.session.execute(_cells_of(), {"round_id": round_id, "zoom": zoom} | cells)
    return [_feature(round(lat / n, 5), round(lon / n, 5), {"count": n}) for n, lat, lon in rows]


def _pins(round_id: int, box: MapBox, base: str) -> list[dict] | None:
    """The issues in the box; None when they are too many to stand for themselves."""
    here = asdict(box) | {"round_id": round_id}
    # Counted in the index first: a crowded box costs the same at any number of issues.
    if db.session.execute(_number_of_pins(), here).scalar_one() > MOST_PINS:
        return None
    return [_pin(row, base) for row in db.session.execute(_pins_of(), here)]


# Statements are built once, past the ORM: to build one costs more than to run it.


@cache
def _cells_of() -> Select:
    cell = IssueCell.__table__.c
    within = (
        cell.x.between(bindparam("left"), bindparam("right")),
        cell.y.between(bindparam("top"), bindparam("bottom")),
    )
    here = cell.round_id == bindparam("round_id"), cell.zoom == bindparam("zoom"), *within
    query = select(cell.issues, cell.sum_lat, cell.sum_lon).where(*here)
    return query.order_by(cell.issues.desc(), cell.x, cell.y).limit(MOST_CELLS)


@cache
def _number_of_pins() -> Select:
    some = select(ISSUE.id).where(*_in_box()).limit(MOST_PINS + 1).subquery()
    return select(func.count()).select_from(some)


@cache
def _pins_of() -> Select:
    columns = ISSUE.id, ISSUE.lat, ISSUE.lon, ISSUE.title, ISSUE.status, ISSUE.supports_count
    return select(*columns).where(*_in_box())


def _in_box() -> tuple:
    return (
        ISSUE.round_id == bindparam("round_id"),
        ISSUE.listed,
        ISSUE.lat.between(bindparam("south"), bindparam("north")),
        ISSUE.lon.between(bindparam("west"), bindparam("east")),
    )


def _pin(row: Row, base: str) -> dict:
    about = {"title": row.title, "status": row.status, "supports": row.supports_count}
    return {"id": row.id} | _feature(row.lat, row.lon, about | {"url": f"{base}{row.id}"})
