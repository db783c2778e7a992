"""Whom a solution's page names for the money the nation does not pay."""

import pytest

from civic.db import db
from tests.factory import add_solution


@pytest.mark.parametrize(
    ("shares", "others"),
    [
        ({"national": 40, "province": 15, "city": 35, "private": 10}, "지방비와 민간 60%"),
        ({"national": 40, "local": 60}, "지방비 60%"),
        (None, "지방비 60%"),
    ],
)
def test_private_money_is_named_where_the_call_asks_for_it(round, client, shares, others):
    round.call.shares, round.national_share = shares, 0.4
    solution = add_solution(round, cost_won=1_000_000_000)
    db.session.commit()
    page = " ".join(client.get(f"/gaon/1/solutions/{solution.id}").text.split())
    assert "국비 40%" in page and others in page and "6억 원" in page
