"""What the map shows inside a box: clusters of issues, or nearer by each for itself."""

from dataclasses import dataclass

from sqlalchemy import Row, func, select

from civic.db import db
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue
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
class Box:
    """Degrees, west <= east and south <= north, at a zoom."""

    west: float
    south: float
    east: float
    north: float
    zoom: int

    @classmethod
    def read(cls, args) -> "Box":
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


def feed(round_id: int, box: Box, base: str) -> dict:
    """A FeatureCollection of points (RFC 7946): from zoom 16 on single issues, unless they are too
    many, else clusters, which have a count. base: the address an issue's number is put behind."""
    features = _pins(round_id, box, base) if box.zoom >= PINS_FROM_ZOOM else None
    if features is None:
        features = _cells(round_id, box)
    return {"type": "FeatureCollection", "features": features}


def _feature(lat: float, lon: float, properties: dict) -> dict:
    geometry = {"type": "Point", "coordinates": [round(lon, DIGITS), round(lat, DIGITS)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _cells(round_id: int, box: Box) -> list[dict]:
    zoom = min(max(box.zoom, ZOOMS[0]), ZOOMS[-1])
    x, y = cells_in(box.west, box.south, box.east, box.north, zoom)
    rows = db.session.execute(
        select(IssueCell.issues, IssueCell.sum_lat, IssueCell.sum_lon)
        .where(
            IssueCell.round_id == round_id,
            IssueCell.zoom == zoom,
            IssueCell.x.between(x[0], x[-1]),
            IssueCell.y.between(y[0], y[-1]),
        )
        .order_by(IssueCell.issues.desc(), IssueCell.x, IssueCell.y)
        .limit(MOST_CELLS)
    )
    return [_feature(round(lat / n, 5), round(lon / n, 5), {"count": n}) for n, lat, lon in rows]


def _pins(round_id: int, box: Box, base: str) -> list[dict] | None:
    """The issues in the box; None when they are too many to stand for themselves."""
    here = (
        Issue.round_id == round_id,
        Issue.listed,
        Issue.lat.between(box.south, box.north),
        Issue.lon.between(box.west, box.east),
    )
    # Counted in the index first: a crowded box costs the same at any number of issues.
    some = select(Issue.id).where(*here).limit(MOST_PINS + 1).subquery()
    if db.session.scalars(select(func.count()).select_from(some)).one() > MOST_PINS:
        return None
    columns = Issue.id, Issue.lat, Issue.lon, Issue.title, Issue.status, Issue.supports_count
    return [_pin(row, base) for row in db.session.execute(select(*columns).where(*here))]


def _pin(row: Row, base: str) -> dict:
    about = {"title": row.title, "status": row.status, "supports": row.supports_count}
    return {"id": row.id} | _feature(row.lat, row.lon, about | {"url": f"{base}{row.id}"})
