"""What pictures are made of: classes, greys, hexagons, lines of words, days and months."""

import re
from datetime import date, timedelta
from itertools import pairwise
from math import hypot

import pytest

from civic.documents.charts.canvas import ems, wrapped
from civic.documents.charts.city import MapArea, choropleth
from civic.documents.charts.classes import bounds, class_of, class_words
from civic.documents.charts.columns import Acts, binned, bins, columns
from civic.documents.charts.hexagons import cell_of, center_of
from civic.documents.charts.logic import Chain, chains
from civic.documents.charts.palette import ACCENT, INK, RAMP, SAND, SUNK, ramp, words_on
from civic.documents.charts.timeline import months
from tests.plans.sample_snapshot import square


def lightness(colour: str) -> float:
    """CIE L* of "#rrggbb", 0 (black) to 100 (white): how light it prints in grey."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_classes_stay_apart_when_printed_in_grey():
    steps = [lighter - darker for lighter, darker in pairwise(map(lightness, RAMP))]
    assert min(steps) > 9
    for count in range(1, 6):
        shades = [lightness(colour) for colour in ramp(count)]
        assert all(lighter - darker > 11 for lighter, darker in pairwise(shades))


def test_marks_stay_apart_when_printed_in_grey():
    assert lightness(SAND) - lightness(ACCENT) > 30  # chosen or not
    assert lightness(ACCENT) - lightness(INK) > 20  # residents' or the call's days
    assert lightness(SUNK) - lightness(ACCENT) > 40


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""

    def luminance(colour):
        light = lightness(colour)
        return ((light + 16) / 116) ** 3 if light > 8 else light / 903.3

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("fill", RAMP)
def test_words_can_be_read_on_every_class(fill):
    assert contrast(fill, words_on(fill)) >= 4.5


def test_black_and_white_have_the_lightness_they_should():
    assert lightness("#000000") == pytest.approx(0)
    assert lightness("#ffffff") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([0, 0], ()),
        ([1], (1,)),
        ([3, 0, 1], (1, 2, 3)),
        ([9, 4], (2, 4, 6, 8, 10)),
        ([4120, 7], (1000, 2000, 3000, 4000, 5000)),
        ([0.5, 2.4], (0.5, 1.0, 1.5, 2.0, 2.5)),
    ],
)
def test_class_bounds_are_round_and_reach_the_highest(values, limits):
    assert bounds(values) == limits


def test_every_value_lies_in_the_class_that_is_named_for_it():
    for highest in range(1, 700):
        limits = bounds([highest])
        assert len(limits) <= 5
        assert limits[-1] >= highest
        assert class_of(highest, limits) == len(limits)
    assert [class_of(n, (2, 4)) for n in range(5)] == [0, 1, 1, 2, 2]
    assert class_words((2, 4), "건") == ["1~2건", "3~4건"]
    assert class_words((1, 2), "건") == ["1건", "2건"]
    assert class_words((0.5, 1.0), "%", whole=False) == ["0~0.5%", "0.5~1%"]


def test_a_point_lies_in_the_nearest_hexagon():
    for n in range(400):
        x, y, radius = (n * 37) % 113 - 50.3, (n * 59) % 97 - 41.7, 9.0
        column, row = cell_of(x, y, radius)
        near = [(column + a, row + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]

        def far(cell, x=x, y=y, radius=radius):
            cx, cy = center_of(*cell, radius)
            return hypot(cx - x, cy - y)

        assert far((column, row)) == pytest.approx(min(map(far, near)))


def test_words_break_between_words_and_end_in_an_ellipsis():
    assert wrapped("마을버스를 한 시간 넘게", 90, 12) == ["마을버스를 한", "시간 넘게"]
    lines = wrapped("긴제목" * 1000, 120, 12)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(ems(line) * 12 <= 120 for line in lines)
    assert wrapped("", 100) == [""]


def test_long_periods_are_shown_by_week_and_nothing_is_lost():
    first = date(2026, 3, 4)
    for days in (1, 45, 46, 200, 1500):
        counts = {first + timedelta(days=n): 1 + n % 3 for n in range(days)}
        steps = bins(min(counts), max(counts))
        assert sum(binned(counts, steps)) == sum(counts.values())
        assert steps.count <= 61
    assert bins(first, first).days == 1
    assert bins(first, first + timedelta(days=100)).days == 7
    assert bins(first, first + timedelta(days=100)).first == date(2026, 3, 2)  # a Monday
    assert columns([Acts("제보", "건", {})], 560) is None


def test_months_over_a_new_year():
    found = list(months(date(2026, 11, 24), date(2027, 1, 3)))
    assert found == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_a_crowded_map_says_the_names_it_has_no_room_for():
    crowd = [
        MapArea(f"가온{n}동", square(127 + n / 9999, 36.5), (127.025, 36.525)) for n in range(9)
    ]
    svg = choropleth(crowd, range(9), "명", 340).svg.decode()
    assert "이름을 적지 못한 곳: " in svg
    assert all(f"가온{n}동" in svg for n in range(9))


def test_a_map_without_anything_counted_is_white():
    svg = choropleth([MapArea("가온동", square(127, 36.5), (127.02, 36.52))], [0], "명", 340).svg
    assert "없음" in svg.decode()
    assert RAMP[2].encode() not in svg


def box(west, south, size):
    east, north = west + size, south + size
    return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


def test_districts_too_small_to_be_named_are_drawn_again_larger_where_there_is_room():
    city = [MapArea("바깥면", box(127, 36, 1), (127.5, 36.9))]
    city += [
        MapArea(f"가온{n}동", box(127 + x, 36 + y, 0.02), (127.01 + x, 36.01 + y))
        for n in range(9)
        for x, y in [(n % 3 / 50, n // 3 / 50)]
    ]
    narrow = choropleth(city, range(10), "명", 320)
    wide = choropleth(city, range(10), "명", 320, beside=240)
    assert (narrow.width, wide.width) == (320, 560)
    assert "이름을 적지 못한 곳: " in narrow.svg.decode()
    assert "이름을 적지 못한 곳: " not in wide.svg.decode()
    assert all(f"가온{n}동" in wide.svg.decode() for n in range(9))


def test_the_lines_of_a_marked_paragraph_hang_under_its_first_word():
    problem, solution = (
        "· 버스가 하루 여섯 번만 와서 병원에 가기 어려움",
        "부르면 오는 버스 여섯 대",
    )
    row = Chain(([problem], [solution], ["· 수"]))
    titles = ("문제", "방안", "지표")

    def lefts(**how) -> list[str]:
        drawn = chains([row], titles, 360, **how).svg.decode()
        return re.findall(r'<text x="([\d.]+)" y="[\d.]+" font-size="11"', drawn)

    assert len(set(lefts())) == 3  # columns
    hanging = lefts(hang=7.5)
    assert len(set(hanging)) == 4 and float(hanging[1]) - float(hanging[0]) == 7.5
