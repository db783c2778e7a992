"""A proposal can be said better or taken back, and what it said before is kept."""

import pytest

from civic.db import db
from civic.solutions.changes import SolutionChange
from civic.solutions.rules import may_revise, may_withdraw
from tests.factory import screen


@pytest.fixture
def address(solution):
    return f"/gaon/1/solutions/{solution.id}"


@pytest.fixture
def seoyeon(person, gaon):
    planner = person("담당자 서연")
    planner.grant("planner", gaon)
    db.session.commit()
    return planner


@pytest.mark.parametrize("is_proposer", [True, False])
@pytest.mark.parametrize("status", ["proposed", "on_ballot", "selected"])
@pytest.mark.parametrize("phases", [{"propose"}, {"vote"}, set()])
def test_only_its_proposer_changes_a_proposal_that_is_still_open(is_proposer, status, phases):
    expected = is_proposer and status == "proposed" and "propose" in phases
    assert may_withdraw(is_proposer, status, frozenset(phases)) == expected
    assert may_revise(is_proposer, False, status, frozenset(phases), True) == expected


def test_the_office_changes_it_until_voting_begins():
    assert may_revise(False, True, "proposed", frozenset(), True)
    assert not may_revise(False, True, "proposed", frozenset({"vote"}), False)
    assert not may_revise(False, True, "on_ballot", frozenset(), True)
    assert not may_revise(False, True, "selected", frozenset(), True)


def test_minji_says_it_better_and_what_she_said_is_kept(
    as_person, minji, solution, address, proposal
):
    browser = as_person(minji)
    form = browser.get(f"{address}/edit").text
    assert 'value="부르면 오는 버스"' in form and "고친 대로 저장" in form
    answer = browser.post(f"{address}/edit", data={**proposal, "title": "부르면 오는 작은 버스"})
    assert answer.status_code == 303
    db.session.refresh(solution)
    assert solution.title == "부르면 오는 작은 버스" and solution.cost_won == 1_400_000_000
    assert [step.title for step in solution.steps] == ["설계"]
    (change,) = solution.changes()
    assert change.actor_id == minji.id and change.before["title"] == "부르면 오는 버스"
    assert change.before["cost_won"] == 1_400_000_001 and "category" not in change.before
    page = browser.get(address).text
    assert "달라진 기록 1건" in page and "부르면 오는 버스" in page


def test_steps_are_replaced_in_order(as_person, minji, solution, address, proposal):
    browser = as_person(minji)
    browser.post(f"{address}/edit", data=proposal)
    steps = {"steps-0-title": "설치", "steps-1-title": "운행"}
    months = {f"steps-{n}-month_{end}": n + 1 for n in (0, 1) for end in ("from", "to")}
    browser.post(f"{address}/edit", data={**proposal, **steps, **months})
    db.session.refresh(solution)
    assert [(step.position, step.title) for step in solution.steps] == [(0, "설치"), (1, "운행")]


def test_sending_the_same_words_leaves_no_record(as_person, minji, solution, address, proposal):
    browser = as_person(minji)
    for _ in range(2):
        browser.post(f"{address}/edit", data=proposal)
    assert len(solution.changes()) == 1


def test_a_wrong_field_keeps_what_was_typed(as_person, minji, solution, address, proposal):
    answer = as_person(minji).post(f"{address}/edit", data={**proposal, "cost_won": "많이"})
    assert answer.status_code == 422 and "금액으로 읽을 수 없어요" in answer.text
    assert solution.changes() == [] and "가온교통공사" in answer.text


def test_an_issue_it_is_for_may_stay_though_hidden_since(
    as_person, minji, solution, issue, address, proposal
):
    issue.listed = False
    db.session.commit()
    answer = as_person(minji).post(f"{address}/edit", data={**proposal, "title": "작은 버스"})
    assert answer.status_code == 303 and solution.issues == [issue]


def test_nobody_else_changes_it(as_person, person, solution, address, proposal):
    browser = as_person(person("하준"))
    assert "고치기" not in browser.get(address).text
    assert browser.get(f"{address}/edit").status_code == 409
    assert browser.post(f"{address}/edit", data=proposal).status_code == 409
    assert browser.post(f"{address}/withdraw").status_code == 409
    assert solution.changes() == [] and solution.withdrawn_at is None


def test_a_proposal_taken_back_is_gone_for_readers(as_person, client, minji, solution, address):
    assert as_person(minji).post(f"{address}/withdraw").status_code == 303
    db.session.refresh(solution)
    assert solution.withdrawn_at and solution.changes()[0].act == "withdraw"
    assert "부르면 오는 버스" not in client.get("/gaon/1/solutions/").text
    gone = client.get(address)
    assert gone.status_code == 410 and "제안한 분이 취소한" in gone.text
    assert as_person(minji).post(f"{address}/withdraw").status_code == 410


def test_the_office_does_not_bring_back_what_was_taken_back(
    as_person, minji, seoyeon, solution, address
):
    as_person(minji).post(f"{address}/withdraw")
    answer = as_person(seoyeon).post(f"/gaon/1/office/solutions/{solution.id}/restore")
    assert answer.status_code >= 400
    db.session.refresh(solution)
    assert solution.hidden_at
    assert "다시 보이기" not in as_person(seoyeon).get(address).text


def test_on_the_ballot_nobody_changes_it_and_off_it_the_office_corrects_and_screens_it_again(
    as_person, minji, seoyeon, solution, address, proposal
):
    screen(solution, seoyeon)
    db.session.commit()
    assert as_person(seoyeon).post(f"{address}/ballot").status_code == 303
    assert as_person(minji).post(f"{address}/edit", data=proposal).status_code == 409
    assert as_person(minji).post(f"{address}/withdraw").status_code == 409
    office = as_person(seoyeon)
    assert office.post(f"{address}/edit", data=proposal).status_code == 409
    assert office.get(f"{address}/edit").status_code == 409
    db.session.refresh(solution)
    assert solution.status == "on_ballot" and "내용 고치기" not in office.get(address).text
    solution.take_off_ballot(seoyeon)
    db.session.commit()
    assert office.post(f"{address}/edit", data=proposal).status_code == 303
    acts = [change.act for change in solution.changes()]
    assert acts == ["revise", "take_off_ballot", "put_on_ballot"]
    assert solution.status == "proposed" and solution.needs_screening
    log = as_person(seoyeon).get("/gaon/1/office/log").text
    assert "투표 대상에 올림" in log and "해결방안 고침" in log and "부르면 오는 버스" in log


def test_pressing_twice_is_one_act(as_person, seoyeon, solution, address):
    screen(solution, seoyeon)
    db.session.commit()
    for _ in range(2):
        as_person(seoyeon).post(f"{address}/ballot")
    assert db.session.scalar(db.select(db.func.count()).select_from(SolutionChange)) == 1
