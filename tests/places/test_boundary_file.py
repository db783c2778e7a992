"""A boundary file is read whole, or every wrong feature is named."""

import json

import pytest

from civic.places.geojson import BoundaryMistakes, label_inside, read_boundaries

RING = [[127.0, 36.0], [127.1, 36.0], [127.1, 36.1], [127.0, 36.1], [127.0, 36.0]]


def feature(ring=RING, kind="Polygon", **properties):
    properties = {"name": "달내동", "code10": "9900010001"} | properties
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def read(*features, **options):
    whole = {"type": "FeatureCollection", "features": list(features)}
    return read_boundaries(json.dumps(whole).encode(), **options)


def mistakes(*features, **options):
    with pytest.raises(BoundaryMistakes) as caught:
        read(*features, **options)
    return caught.value.mistakes


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_polygons_and_multipolygons_become_multipolygons(kind):
    (district,) = read(feature(kind=kind))
    assert (district.code, district.name) == ("9900010001", "달내동")
    assert district.polygons == [[RING]]


@pytest.mark.parametrize("key", ["code10", "adm_cd2", "code"])
def test_three_names_for_the_code_are_known(key):
    (district,) = read(feature(**({"code10": None} | {key: "4215034000"})))
    assert district.code == "4215034000"


def test_a_full_administrative_name_is_cut_to_its_last_word():
    (district,) = read(feature(name=None, adm_nm="강원도 강릉시 주문진읍"))
    assert district.name == "주문진읍"


def test_a_given_label_is_kept_and_a_missing_one_lies_inside():
    assert read(feature(label=[127.02, 36.02]))[0].label == (127.02, 36.02)
    lon, lat = read(feature())[0].label
    assert 127.0 < lon < 127.1
    assert 36.0 < lat < 36.1


@pytest.mark.parametrize("top", [36.2, 36.3])
def test_a_border_that_crosses_itself_is_refused_with_the_place(top):
    bow_tie = [[127.0, 36.0], [127.2, top], [127.2, 36.0], [127.0, 36.2], [127.0, 36.0]]
    [(number, why)] = mistakes(feature(ring=bow_tie))
    assert number == 1
    assert why.startswith("borders cross or overlap at [127.")
    assert why.endswith(": self-intersection")


def test_a_ring_that_encloses_nothing_is_refused():
    line = [[127.0, 36.0], [127.1, 36.0], [127.2, 36.0], [127.0, 36.0]]
    assert len(mistakes(feature(ring=line))) == 1
    assert len(mistakes(feature(ring=[[127.0, 36.0]] * 4))) == 1


def test_the_label_avoids_a_hole():
    hole = [[127.02, 36.0], [127.02, 36.1], [127.09, 36.1], [127.09, 36.0], [127.02, 36.0]]
    lon, _ = label_inside([[RING, hole]])
    assert not 127.02 < lon < 127.09


@pytest.mark.parametrize(
    "code", ["123", "99000100011", "99000A0001", None, 3.5, "９９０００１０００１"]
)
def test_a_code_that_is_not_ten_digits_is_refused(code):
    assert "ten digits" in mistakes(feature(code10=code))[0][1]


def test_every_wrong_feature_is_named_with_its_number():
    found = mistakes(
        feature(),
        feature(name="", code10="9900010002"),
        feature(code10="9900010003", ring=RING[:-1]),
        feature(),
        {"type": "Feature", "properties": {"name": "가", "code": "9900010005"}, "geometry": None},
    )
    assert [number for number, _ in found] == [2, 3, 4, 5]
    assert "not closed" in found[1][1]
    assert "feature 1's too" in found[2][1]


@pytest.mark.parametrize(
    "point", [[-71.05, 42.35], [955000.0, 1950000.0], [127.0], ["127", "36"], [True, 36], None]
)
def test_positions_outside_korea_or_not_degrees_are_refused(point):
    ring = [point, *RING[1:-1], point]
    assert len(mistakes(feature(ring=ring))) == 1


def test_a_city_elsewhere_is_taken_when_asked_for():
    ring = [[lon - 198, lat] for lon, lat in RING]
    assert read(feature(ring=ring), elsewhere=True)[0].polygons == [[ring]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"type":"Feature"}',
        b'{"type":"FeatureCollection","features":[]}',
        b'{"type":"FeatureCollection","features":{}}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_feature_collection_is_refused_as_a_whole(data):
    with pytest.raises(BoundaryMistakes) as caught:
        read_boundaries(data)
    assert caught.value.mistakes[0][0] is None


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_json_should_not_have_are_refused(value):
    assert mistakes(feature(ring=[[value, 36.0], *RING[1:]]))
