"""How days are written: the year stands where a reader would need it, once."""

from datetime import date

import pytest

from civic.web.filters import days


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 12, 8), date(2026, 12, 12), "12월\u00a08일(화) ~ 12월\u00a012일(토)"),
        (date(2027, 1, 19), date(2027, 1, 23), "2027년 1월\u00a019일(화) ~ 1월\u00a023일(토)"),
        (date(2026, 12, 28), date(2027, 1, 3), "12월\u00a028일(월) ~ 2027년 1월\u00a03일(일)"),
        (date(2027, 1, 3), date(2027, 1, 3), "2027년 1월\u00a03일(일)"),
        (None, date(2026, 12, 12), "12월\u00a012일(토)"),
        (None, None, ""),
    ],
)
def test_a_period_names_its_year_once(app, first, last, told):
    with app.test_request_context("/"):
        assert days(first, last) == told
