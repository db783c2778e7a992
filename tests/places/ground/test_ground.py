"""Rivers, roads and landmarks under a city's own map: read, made small, served, drawn."""

import json

import pytest

from civic.db import db
from civic.places.cli import import_ground
from civic.places.ground import reading
from civic.places.ground.models import Ground
from civic.places.ground.reading import (
    MOST_BYTES,
    NoGround,
    kind_of,
    packed_size,
    read_ground,
)

BOX = (127.0, 36.5, 127.2, 36.6)
ROAD = [[126.9, 36.55], [127.1, 36.56], [127.3, 36.55]]


def feature(geometry, coordinates, **properties):
    shape = {"type": geometry, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


SQUARE = [[[127.02, 36.52], [127.04, 36.52], [127.04, 36.54], [127.02, 36.54], [127.02, 36.52]]]
CITY = collection(
    feature("LineString", ROAD, highway="primary", name="중앙로"),
    feature("LineString", [[127.05, 36.5], [127.06, 36.6]], tags={"waterway": "river"}),
    feature("Polygon", SQUARE, natural="water"),
    feature("Point", [127.05, 36.55], amenity="school", name="달내초등학교"),
    feature("Polygon", SQUARE, amenity="townhall", name="시청"),
    feature("Point", [127.05, 36.55], amenity="bench", name="의자"),
    feature("Point", [129.0, 36.55], amenity="school", name="다른 도시 학교"),
    feature("LineString", "no shape", highway="primary"),
    feature("Point", [127.06, 36.55], amenity="library"),
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ground.geojson"
    path.write_bytes(CITY)
    return path


def run(app, *args):
    return app.test_cli_runner().invoke(import_ground, [*map(str, args), "--municipality", "gaon"])


def test_what_a_map_shows_is_kept_and_ends_at_the_citys_edge():
    ground = read_ground(CITY, BOX)
    found = [
        (each["properties"]["kind"], each["properties"]["name"]) for each in ground["features"]
    ]
    assert found == [
        *(("water", ""), ("river", ""), ("road", "중앙로")),
        *(("landmark", "달내초등학교"), ("landmark", "시청")),
    ]
    (road,) = ground["features"][2]["geometry"]["coordinates"]
    assert (road[0][0], road[-1][0]) == (127.0, 127.2)


def test_openstreetmaps_tags_are_understood_as_a_program_writes_them():
    assert kind_of({"tags": {"railway": "station"}}) == "landmark"
    assert kind_of({"highway": "footway"}) == "" and kind_of({"kind": "rail"}) == "rail"


def test_a_large_file_becomes_small_enough_for_a_phone(monkeypatch):
    """A tenth of such a file, for a phone that fetches a tenth."""
    monkeypatch.setattr(reading, "MOST_BYTES", MOST_BYTES // 10)
    zigzag = [
        feature(
            "LineString",
            [[127 + n * 0.0002, 36.5 + row * 0.0004 + n % 7 * 0.00011] for n in range(900)],
            highway="residential" if row % 4 else "primary",
        )
        for row in range(24)
    ]
    data = collection(*zigzag)
    assert packed_size(json.loads(data)) > 5 * reading.MOST_BYTES
    ground = read_ground(data, BOX)
    assert packed_size(ground) <= reading.MOST_BYTES
    assert "road" in {each["properties"]["kind"] for each in ground["features"]}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", collection(), b'{"features": [7, {}]}'])
def test_a_file_without_ground_is_refused(data):
    with pytest.raises(NoGround):
        read_ground(data, BOX)


def test_it_is_imported_served_for_a_year_and_drawn(app, client, round, gaon, file):
    before = gaon.map_version
    assert "ground" not in client.get("/gaon/1/issues/map").text.split("data-ground=")[1][:40]
    assert run(app, file, "--source", "© OpenStreetMap contributors").exit_code == 0
    db.session.expire_all()
    assert gaon.map_version == before + 1 and db.session.get_one(Ground, gaon.id).source
    page = client.get("/gaon/1/issues/map").text
    address = f"/gaon/ground.geojson?v={gaon.map_version}"
    assert address in page and "© OpenStreetMap contributors" in page
    assert 'class="ground river"' in page
    answer = client.get(address)
    assert (
        answer.mimetype == "application/geo+json" and "immutable" in answer.headers["Cache-Control"]
    )
    assert len(answer.get_json(force=True)["features"]) == 5


def test_a_city_without_ground_has_none_to_give(client, gaon):
    assert client.get("/gaon/ground.geojson").status_code == 404


def test_without_ground_words_are_asked_before_the_map_and_no_spot_is_to_be_confirmed(
    app, as_person, minji, round, file
):
    page = as_person(minji).get("/gaon/1/issues/new").text
    assert "여기가 맞아요" not in page
    assert page.index("가까운 건물, 가게, 길 이름") < page.index("data-place-map")
    assert run(app, file).exit_code == 0
    page = as_person(minji).get("/gaon/1/issues/new").text
    assert "여기가 맞아요" in page and "가까운 건물, 가게, 길 이름" not in page


def test_a_file_of_nothing_says_so(app, gaon, tmp_path):
    empty = tmp_path / "empty.geojson"
    empty.write_text("{}")
    answer = run(app, empty)
    assert answer.exit_code == 1 and "no rivers, roads or landmarks" in answer.output
