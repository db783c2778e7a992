"""Two planners with the same settings open: nobody's change is lost without a word."""

import re
from datetime import date

import pytest

from civic.db import db
from civic.rounds.models import Round, RoundChange
from civic.rounds.rules import CallClosed
from tests.rounds.conftest import FORM
from tests.rounds.test_opening import SETTINGS

ADDRESS = "/gaon/1/office/settings"
PHASES = "/gaon/1/office/phases/"


@pytest.fixture
def seoyeon(person, as_person):
    return as_person(person("서연", "planner"))


@pytest.fixture
def jiho(person, as_person):
    return as_person(person("지호", "planner"))


def seen(client, address=ADDRESS):
    return re.search(r'name="seen" value="(\d+)"', client.get(address).text)[1]


def test_the_second_to_save_is_told_what_the_first_changed_and_keeps_the_input(
    seoyeon, jiho, round
):
    opened = seen(jiho)
    seoyeon.post(ADDRESS, data=FORM | {"budget_won": "20억", "seen": seen(seoyeon)})

    answer = jiho.post(ADDRESS, data=FORM | {"title": "지호가 적은 이름", "seen": opened})

    assert answer.status_code == 409
    assert "예산: 40억 원 → 20억 원" in answer.text
    assert "서연" in answer.text
    assert 'value="지호가 적은 이름"' in answer.text
    db.session.expire_all()
    assert (round.title, round.budget_won) == ("2027 함께 정하기", 2_000_000_000)


def test_having_read_it_the_second_may_save_after_all(seoyeon, jiho, round):
    opened = seen(jiho)
    seoyeon.post(ADDRESS, data=FORM | {"seen": seen(seoyeon)})
    mine = FORM | {"title": "지호가 적은 이름"}
    again = jiho.post(ADDRESS, data=mine | {"seen": opened}).text
    shown = re.search(r'name="seen" value="(\d+)"', again)[1]

    assert jiho.post(ADDRESS, data=mine | {"seen": shown}).status_code == 303
    db.session.expire_all()
    assert round.title == "지호가 적은 이름"


def test_saving_what_is_there_already_is_no_conflict(seoyeon, jiho, round):
    opened = seen(jiho)
    seoyeon.post(ADDRESS, data=FORM | {"seen": seen(seoyeon)})
    assert jiho.post(ADDRESS, data=FORM | {"seen": opened}).status_code == 303
    assert db.session.scalar(db.select(db.func.count(RoundChange.id))) == 1


@pytest.mark.parametrize("strange", ["", "-1", "x", "9" * 30, "１２", "0x1"])
def test_a_strange_mark_of_what_was_seen_breaks_nothing(strange, seoyeon, round):
    assert seoyeon.post(ADDRESS, data=FORM | {"seen": strange}).status_code == 303


def test_the_calendar_too_tells_who_was_first(seoyeon, jiho, round):
    round.phases = []
    db.session.commit()
    opened = seen(jiho, PHASES)
    seoyeon.post(
        PHASES,
        data={"report_starts": "2026-11-21T12:00", "report_ends": "2026-12-09T00:00"}
        | {"seen": seen(seoyeon, PHASES)},
    )
    mine = {"report_starts": "2026-11-21T12:00", "report_ends": "2026-12-25T00:00"}
    answer = jiho.post(PHASES, data=mine | {"seen": opened})

    assert answer.status_code == 409
    assert "12월\u00a09일(수) 00:00" in answer.text and "서연" in answer.text
    assert 'value="2026-12-25T00:00"' in answer.text
    db.session.expire_all()
    assert round.phase("report").ends_at.isoformat() == "2026-12-08T15:00:00+00:00"


def test_a_closed_call_opens_no_round_by_any_way(app, gaon, call):
    call.apply_to_on = date(2026, 11, 21)
    db.session.commit()
    with pytest.raises(CallClosed):
        Round.open(gaon, call, None, **SETTINGS)
    wanted = ["rounds", "open", "--municipality", "gaon", "--call", "call", "--title", "참여"]
    told = app.test_cli_runner().invoke(args=[*wanted, "--budget-won", "9"])
    assert told.exit_code == 1
    assert "call took applications until 2026-11-21" in told.output
    assert db.session.scalars(db.select(Round)).all() == []
