"""The ground for maps that move, and drawn into the picture of the city."""

from flask import Blueprint, abort, current_app, g, request

from civic.documents.charts.outline import Outline, line_path
from civic.places.geojson import right_handed
from civic.places.ground.models import Ground
from civic.places.ground.reading import AREAS, written

DRAWN = ("water", "river", "rail", "road")  # in the picture, whose paths come with the page
DETAIL = 1.2  # units of its box that a line may stray

bp = Blueprint("ground", __name__)


@bp.app_template_global()
def ground_of(municipality, city: Outline | None) -> list[tuple[str, str]]:
    """(kind, path data) in the units of the city's outline, for places/_city_map.html."""
    ground = Ground.of(municipality)
    if ground is None or city is None:
        return []
    return municipality.once("ground paths", lambda: list(_paths(ground.features, city)))


@bp.get("/ground.geojson")
def show():
    """Rivers, roads and landmarks; cached for a year under ?v=<map_version>."""
    ground = Ground.of(g.municipality) or abort(404)
    body = g.municipality.once("ground geojson", lambda: _collection(ground))
    response = current_app.response_class(body, mimetype="application/geo+json")
    response.set_etag(f"{g.municipality.id}-{g.municipality.map_version}")
    if request.args.get("v") == str(g.municipality.map_version):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response.make_conditional(request)


def _collection(ground: Ground) -> bytes:
    """GeoJSON whose rings turn as RFC 7946 says."""
    turned = [
        each | {"geometry": _turned(each["geometry"])} for each in ground.features["features"]
    ]
    return written(ground.features | {"features": turned, "source": ground.source})


def _turned(geometry: dict) -> dict:
    if geometry["type"] != "MultiPolygon":
        return geometry
    return geometry | {"coordinates": right_handed(geometry["coordinates"])}


def _paths(features, city):
    for kind in DRAWN:
        lines = [line for each in features["features"] for line in _lines(each, kind)]
        drawn = (line_path(city, line, DETAIL) for line in lines)
        if path := "".join(filter(None, drawn)):
            yield kind, path


def _lines(feature, kind):
    """Lists of [lon, lat]: of an area its outlines."""
    if feature["properties"]["kind"] != kind:
        return []
    coordinates = feature["geometry"]["coordinates"]
    return [ring for rings in coordinates for ring in rings] if kind in AREAS else coordinates
