"""One home for a city: what can be done in any round, my reports, and what became better."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from civic.db import db
from civic.rounds.at_hand import at_hand, by_nearness, open_acts
from tests.conftest import NOW
from tests.factory import add_round, report_issue

DAY = timedelta(days=1)


@pytest.fixture
def voting(gaon, call, round):
    """A second round, whose vote ends in three days."""
    second = add_round(gaon, call, 2, {"vote": (NOW - DAY, NOW + 3 * DAY)}, title="두 번째")
    db.session.commit()
    return second


@pytest.fixture
def finished(gaon, call, round):
    third = add_round(gaon, call, 3, {"report": (NOW - 9 * DAY, NOW - 5 * DAY)}, title="끝난 것")
    db.session.commit()
    return third


def test_what_closes_first_comes_first(round, voting, finished):
    acts = open_acts([finished, voting, round], NOW)
    assert [(act.round.number, act.kind) for act in acts] == [(2, "vote"), (1, "report")]
    assert acts[0].days == 3


def test_the_round_at_hand_takes_reports_else_closes_first_else_is_newest(
    round, voting, finished, clock
):
    rounds = [finished, voting, round]
    assert at_hand(rounds, NOW) is round
    assert at_hand([finished, voting], NOW) is voting
    assert at_hand([finished], NOW) is finished
    assert at_hand([], NOW) is None
    assert by_nearness(rounds) == [voting, round, finished]


def test_the_camera_leads_into_the_round_that_takes_reports(client, round, voting, finished):
    page = client.get("/gaon/").text
    assert "무엇이 불편하세요?" in page
    assert 'href="/gaon/1/issues/new"' in page
    assert 'href="/gaon/2/vote"' in page
    assert "3일 남음" in page
    assert page.index("두 번째") < page.index("끝난 것")


def test_my_reports_of_every_round_say_what_they_wait_for(
    as_person, minji, round, voting, finished, seoyeon
):
    hers = report_issue(round, minji, title="첫 참여 기간의 제보")
    asked = report_issue(round, minji, title="물어본 제보")
    asked.round_id = finished.id
    db.session.flush()
    asked.set_status("asked", seoyeon, "어디인가요?")
    db.session.commit()
    for address in ("/gaon/", "/gaon/mine"):
        page = as_person(minji).get(address).text
        assert page.index("물어본 제보") < page.index("첫 참여 기간의 제보")
        assert "답을 보내 주세요" in page
        assert f'href="/gaon/3/issues/{asked.id}#life"' in page
        assert f'href="/gaon/1/issues/{hers.id}"' in page


def test_nobody_reads_others_reports_as_theirs(client, as_person, minji, junho, round):
    report_issue(round, minji, title="민지의 제보")
    db.session.commit()
    assert "민지의 제보" not in as_person(junho).get("/gaon/").text
    assert "내 제보" not in client.get("/gaon/").text


def test_the_old_addresses_of_what_is_mine_lead_there(as_person, minji, round):
    hers = as_person(minji)
    assert hers.get("/gaon/1/mine").location == "/gaon/mine"
    sent = hers.post("/gaon/1/mine/profile", data={"name": "새별"})
    assert (sent.status_code, sent.location) == (308, "/gaon/mine/profile")


def test_a_city_without_rounds_has_a_home_and_nothing_of_mine(as_person, minji):
    assert "아직 열린 참여 기간이 없어요" in as_person(minji).get("/gaon/").text
    assert as_person(minji).get("/gaon/mine").status_code == 404


def test_an_address_for_an_act_that_is_not_open_says_so(client, round):
    assert client.get("/gaon/vote").location == "/gaon/"
    assert "지금은 투표하는 기간이 아니에요" in client.get("/gaon/").text


def test_the_home_asks_few_questions(as_person, minji, round, voting, finished, seoyeon):
    for number in range(6):
        report_issue(round, minji, title=f"제보 {number}").set_status("done", seoyeon, "고쳤어요.")
    db.session.commit()
    hers, asked = as_person(minji), []

    def count(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    hers.get("/gaon/")
    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert hers.get("/gaon/").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len([line for line in asked if line.startswith(("SELECT", "WITH"))]) <= 12, asked
