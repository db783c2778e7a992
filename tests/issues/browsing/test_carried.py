"""What a finished round left unanswered goes on in the city's next round until it is answered."""

from datetime import timedelta

import pytest

from civic.dashboard.waiting import waiting
from civic.db import db
from civic.issues.browsing.carried import carried_count, unanswered_count
from civic.issues.comments import IssueComment
from civic.issues.importing.models import IssueImport
from civic.issues.support import Support
from civic.participation.participants import participants_of
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.solutions.rules import IssuesDoNotFit
from tests.conftest import NOW
from tests.factory import add_round, propose_solution, report_issue

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
    now = (NOW - DAY, NOW + 3 * DAY)
    following = add_round(gaon, call, 2, {"report": now, "propose": now}, title="다음 공모")
    db.session.commit()
    return following


def test_it_is_on_the_pages_of_the_next_round(client, following, unanswered):
    for page in ("/gaon/2/", "/gaon/2/issues/"):
        assert "지난 참여 기간에서 이어온 제보 1건" in client.get(page).text
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
    assert unanswered.goes_on_in() is None


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
    assert unanswered.goes_on_in() is None


def test_a_first_round_has_nothing_to_go_on_with(client, round):
    assert "이어온 제보가 없어요" in client.get("/gaon/1/issues/carried").text


def test_what_seeks_solutions_goes_on_too_but_waits_for_no_answer(following, unanswered, seoyeon):
    unanswered.set_status("soliciting", seoyeon)
    db.session.commit()
    assert unanswered.goes_on_in() == following
    assert (carried_count(following), unanswered_count(following)) == (1, 0)


def test_it_is_supported_and_talked_about_in_the_new_round(
    client, as_person, following, unanswered, junho
):
    here = f"/gaon/1/issues/{unanswered.id}"
    assert "공감하기" in client.get(here).text
    junhos = as_person(junho)
    junhos.post(f"{here}/support")
    junhos.post(
        f"{here}/comments", data={"body": "아직도 꺼져 있어요.", "request_key": "k-carried"}
    )
    support = db.session.scalars(db.select(Support)).one()
    comment = db.session.scalars(db.select(IssueComment)).one()
    assert support.carried_into_id == comment.carried_into_id == following.id
    assert unanswered.followed_by(junho)
    assert (unanswered.supports_count, unanswered.carried_supports) == (0, 1)
    assert "그때 0명, 이어서 1명이 공감했어요" in as_person(junho).get(here).text


def test_what_was_done_since_is_of_the_new_round_alone(following, unanswered, junho):
    unanswered.support(junho)
    db.session.commit()
    assert participants_of(following).by_first_act == {1: 1}
    assert participants_of(unanswered.round).by_first_act == {0: 1}
    assert db.session.get_one(Round, unanswered.round_id).issues_count == 1
    assert following.issues_count == 0


def test_a_support_is_taken_back(following, unanswered, junho):
    unanswered.support(junho)
    unanswered.withdraw_support(junho)
    db.session.commit()
    assert unanswered.all_supports == 0


def test_a_support_of_the_finished_round_stays(round, call, gaon, unanswered, junho, as_person):
    unanswered.support(junho)
    for phase in round.phases:
        phase.starts_at, phase.ends_at = NOW - 9 * DAY, NOW - 5 * DAY
    add_round(gaon, call, 2, {"report": (NOW - DAY, NOW + 3 * DAY)})
    db.session.commit()
    here, junhos = f"/gaon/1/issues/{unanswered.id}", as_person(junho)
    page = junhos.get(here).text
    assert "지난 참여 기간에 공감했어요." in page and "/support/withdraw" not in page
    assert junhos.post(f"{here}/support/withdraw").status_code == 409
    db.session.refresh(unanswered)
    assert (unanswered.supports_count, unanswered.carried_supports) == (1, 0)


def test_who_supported_one_of_two_that_became_one_is_counted_once(
    round, call, gaon, unanswered, minji, junho, seoyeon
):
    twin = report_issue(round, minji, title="가로등이 밤에 꺼져요")
    twin.support(junho)
    for phase in round.phases:
        phase.starts_at, phase.ends_at = NOW - 9 * DAY, NOW - 5 * DAY
    add_round(gaon, call, 2, {"report": (NOW - DAY, NOW + 3 * DAY)})
    db.session.commit()
    unanswered.support(junho)
    assert unanswered.carried_supports == 1
    twin.merge_into(unanswered, seoyeon)
    db.session.commit()
    assert (unanswered.supports_count, unanswered.carried_supports) == (1, 0)


def test_it_closes_with_the_decision(following, unanswered, junho, seoyeon):
    unanswered.set_status("rejected", seoyeon, "가로등은 다른 사업에서 바꿔요.")
    with pytest.raises(PhaseClosed):
        unanswered.support(junho)


def test_a_solution_of_the_new_round_is_for_it(as_person, following, unanswered, junho):
    form = as_person(junho).get(f"/gaon/2/solutions/new?issue={unanswered.id}").text
    assert "지난 참여 기간에서 이어온 제보" in form and unanswered.title in form
    words = {"title": "꺼지지 않는 가로등", "summary": "등을 바꿔요.", "request_key": "k-solution"}
    as_person(junho).post("/gaon/2/solutions/", data=words | {"issue_ids": unanswered.id})
    solution = db.session.scalars(db.select(Solution)).one()
    assert solution.issues == [unanswered] and solution.round == following
    page = as_person(junho).get(f"/gaon/2/solutions/{solution.id}").text
    assert f'href="/gaon/1/issues/{unanswered.id}"' in page
    page = as_person(junho).get(f"/gaon/1/issues/{unanswered.id}").text
    assert f'href="/gaon/2/solutions/{solution.id}"' in page
    assert f"/gaon/2/solutions/new?issue={unanswered.id}" in page


def test_what_was_decided_takes_no_new_solution(following, unanswered, junho, seoyeon):
    unanswered.set_status("rejected", seoyeon, "가로등은 다른 사업에서 바꿔요.")
    with pytest.raises(IssuesDoNotFit):
        propose_solution(following, junho, [unanswered])


def test_whoever_reports_the_same_again_is_led_to_it(as_person, following, unanswered, junho):
    asked = {"title": "밤마다 가로등이 꺼져요", "category": unanswered.category}
    page = as_person(junho).post("/gaon/2/issues/similar", data=asked).text
    assert f'href="/gaon/1/issues/{unanswered.id}"' in page and "이어온 제보" in page
    assert f'formaction="/gaon/1/issues/{unanswered.id}/same"' in page
    as_person(junho).post(f"/gaon/1/issues/{unanswered.id}/same")
    assert unanswered.supported_by(junho)


def test_the_planner_finds_it_behind_a_solution_that_was_counted(
    as_person, following, unanswered, junho, seoyeon
):
    solution = propose_solution(following, junho, [unanswered])
    solution.status, following.vote_sealed_at = "selected", NOW
    db.session.commit()
    page = as_person(seoyeon).get("/gaon/2/plan/outcomes").text
    assert f'href="/gaon/1/issues/{unanswered.id}#office"' in page
