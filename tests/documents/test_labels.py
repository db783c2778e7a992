"""Names on maps: none touches another, and what stands beside its district is led to."""

import re
from itertools import combinations

import pytest

from civic.documents.charts.city import MapArea, choropleth
from civic.documents.charts.labels import Label, LabelBox, fitting, spread
from civic.documents.charts.outline import Shape
from civic.documents.charts.sites import Pin, pins, sites

SHEET = LabelBox(0, 0, 300, 300)


def room(_shape) -> tuple[float, float]:
    return 40, 30


def crowd(count: int, apart: float = 9) -> list[Shape]:
    """Small districts around the middle of the sheet."""
    places = ((150 + apart * (n % 3), 150 + apart * (n // 3)) for n in range(count))
    return [Shape(n, f"가온{n}동", "", x, y, 50 - n) for n, (x, y) in enumerate(places)]


def stand_apart(labels: list[Label]) -> bool:
    boxes = [label.box for label in labels]
    inside = all(SHEET.holds(box) for box in boxes)
    return inside and not any(one.touches(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("count", range(1, 10))
def test_names_of_a_crowd_stand_beside_it_and_touch_nothing(count):
    placed = spread(crowd(count), room, SHEET)
    assert stand_apart(placed)
    assert len(placed) == count if count < 6 else len(placed) > len(fitting(crowd(count), room))
    for label in placed:
        shape = label.shape
        assert label.line is not None or label.box.has(shape.x, shape.y)
        assert label.line is None or label.line[0] == (shape.x, shape.y)


def test_a_line_goes_through_no_other_words():
    placed = spread(crowd(8), room, SHEET)
    lines = [(label, label.line) for label in placed if label.line]
    assert lines
    for label, line in lines:
        assert not any(other.box.crossed_by(line) for other in placed if other is not label)


def test_where_all_are_to_be_named_lines_may_cross():
    assert len(spread(crowd(9), room, SHEET, crossing=True)) == 9
    assert stand_apart(spread(crowd(9), room, SHEET, crossing=True))


def test_a_name_with_room_stays_at_its_place_and_within_the_sheet():
    (label,) = spread([Shape(0, "주문진읍", "", 2, 150, 9)], room, SHEET)
    assert (label.x, label.y, label.line) == (20, 150, None)


def test_what_is_taken_stays_free():
    frame = LabelBox(140, 140, 200, 200)
    placed = spread(crowd(3), room, SHEET, taken=[frame])
    assert len(placed) == 3 and not any(label.box.touches(frame) for label in placed)


def area(name: str, west: float, south: float, size: float) -> MapArea:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return MapArea(name, [[ring]], (west + size / 2, south + size / 2))


CITY = [area("바깥면", 127, 36, 1)] + [
    area(f"가온{n}동", 127.4 + n % 3 / 50, 36.4 + n // 3 / 50, 0.02) for n in range(4)
]


def test_a_map_leads_to_the_names_that_its_districts_have_no_room_for():
    before = choropleth(CITY, range(5), "건", 340).svg.decode()
    after = choropleth(CITY, range(5), "건", 340, apart=True).svg.decode()
    assert "이름을 적지 못한 곳" in before and "이름을 적지 못한 곳" not in after
    assert after.count("<circle") == 4 and "<circle" not in before


def test_what_is_hardly_smaller_than_the_city_is_not_drawn_again():
    spread_out = [area(f"가온{n}동", 127 + n % 5 / 5, 36 + n // 5 / 5, 0.2) for n in range(25)]
    long_names = [MapArea(f"{a.name}과 그 둘레 온 마을", a.polygons, a.label) for a in spread_out]
    assert choropleth(long_names, range(25), "건", 320, beside=240).width == 560
    assert choropleth(long_names, range(25), "건", 320, beside=240, apart=True).width == 320


def test_pins_of_neighbours_stand_apart():
    placed = [Pin(n, str(n)) for n in range(1, 5)]

    def tops(drawing) -> list[tuple[float, float]]:
        found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="16"', drawing.svg.decode())
        return [(float(x), float(y)) for x, y in found]

    def overlap(places) -> bool:
        return any(
            abs(a - c) < 16 and abs(b - d) < 16 for (a, b), (c, d) in combinations(places, 2)
        )

    assert overlap(tops(pins(CITY, placed, 250)))
    after = tops(pins(CITY, placed, 250, apart=True))
    assert len(after) == 4 and not overlap(after)


def test_every_district_of_a_site_is_named_once():
    drawn = sites(CITY, {1, 2, 3, 4}, [], 250, ("대상 읍면동", "제보"), apart=True).svg.decode()
    assert all(drawn.count(f"가온{n}동") == 1 for n in range(4))
