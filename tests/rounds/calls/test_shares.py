"""재원 비율: what a call asks of whom adds up, and is held against what the plans say."""

import json

import pytest

from civic.db import db
from civic.rounds.calls.models import CALLS, Call
from civic.rounds.calls.shares import SharesWrong, differing, read_shares
from tests.rounds.calls.test_calls import NOTICE, planner, registered  # noqa: F401

WON = {"national": 500, "province": 150, "city": 350, "private": 0}


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"national": 50, "local": 40}, "sum"),
        ({"national": 50, "local": 50, "private": 10}, "sum"),
        ({"national": 50, "local": 30, "city": 20}, "both"),
    ],
)
def test_shares_that_do_not_fit_are_refused(stated, why):
    with pytest.raises(SharesWrong) as refused:
        read_shares(stated)
    assert refused.value.why == why


def test_what_is_not_stated_is_no_share():
    assert read_shares({"national": None, "local": None}) is None
    assert read_shares({"national": 70, "province": 9, "city": 21.0, "private": None}) == {
        "national": 70.0, "province": 9.0, "city": 21.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "off"),
    [
        (None, {}),
        ({"national": 50.0, "local": 50.0}, {}),
        ({"national": 50.0, "province": 15.0, "city": 35.0}, {}),
        ({"national": 70.0, "local": 30.0}, {"national": (70.0, 50.0), "local": (30.0, 50.0)}),
        (
            {"national": 50.0, "province": 25.0, "city": 25.0},
            {"province": (25.0, 15.0), "city": (25.0, 35.0)},
        ),
    ],
)
def test_who_pays_otherwise_than_asked_is_told(shares, off):
    assert differing(shares, WON) == off


def test_private_money_nobody_asked_for_is_told():
    won = {"national": 450, "province": 100, "city": 350, "private": 100}
    assert differing({"national": 50.0, "local": 50.0}, won)["private"] == (0.0, 10.0)
    assert differing({"national": 50.0, "local": 50.0}, dict.fromkeys(won, 0)) == {}


def test_a_planner_states_the_shares_and_a_round_starts_from_them(planner):  # noqa: F811
    shares = {"share_national": "70", "share_province": "9", "share_city": "21"}
    answer = planner.post("/gaon/office/calls/new?from=call", data=NOTICE | shares)
    assert answer.status_code == 303
    (new,) = registered()
    assert new.shares == {"national": 70.0, "province": 9.0, "city": 21.0}
    page = planner.get(answer.location).text
    assert 'value="70"' in page  # the national share, in percent
    assert "국비 70% · 도비 9% · 시·군비 21%" in planner.get("/gaon/office/rounds/new").text
    edited = planner.get(f"/gaon/office/calls/{new.slug}").text
    assert 'name="share_city"' in edited and 'value="21' in edited


def test_a_wrong_sum_is_said_at_the_first_share_and_kept(planner):  # noqa: F811
    wrong = NOTICE | {"share_national": "50", "share_local": "40"}
    answer = planner.post("/gaon/office/calls/new?from=call", data=wrong)
    assert answer.status_code == 422 and "더하면 90%예요" in answer.text
    assert 'value="40' in answer.text and registered() == []


def test_calls_that_ship_name_their_source_and_add_up(app):
    calls = json.loads(CALLS.read_text())
    assert all(call["source"] for call in calls)
    assert len({call["slug"] for call in calls}) == len(calls)
    columns = {column.name for column in Call.__table__.columns}
    assert all(set(call) <= columns for call in calls)
    shared = [call for call in calls if "shares" in call]
    assert shared
    for call in shared:
        assert read_shares(call["shares"]) == call["shares"]
        if "national_won" in call:
            whole = call["national_won"] + call["local_won"]
            assert call["national_won"] / whole * 100 == call["shares"]["national"]
    db.session.rollback()
