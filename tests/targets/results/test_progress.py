"""How far a measured value has come, and where it stands in the picture."""

from datetime import date
from itertools import pairwise

import pytest

from civic.targets.numbers import unit_of_change
from civic.targets.results.chart import HEIGHT, WIDTH, result_chart
from civic.targets.results.progress import points_the_wrong_way, progress

BEFORE, GOAL = (2026, 72.0), (2028, 15.0)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "state", "left", "share"),
    [
        ("down", 72, 15, 31, "on_way", 16, 41 / 57),
        ("down", 72, 15, 15, "reached", 0, 1),
        ("down", 72, 15, 9, "reached", 0, 1),
        ("down", 72, 15, 72, "unchanged", 57, 0),
        ("down", 72, 15, 80, "away", 65, 0),
        ("up", 37, 109, 73, "on_way", 36, 0.5),
        ("up", 37, 109, 30, "away", 79, 0),
        ("up", None, 109, 100, "short", 9, None),
        ("up", None, 109, 110, "reached", 0, None),
        ("down", 10, 12, 11, "reached", 0, None),  # residents asked for less than there is
        ("down", 10, 12, 13, "away", 1, None),
    ],
)
def test_a_value_stands_between_baseline_and_target(
    direction, baseline, target, value, state, left, share
):
    found = progress(direction, "분", baseline, target, value)
    assert (found.state, found.left) == (state, left)
    assert found.share == (share if share is None else pytest.approx(share))


def test_what_is_missing_between_two_percentages_is_percentage_points():
    found = progress("up", "%", 37, 109, 100)
    assert (found.left, found.left_unit, found.changed) == (9, "%p", 63)
    assert [unit_of_change(unit) for unit in ("분", "%p", "건/일")] == ["분", "%p", "건/일"]


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "wrong"),
    [
        ("down", 72, 75, True), ("down", 72, 72, True), ("down", 72, 71, False),
        ("up", 40, 40, True), ("up", 40, 41, False),
        ("up", None, 1, False), ("up", 1, None, False),
    ],
)  # fmt: skip
def test_a_target_no_better_than_the_baseline_points_the_wrong_way(
    direction, baseline, target, wrong
):
    assert points_the_wrong_way(direction, baseline, target) is wrong


def test_heights_are_true_to_the_values_from_zero_on():
    drawn = result_chart([(date(2027, 7, 1), 36.0)], BEFORE, GOAL)
    assert (drawn.baseline.y, drawn.dots[0].y) == (0, HEIGHT / 2)
    assert (drawn.baseline.x, drawn.target.x) == (0, WIDTH)
    assert drawn.dots[0].x == pytest.approx(WIDTH * 365 / 914, abs=0.1)
    assert drawn.target_y == pytest.approx(HEIGHT * (1 - 15 / 72), abs=0.1)


def test_values_below_zero_and_one_lonely_day_are_drawn_too():
    drawn = result_chart([(date(2027, 7, 1), -5.0)], (None, None), (None, 0.0))
    assert drawn.baseline is None
    assert (drawn.dots[0].y, drawn.target_y) == (HEIGHT, 0)
    flat = result_chart([(date(2024, 2, 29), 0.0)], (None, None), (2024, 0.0))
    assert flat.dots[0].y == HEIGHT


def test_a_result_after_the_target_year_has_no_way_left_to_draw():
    drawn = result_chart([(date(2030, 1, 1), 20.0)], BEFORE, GOAL)
    assert drawn.promise == ""
    assert drawn.dots[-1].x == WIDTH


def test_years_on_the_axis_keep_apart():
    drawn = result_chart([(date(2060, 1, 1), 20.0)], BEFORE, GOAL)
    places = [tick.x for tick in drawn.ticks]
    assert all(b - a >= 64 for a, b in pairwise(places))


def test_without_results_there_is_no_picture():
    with pytest.raises(ValueError):
        result_chart([], BEFORE, GOAL)
