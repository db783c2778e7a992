"""The map page and its feed."""

from dataclasses import dataclass

from flask import g, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import defer

from civic.db import db
from civic.issues.blueprint import bp
from civic.issues.forms import parse_point
from civic.issues.listing import counts
from civic.issues.listing.find import Filters
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue
from civic.places.map_cells import ZOOMS, cells_in
from civic.web.errors import refuse
from civic.web.htmx import render_page

MOST_CELLS = 1_000
# A cell table answers up to this zoom; nearer, issues stand for themselves.
PINS_FROM_ZOOM = 16
MOST_PINS = 300


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
        corners = parse_point(sides[1], sides[0]), parse_point(sides[3], sides[2])
        if None in corners:
            raise BadBox
        (south, west), (north, east) = corners
        south, north = max(south, -85.0), min(north, 85.0)
        if west > east or south > north:
            raise BadBox
        return cls(west, south, east, north, int(zoom))


@bp.errorhandler(BadBox)
def _bad_box(_error):
    sentence = _("지도 범위를 읽을 수 없어요. bbox=서,남,동,북과 zoom(0~22)을 보내 주세요.")
    return refuse(sentence, 400)


@bp.get("/map", endpoint="map")
def map_page():
    districts = {district.id: district for district in g.municipality.districts}
    chosen = _chosen(districts)
    rows = counts.by_district(g.round.id)
    return render_page(
        "issues/listing/map.html",
        "issues/listing/_map_sheet.html",
        rows=rows,
        counts={row.district_id: row.issues for row in rows if row.district_id},
        districts=districts,
        chosen=chosen,
        top=_top(chosen),
    )


@bp.get("/map.json")
def map_feed():
    """Clusters, or single issues from zoom 16, inside a box."""
    box = Box.read(request.args)
    pins = _pins(box) if box.zoom >= PINS_FROM_ZOOM else None
    body = {"cells": [], "issues": pins} if pins is not None else _cells(box)
    return body, 200, {"Cache-Control": "public, max-age=30"}


def _chosen(districts):
    """The district asked for, or None for the whole city. Raises: BadFilter."""
    return districts.get(
        Filters.read({"district": request.args.get("district", "")}, districts).district
    )


def _top(district):
    condition = [Issue.round_id == g.round.id, Issue.listed]
    if district is not None:
        condition.append(Issue.district_id == district.id)
    query = select(Issue).where(*condition).options(defer(Issue.body))
    return db.session.scalars(
        query.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(3)
    ).all()


def _cells(box):
    zoom = min(max(box.zoom, ZOOMS[0]), ZOOMS[-1])
    x, y = cells_in(box.west, box.south, box.east, box.north, zoom)
    rows = db.session.execute(
        select(IssueCell.issues, IssueCell.sum_lat, IssueCell.sum_lon)
        .where(
            IssueCell.round_id == g.round.id,
            IssueCell.zoom == zoom,
            IssueCell.x.between(x[0], x[-1]),
            IssueCell.y.between(y[0], y[-1]),
        )
        .order_by(IssueCell.issues.desc(), IssueCell.x, IssueCell.y)
        .limit(MOST_CELLS)
    )
    cells = [
        {"lat": round(lat / n, 5), "lon": round(lon / n, 5), "count": n} for n, lat, lon in rows
    ]
    return {"cells": cells, "issues": []}


def _pins(box):
    """The issues in the box; None when they are too many to stand for themselves."""
    here = (
        Issue.round_id == g.round.id,
        Issue.listed,
        Issue.lat.between(box.south, box.north),
        Issue.lon.between(box.west, box.east),
    )
    # Counted in the index first: a crowded box costs the same at any number of issues.
    some = select(Issue.id).where(*here).limit(MOST_PINS + 1).subquery()
    if db.session.scalar(select(func.count()).select_from(some)) > MOST_PINS:
        return None
    columns = Issue.id, Issue.lat, Issue.lon, Issue.title, Issue.status, Issue.supports_count
    base = url_for(".index")
    return [
        {
            "id": row.id,
            "lat": row.lat,
            "lon": row.lon,
            "title": row.title,
            "status": row.status,
            "supports": row.supports_count,
            "url": f"{base}{row.id}",
        }
        for row in db.session.execute(select(*columns).where(*here))
    ]
