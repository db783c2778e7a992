"""Money as people write it, and its sharing, to the last won."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civic.rounds.money import LIMIT, NotMoney, parse_won, won_for_input
from civic.solutions.catalogue.change import change, outcome
from civic.solutions.costs import split


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("14억", 1_400_000_000),
        ("14.5 억 원", 1_450_000_000),
        ("3억 5천만", 350_000_000),
        ("1,400,000,000", 1_400_000_000),
        ("１４억", 1_400_000_000),
        ("천만", 10_000_000),
        ("3천5백만원", 35_000_000),
        ("0", 0),
    ],
)
def test_money_is_read_as_people_write_it(text, won):
    assert parse_won(text) == won


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "억",
        "14억억",
        "3만 5억",
        "-3억",
        "많이",
        "1.5",
        "3천5천",
        "9" * 30,
        "99999조",
        "1..5억",
    ],
)
def test_what_is_no_amount_of_won_is_refused(text):
    with pytest.raises(NotMoney):
        parse_won(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    with contextlib.suppress(NotMoney):
        assert 0 <= parse_won(text) < LIMIT


@given(st.integers(0, LIMIT - 1))
@example(253_659_700)
def test_what_a_form_shows_again_is_the_same_amount(won):
    assert parse_won(won_for_input(won)) == won


@given(st.integers(0, LIMIT), st.floats(0, 1))
def test_national_and_local_money_add_up_exactly(cost, share):
    parts = split(cost, share)
    assert parts.national_won + parts.local_won == cost
    assert parts.national_won >= 0 and parts.local_won >= 0


def test_half_a_won_goes_to_the_nation():
    assert (split(3, 0.5).national_won, split(3, 0.5).local_won) == (2, 1)
    with pytest.raises(ValueError):
        split(-1, 0.5)
    with pytest.raises(ValueError):
        split(1, 1.1)


def test_percent_and_percentage_point_stay_apart():
    parking, bus = change(37, 109, "%"), change(78, 13, "분")
    assert (parking.amount, parking.unit, parking.percent) == (72, "%p", None)
    assert bus.unit == "분" and bus.percent == pytest.approx(-83.33, abs=0.01)


def test_a_result_against_its_direction_is_worse():
    assert outcome(4, 1, "up") == "worse"
    assert outcome(None, 0, "up") == "worse"
    assert outcome(78, 13, "down") == "better"
    assert outcome(None, 93.8, "up") == "level"
