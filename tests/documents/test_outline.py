"""The city drawn as SVG paths in a small box."""

import pytest

from civic.documents.charts.outline import outline, shades, simplify
from civic.places.geojson import read_boundaries
from tests.paths import SHARED

DATA = SHARED / "boundaries"


def square(west, south, size=0.1):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def two_districts():
    return outline(
        [
            (1, "달내동", [[square(127, 36)]], (127.05, 36.05)),
            (2, "느티동", [[square(127.1, 36)], [square(127.3, 36, 0.0001)]], (127.15, 36.05)),
        ]
    )


def test_the_city_fills_the_box_and_keeps_its_proportions():
    city = two_districts()
    left, bottom = city.place(36.0, 127.0)
    right, top = city.place(36.1, 127.3001)
    assert (left, right) == (8, 342)
    assert 8 <= top < bottom <= 292
    assert (right - left) / (bottom - top) == pytest.approx(3.001 * 0.8086, rel=0.01)


FAR_EAST = [(2, "동", [[square(128, 36)]], (128.05, 36.05))]


def test_north_is_up_and_labels_stand_where_they_belong():
    city = two_districts()
    west, east = city.shapes
    assert city.place(36.1, 127.0)[1] < city.place(36.0, 127.0)[1]
    assert west.x < east.x
    assert (west.x, west.y) == city.place(36.05, 127.05)


def test_specks_are_left_out_but_a_district_never_vanishes():
    city = two_districts()
    assert city.shapes[1].path.count("M") == 1
    alone = outline(
        [
            (1, "섬", [[square(127, 36, 0.00001)]], (127, 36)),
            (2, "뭍", [[square(128, 36)]], (128, 36)),
        ]
    )
    assert alone.shapes[0].path.startswith("M")


def test_a_straight_line_needs_two_points_and_a_corner_three():
    assert simplify([(0, 0), (1, 0.1), (2, 0)], 0.5) == [(0, 0), (2, 0)]
    assert simplify([(0, 0), (5, 5), (9, 0)], 0.5) == [(0, 0), (5, 5), (9, 0)]
    assert simplify([(0, 0), (0, 0)], 0.5) == [(0, 0), (0, 0)]


def test_names_that_would_touch_are_left_out_the_highlighted_one_first():
    crowd = [(i, "가온동", [[square(127 + i / 1000, 36, 0.01)]], (127, 36)) for i in range(3)]
    assert [shape.id for shape in outline(crowd).labels(2)] == [2]


def test_a_long_name_at_the_border_moves_in_and_one_under_a_pin_is_known():
    name = "종로일이삼사가동"
    shape, _ = outline([(1, name, [[square(127, 36)]], (127, 36.05)), *FAR_EAST]).shapes
    assert shape.x == len(name) * 11 / 2
    assert shape.under_pin(shape.x + 20, shape.y + 3)
    assert not shape.under_pin(shape.x + 80, shape.y) and not shape.under_pin(shape.x, shape.y + 40)


def test_no_districts_are_no_map():
    with pytest.raises(ValueError):
        outline([])


def test_shades_are_quarters_of_the_highest_count():
    assert shades({1: 0, 2: 10, 3: 20, 4: 30, 5: 40}) == {1: "", 2: "q2", 3: "q3", 4: "q4", 5: "q4"}
    assert shades({1: 0}) == {1: ""}
    assert shades({}) == {}


@pytest.mark.parametrize("name", ["gangneung", "chuncheon", "seosan", "chuncheon_2021"])
def test_a_real_city_is_a_few_kilobytes_and_inside_the_box(name):
    path = DATA / f"{name}.geojson"
    if not path.exists():
        pytest.skip(f"needs the real boundaries in {DATA}")
    districts = [(b.code, b.name, b.polygons, b.label) for b in read_boundaries(path.read_bytes())]
    city = outline(districts)
    assert sum(len(shape.path) for shape in city.shapes) < 15_000
    numbers = [
        tuple(map(float, pair.split()))
        for shape in city.shapes
        for pair in shape.path.replace("z", "").replace("M", "L").split("L")
        if pair
    ]
    assert all(8 <= x <= 342 and 8 <= y <= 292 for x, y in numbers)
    assert len(city.labels()) >= 8
