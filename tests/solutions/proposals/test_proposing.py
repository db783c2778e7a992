"""Residents propose solutions; what does not fit is said at its field and nothing is stored."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.solutions.models import Solution
from civic.solutions.rules import BallotClosedToChange
from tests.factory import add_issue, add_round, screen
from tests.pages import tight
from tests.solutions.conftest import CREATE, NEW


def stored():
    return db.session.scalars(db.select(Solution).order_by(Solution.number)).all()


def test_minji_proposes_for_an_issue(as_person, minji, open_phase, proposal, issue):
    open_phase("propose")
    answer = as_person(minji).post(CREATE, data=proposal)
    (solution,) = stored()
    assert answer.status_code == 303 and answer.location.endswith(f"/solutions/{solution.id}")
    assert (solution.number, solution.cost_won, solution.yearly_cost_won) == (
        *(1, 1_400_000_000),
        320_000_000,
    )
    assert [step.title for step in solution.steps] == ["설계"] and solution.issues == [issue]
    page = as_person(minji).get(answer.location).text
    assert "14억 원" in page and "7억 원" in page and "가온교통공사" in page


def test_the_form_starts_from_an_issue(as_person, minji, open_phase, issue):
    open_phase("propose")
    page = tight(as_person(minji).get(NEW, query_string={"issue": issue.id}).text)
    assert f'value="{issue.id}" checked' in page
    assert as_person(minji).get(NEW, query_string={"issue": "9" * 30}).status_code == 200


def test_the_same_key_twice_is_one_solution(as_person, minji, open_phase, proposal):
    open_phase("propose")
    browser, data = as_person(minji), {**proposal, "request_key": "same-key-1"}
    first, second = browser.post(CREATE, data=data), browser.post(CREATE, data=data)
    assert first.location == second.location and len(stored()) == 1


def test_numbers_follow_in_order(as_person, minji, person, open_phase, proposal):
    open_phase("propose")
    as_person(minji).post(CREATE, data=proposal)
    as_person(person("하준")).post(CREATE, data=proposal)
    assert [solution.number for solution in stored()] == [1, 2]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "해결방안의 이름을 적어 주세요."),
        ("title", "가" * 121, "120자까지"),
        ("summary", "가" * 301, "300자까지"),
        ("body", "가" * 5001, "5000자까지"),
        ("category", "nonsense", "목록에 있는 분야"),
        ("cost_won", "많이", "금액으로 읽을 수 없어요"),
        ("cost_won", "-3억", "금액으로 읽을 수 없어요"),
        ("cost_won", "0", "400억 원까지"),
        ("cost_won", "14", "억이나 만을 빠뜨리지"),
        ("cost_won", "401억", "400억 원까지"),
        ("yearly_cost_won", "9" * 40, "금액으로 읽을 수 없어요"),
        ("issue_ids", ["999999"], "이번 참여에 없는 문제"),
        ("issue_ids", ["9" * 40], "이번 참여에 없는 문제"),
        ("issue_ids", ["-1; drop"], "이번 참여에 없는 문제"),
        ("issue_ids", [], "하나 이상 골라"),
        ("district_ids", ["77777"], "이 지역에 없는 동네"),
        ("steps-0-month_to", "25", "1번째 단계"),
        ("steps-0-month_from", "9", "1번째 단계"),
        ("steps-0-month_from", "³", "1번째 단계"),
        ("steps-0-title", "", "1번째 단계"),
        ("operator", "가" * 121, "120자까지"),
    ],
)
def test_a_wrong_field_says_its_limit_and_keeps_the_rest(
    as_person, minji, open_phase, proposal, field, value, sentence
):
    open_phase("propose")
    answer = as_person(minji).post(CREATE, data={**proposal, field: value})
    assert answer.status_code == 422 and sentence in answer.text
    assert "가온교통공사" in answer.text or field == "operator"
    assert stored() == []


def test_an_issue_of_another_round_or_a_hidden_one_is_refused(
    as_person, minji, open_phase, proposal, round, call, gaon, issue
):
    theirs = add_issue(add_round(gaon, call, number=2))
    issue.listed = False
    db.session.commit()
    open_phase("propose")
    for wrong in (theirs.id, issue.id):
        answer = as_person(minji).post(CREATE, data={**proposal, "issue_ids": [wrong]})
        assert answer.status_code == 422
    assert stored() == []


def test_more_steps_keep_what_was_typed_and_store_nothing(as_person, minji, open_phase, proposal):
    open_phase("propose")
    browser = as_person(minji)
    page = browser.post(CREATE, data={**proposal, "act": "step"})
    assert page.status_code == 200 and 'name="steps-3-title"' not in browser.get(NEW).text
    assert page.text.count("번째 단계</label>") >= 2 and 'value="14억"' in page.text
    assert stored() == []


def test_other_issues_are_found_by_their_words(as_person, minji, open_phase, proposal, round):
    db.session.add(Issue(round_id=round.id, receipt=2, title="골목이 어두워요", category="safety"))
    db.session.commit()
    open_phase("propose")
    page = as_person(minji).post(CREATE, data={**proposal, "act": "find", "find": "골목"}).text
    assert "골목이 어두워요" in page and "마을버스가 안 와요" in page


def test_nobody_proposes_outside_the_phase(as_person, minji, open_phase, proposal):
    for phase in ("report", "vote", "target"):
        open_phase(phase)
        assert as_person(minji).post(CREATE, data=proposal).status_code == 409
        assert as_person(minji).get(NEW).status_code == 409
    assert stored() == []


def test_a_visitor_signs_in_first(client, open_phase, proposal, issue):
    open_phase("propose")
    answer = client.get(NEW, query_string={"issue": issue.id})
    assert answer.status_code == 303 and "sign-in" in answer.location
    assert client.post(CREATE, data=proposal).status_code == 303 and stored() == []


def test_a_hidden_solution_is_gone_for_all_but_planners(client, as_person, person, solution):
    solution.hidden_at, solution.hidden_reason = solution.created_at, "광고예요"
    db.session.commit()
    address = f"/gaon/1/solutions/{solution.id}"
    assert client.get(address).status_code == 410 and "광고예요" in client.get(address).text
    assert as_person(person("서연", "planner")).get(address).status_code == 200
    assert "부르면 오는 버스" not in client.get("/gaon/1/solutions/").text


def test_the_list_filters_and_sorts_and_shrugs_at_nonsense(client, solution):
    for query in ("", "?category=transit&status=proposed&sort=cheapest", "?sort=x&category=y"):
        assert "부르면 오는 버스" in client.get("/gaon/1/solutions/" + query).text
    assert "조건에 맞는" in client.get("/gaon/1/solutions/?category=energy").text
    for wrong in ("999", "9" * 25):
        assert client.get(f"/gaon/1/solutions/{wrong}").status_code == 404


def test_planners_fill_the_ballot_until_voting_begins(as_person, person, solution, open_phase):
    seoyeon, address = person("서연", "planner"), f"/gaon/1/solutions/{solution.id}/ballot"
    screen(solution, seoyeon)
    db.session.commit()
    assert as_person(seoyeon).post(address).status_code == 303 and solution.status == "on_ballot"
    assert as_person(seoyeon).post(address + "/withdraw").status_code == 404
    db.session.refresh(solution)
    assert solution.status == "on_ballot"
    open_phase("vote")
    answer = as_person(seoyeon).post(address)
    assert answer.status_code == 409 and "투표가 시작된 뒤" in answer.text
    with pytest.raises(BallotClosedToChange):
        solution.take_off_ballot(None)


def test_residents_do_not_touch_the_ballot(as_person, minji, solution):
    assert as_person(minji).post(f"/gaon/1/solutions/{solution.id}/ballot").status_code == 403
