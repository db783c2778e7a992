"""The median, its quartiles and the picture of the preferences."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.targets.agreement import agreement, histogram
from civic.targets.chart import BINS, HEIGHT, WIDTH, chart, nice_step
from civic.targets.numbers import NotANumber, bounds, parse_number
from civic.targets.position import position_among

preferences = st.lists(st.floats(0, 75), min_size=1, max_size=60)


@given(preferences, st.randoms())
def test_the_order_of_answers_changes_nothing(values, chance):
    shuffled = values[:]
    chance.shuffle(shuffled)
    assert agreement(values) == agreement(shuffled)


@given(preferences)
def test_the_median_lies_between_the_quartiles_and_they_within_the_preferences(values):
    found = agreement(values)
    line = [min(values), found.lower_quartile, found.median, found.upper_quartile, max(values)]
    assert line == sorted(line) and found.count == len(values)
    assert found.median == pytest.approx(statistics.median(values), abs=1e-9)


@given(st.lists(st.floats(0, 75), min_size=2, max_size=60))
def test_quartiles_are_those_of_a_spreadsheet(values):
    expected = statistics.quantiles(values, n=4, method="inclusive")
    found = agreement(values)
    assert [found.lower_quartile, found.median, found.upper_quartile] == pytest.approx(
        expected, abs=1e-9
    )


def test_an_even_count_takes_the_mean_of_the_middle_two():
    assert agreement([10, 20, 15, 70]).median == 17.5
    with pytest.raises(ValueError):
        agreement([])


@given(preferences, st.integers(1, 30))
def test_every_preference_is_counted_once(values, bins):
    assert sum(histogram(values, 0, 75, bins)) == len(values)


def test_an_interval_holds_its_lower_end_and_the_last_one_both():
    assert histogram([0, 5, 10, 99, -3], 0, 10, 2) == [2, 3]
    for wrong in ((10, 0, 2), (0, 10, 0)):
        with pytest.raises(ValueError):
            histogram([1], *wrong)


@given(preferences)
def test_the_picture_stays_inside_its_frame_and_its_tallest_bar_fills_it(values):
    drawn = chart(values, 0, 75, baseline=72, mine=values[0])
    assert max(bar.height for bar in drawn.bars) == HEIGHT
    assert sum(bar.count for bar in drawn.bars) == len(values) and len(drawn.bars) <= BINS
    for label in (drawn.median, drawn.mine, drawn.baseline, *drawn.ticks):
        assert 0 <= label.x <= WIDTH


def test_a_press_moves_about_a_hundredth_by_a_round_number():
    assert [nice_step(0, top) for top in (75, 100, 1000, 5, 0.3)] == [1, 1, 10, 0.05, 0.005]


@pytest.mark.parametrize(
    ("text", "value"), [("1,200", 1200), ("20분", 20), ("１２.５", 12.5), (" −3 ", -3)]
)
def test_numbers_are_read_as_people_type_them(text, value):
    assert parse_number(text, "분") == value


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e999", "열다섯", "1.2.3", "9" * 30, "20점"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        parse_number(text, "분")


def test_skipping_leads_to_the_next_unanswered_and_round_again():
    assert position_among([4, 7, 9], 7, {9}).next == 4
    assert position_among([4, 7, 9], 7, {4, 9}).next is None
    assert position_among([4, 7], 99, set()).number == 0


def test_suggested_bounds_are_round_and_hold_the_case():
    assert bounds("분", 78, 13) == (0, 80)
    assert bounds("%", 37, 93.8) == (0, 100)
    assert bounds("%", 37, 109) == (0, 150)
    assert bounds("건", None, 0) == (0, 100)
