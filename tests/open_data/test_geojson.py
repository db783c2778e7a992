"""Every GeoJSON that is served, looked at by geojson-validator."""

import json
from math import sin

import pytest

from civic.db import db
from civic.documents.export.geojson import export
from civic.issues.models import rebuild_round_index
from civic.places.cli import import_ground
from civic.plans.models import Plan
from civic.plans.section.compile import compile_document
from civic.plans.snapshots.gather import gather
from tests.factory import add_issue
from tests.places.ground.test_ground import feature

CLOCKWISE = [[[127.02, 36.52], [127.02, 36.54], [127.04, 36.54], [127.04, 36.52], [127.02, 36.52]]]
FAR, NEAR = "zoom=10&bbox=126.9,36.4,127.3,36.7", "zoom=17&bbox=126.9,36.4,127.3,36.7"
SERVED = [
    "/gaon/districts.geojson",
    "/gaon/ground.geojson",
    f"/gaon/1/issues/map.json?{FAR}",
    f"/gaon/1/issues/map.json?{NEAR}",
    "/api/v1/cities/gaon/rounds/1/issues?format=geojson",
]


@pytest.fixture(scope="module")
def validator():
    reason = "requirements-dev.txt is not installed"
    return pytest.importorskip("geojson_validator", reason=reason)


@pytest.fixture
def clean(validator):
    """clean(text) is what is wrong with a GeoJSON, and what some programs stumble over."""

    def look(text):
        content = json.loads(text)
        assert content["features"], "there is something to look at"
        # One has no place; a geometry of null is in order (RFC 7946, 3.2), which it can't measure.
        placed = [each for each in content["features"] if each["geometry"]]
        found = validator.validate_geometries(content | {"features": placed})
        return [validator.validate_structure(content), found["invalid"], found["problematic"]]

    return look


@pytest.fixture
def city(app, gaon, round, tmp_path):
    """Rings that turn the wrong way, ground, and reports: one with a phone's position, one with
    none."""
    for district in gaon.districts:
        district.polygons = [[ring[::-1] for ring in rings] for rings in district.polygons]
    add_issue(round, 1, lat=36.5512345678901, lon=127.0512345678901)
    add_issue(round, 2)
    rebuild_round_index(round)
    db.session.commit()
    path = tmp_path / "ground.geojson"
    water = feature("Polygon", CLOCKWISE, natural="water")
    road = feature("LineString", [[127.0, 36.55], [127.2, 36.56]], highway="primary", name="중앙로")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [water, road]}))
    app.test_cli_runner().invoke(import_ground, [str(path), "--municipality", "gaon"])
    return gaon


@pytest.mark.parametrize("address", SERVED)
def test_what_is_served_is_clean(client, city, clean, address):
    answer = client.get(address)
    assert answer.mimetype == "application/geo+json"
    assert clean(answer.text) == [{}, {}, {}]


def test_a_border_of_many_corners_is_thinned_where_it_is_shared(client, gaon, clean):
    """As some cities' coasts have them: others' programs take 999 corners of a district."""
    wave = [[round(127 + n / 10_000, 7), round(36.5 + sin(n) / 500, 7)] for n in range(1200)]
    first, second, *rest = gaon.districts
    first.polygons = [[[*wave, [127.12, 36.6], [127, 36.6], wave[0]]]]
    second.polygons = [[[*wave[::-1], [127, 36.4], [127.12, 36.4], wave[-1]]]]
    for n, district in enumerate(rest):
        west = 128 + n / 10
        square = [[west, 36.5], [west + 0.05, 36.5], [west + 0.05, 36.55], [west, 36.5]]
        district.polygons = [[square]]
    gaon.map_version += 1
    db.session.commit()
    text = client.get("/gaon/districts.geojson").text
    assert clean(text) == [{}, {}, {}]
    shapes = [each["geometry"]["coordinates"][0][0] for each in json.loads(text)["features"][:2]]
    north, south = ({tuple(corner) for corner in ring} for ring in shapes)
    assert len(north & south) > 300 and len(north) < 1000


def test_the_plans_file_is_clean(app, city, round, clean):
    data = gather(Plan.start(round))
    document = compile_document(data, 1, "2026-11-22T12:00:00+09:00", "")
    assert clean(export(document).decode()) == [{}, {}, {}]


def test_rings_that_turn_the_wrong_way_would_be_seen(clean):
    geometry = {"type": "Polygon", "coordinates": CLOCKWISE}
    wrong = {"type": "Feature", "properties": {}, "geometry": geometry}
    _structure, invalid, _problematic = clean(
        json.dumps({"type": "FeatureCollection", "features": [wrong]})
    )
    assert invalid
