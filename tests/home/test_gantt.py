"""The calendar as bars: rows in order, lengths true to the days."""

from datetime import date
from itertools import pairwise

import pytest

from civic.home.gantt import LEFT, ROW, WIDTH, gantt

REPORT = (date(2026, 11, 1), date(2026, 11, 10), date(2026, 11, 18))
VOTE = (date(2026, 11, 11), date(2026, 11, 20), date(2026, 11, 19))


def test_bars_are_as_long_as_their_days_and_lie_below_one_another():
    drawn = gantt([REPORT, VOTE], date(2026, 11, 6))
    assert [(bar.x, bar.width, bar.y) for bar in drawn.bars] == [
        (LEFT, WIDTH / 2, ROW / 2),
        (LEFT + WIDTH / 2, WIDTH / 2, ROW * 1.5),
    ]
    assert drawn.today_x == LEFT + WIDTH / 4
    assert drawn.bars[1].latest_x == pytest.approx(LEFT + WIDTH * 19 / 20, abs=0.1)


def test_today_is_drawn_only_within_the_days():
    assert gantt([REPORT], date(2026, 10, 31)).today_x is None
    assert gantt([REPORT], date(2026, 11, 11)).today_x is None


def test_months_keep_apart_over_years():
    drawn = gantt([(date(2026, 11, 15), date(2029, 2, 1), None)], date(2027, 1, 1))
    places = [x for x, _month in drawn.months]
    assert all(b - a >= 44 for a, b in pairwise(places))
    assert drawn.months[0][1] == 12


def test_a_single_day_can_be_seen():
    day = date(2026, 11, 1)
    assert gantt([(day, day, None), (day, date(2030, 1, 1), None)], day).bars[0].width == 3


def test_an_empty_calendar_has_no_picture():
    with pytest.raises(ValueError):
        gantt([], date(2026, 1, 1))
