"""What a finished round left unanswered goes on in the city's next round until it is answered."""

from datetime import timedelta

import pytest

from civic.dashboard.waiting import waiting
from civic.db import db
from civic.issues.browsing.carried import carried_count, goes_on_in
from civic.issues.importing.models import IssueImport
from tests.conftest import NOW
from tests.factory import add_round, report_issue

DAY = timedelta(days=1)
HERE = "/gaon/2/issues/carried"


@pytest.fixture
def unanswered(round, minji):
    issue = report_issue(round, minji, title="밤마다 가로등이 꺼져 있어요")
    db.session.commit()
    return issue


@pytest.fixture
def finished(round, unanswered):
    for phase in round.phases:
        phase.starts_at, phase.ends_at = NOW - 9 * DAY, NOW - 5 * DAY
    db.session.commit()
    return round


@pytest.fixture
def following(gaon, call, finished):
    """The next round, which takes reports."""
    following = add_round(gaon, call, 2, {"report": (NOW - DAY, NOW + 3 * DAY)}, title="다음 공모")
    db.session.commit()
    return following


def test_it_is_on_the_pages_of_the_next_round(client, following, unanswered):
    for page in ("/gaon/2/", "/gaon/2/issues/"):
        assert "지난번에 답하지 못한 제보 1건" in client.get(page).text
    listed = client.get(HERE).text
    assert unanswered.title in listed and f'href="/gaon/1/issues/{unanswered.id}"' in listed


def test_its_own_page_says_where_it_goes_on(client, following, unanswered):
    page = client.get(f"/gaon/1/issues/{unanswered.id}").text
    assert "‘다음 공모’에서 이어서 살펴봐요" in page and 'href="/gaon/2/"' in page


def test_it_waits_for_the_planner_there(as_person, seoyeon, following, unanswered):
    assert waiting(following)["carried"] == 1
    assert "이어온 제보" in as_person(seoyeon).get("/gaon/2/office").text


def test_an_answer_takes_it_off(client, following, unanswered, seoyeon):
    unanswered.set_status("rejected", seoyeon, "가로등은 다른 사업에서 바꿔요.")
    db.session.commit()
    assert carried_count(following) == 0
    assert "이어온 제보가 없어요" in client.get(HERE).text
    assert goes_on_in(unanswered) is None


def test_while_its_own_round_runs_it_stays_there(client, gaon, call, round, unanswered):
    second = add_round(gaon, call, 2, {"vote": (NOW - DAY, NOW + 3 * DAY)}, title="함께 열린 것")
    db.session.commit()
    assert carried_count(second) == 0
    assert "이어서 살펴봐요" not in client.get(f"/gaon/1/issues/{unanswered.id}").text


def test_what_a_file_brought_is_not_carried(following, unanswered):
    file = IssueImport(round=unanswered.round, filename="민원.csv")
    db.session.add(file)
    db.session.flush()
    unanswered.import_id = file.id
    db.session.commit()
    assert carried_count(following) == 0
    assert goes_on_in(unanswered) is None


def test_a_first_round_has_nothing_to_go_on_with(client, round):
    assert "이어온 제보가 없어요" in client.get("/gaon/1/issues/carried").text
