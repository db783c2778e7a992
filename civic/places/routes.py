"""District polygons for maps, the city's outline in templates, and address search."""

import json
from functools import lru_cache

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from civic.documents.charts.outline import Outline, shades
from civic.engines.geocoders.protocol import GeocoderDown
from civic.languages.romanised import place_name
from civic.places.geojson import right_handed, thinned
from civic.places.ground import routes as ground_routes
from civic.places.ground.models import Ground
from civic.places.legal_dongs import routes as legal_dong_routes
from civic.places.point_in_district import OutsideMunicipality
from civic.places.population import routes as population_routes
from civic.web.filters import called
from civic.web.limits import by_setting
from civic.web.security import readable_elsewhere

LONGEST_ADDRESS = 100

bp = Blueprint("places", __name__, url_prefix="/<municipality>")
bp.register_blueprint(population_routes.bp)
bp.register_blueprint(legal_dong_routes.bp)
bp.register_blueprint(ground_routes.bp)
bp.add_app_template_global(shades, "shades")


@bp.app_template_global()
def outline_of(municipality):
    """The `city` that places/_city_map.html needs."""
    return municipality.outline(str(get_locale()))


@bp.app_template_global()
def draw_land(city: Outline, here: int | None, shade: dict[int, str], taps: bool) -> Markup:
    """The districts of places/_city_map.html, most of what it draws: once for all that shows."""
    return _draw_land(city, here, tuple(shade.items()), taps)


@lru_cache(maxsize=500)
def _draw_land(city: Outline, here: int | None, shade: tuple, taps: bool) -> Markup:
    shown = {"city": city, "here": here, "shade": dict(shade), "taps": taps}
    return Markup(render_template("places/_land.html", **shown))


@bp.app_template_global()
def map_data(municipality) -> dict:
    """{districts, bounds, find, tiles, ground, attribution}: what the map scripts read from
    data-…. ground is of our own, where no tiles are set."""
    box, slug, config = municipality.bounds(), municipality.slug, current_app.config
    searches = config["GEOCODER"] != "none"
    ground = None if config["TILE_URL"] else Ground.of(municipality)
    version = municipality.map_version
    return {
        "districts": url_for("places.districts", municipality=slug, v=version),
        "bounds": ",".join(f"{side:.5f}" for side in box) if box else "",
        "find": url_for("places.find_address", municipality=slug) if searches else "",
        "tiles": config["TILE_URL"],
        "ground": url_for("places.ground.show", municipality=slug, v=version) if ground else "",
        "attribution": ground.source if ground else config["TILE_ATTRIBUTION"],
    }


@bp.get("/districts.geojson")
def districts():
    """The municipality's polygons; cached for a year under ?v=<map_version>."""
    place = g.municipality
    body = place.once("geojson", lambda: _feature_collection(place))
    response = current_app.response_class(body, mimetype="application/geo+json")
    response.set_etag(f"{place.id}-{place.map_version}")
    if request.args.get("v") == str(place.map_version):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return readable_elsewhere(response).make_conditional(request)


@bp.get("/places/find")
@by_setting("ADDRESS_LIMIT")
def find_address():
    """{lat, lon, district} of an address, or {error} with what to do instead."""
    address = " ".join(request.args.get("q", "").split())
    if not 2 <= len(address) <= LONGEST_ADDRESS:
        return {"error": _("주소를 2자에서 %(n)s자까지 적어 주세요.", n=LONGEST_ADDRESS)}, 422
    try:
        position = current_app.extensions["geocoder"].find(address)
    except GeocoderDown as down:
        current_app.logger.warning("address search is down: %s", down)
        return {"error": _("지금은 주소를 찾을 수 없어요. 지도를 눌러 위치를 정해 주세요.")}, 503
    return _answer(position)


def _answer(position):
    if position is None:
        return {"error": _("그 주소를 찾지 못했어요. 도로명이나 지번까지 적어 보세요.")}, 404
    try:
        district = g.municipality.district_at(*position)
    except OutsideMunicipality:
        return {"error": _("%(name)s 밖에 있는 주소예요.", name=called(g.municipality))}, 422
    return {"lat": position[0], "lon": position[1], "district": called(district)}


def _feature_collection(place) -> bytes:
    """GeoJSON with positions to 5 decimals (a metre)."""
    rows = place.shapes()
    areas = thinned([row.polygons for row in rows])
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": row.id,
                "name": row.name,
                "name_en": place_name(row, "en"),
                "code": row.code,
                "label": [round(row.label_lon, 5), round(row.label_lat, 5)],
            },
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": right_handed(_rounded(polygons)),
            },
        }
        for row, polygons in zip(rows, areas, strict=True)
    ]
    whole = {
        "type": "FeatureCollection",
        "name": place.name,
        "source": place.boundary_source,
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _rounded(part):
    return [_rounded(p) for p in part] if isinstance(part, list) else round(part, 5)
