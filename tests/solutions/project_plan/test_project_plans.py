"""The office writes how a solution is carried out: texts, steps, money, and what it costs later."""

import pytest

from civic.db import db
from civic.solutions.catalogue.models import CatalogueEntry, load_catalogue
from civic.solutions.project_plan.models import ProjectPlan
from civic.solutions.project_plan.rules import NotMillions, in_millions, read_millions

SENT = {
    "revision": "0",
    "problem": "하루 여섯 번만 와요.",
    "site": "달내동 정류장 64곳",
    "steps-0-title": "설계",
    "steps-0-month_from": "1",
    "steps-0-month_to": "6",
    "steps-1-title": "확산",
    "steps-1-month_from": "25",
    "steps-1-month_to": "36",
    "steps-2-title": "",
    "costs-0-item": "장비 구입비",
    "costs-0-basis": "버스 6대",
    "costs-0-national": "700",
    "costs-0-city": "350.5",
    "costs-0-province": "349.5",
    "running-0-year": "1",
    "running-0-item": "인건비",
    "running-0-payer": "시비",
    "running-0-cost": "320",
}


@pytest.fixture
def address(solution):
    return f"/gaon/1/solutions/{solution.id}/project"


@pytest.fixture
def office(as_person, seoyeon, solution):
    solution.round.call.build_months, solution.cost_won = 36, 1_400_000_000
    db.session.commit()
    return as_person(seoyeon)


def saved(solution) -> ProjectPlan:
    db.session.expire_all()
    return ProjectPlan.of(solution)


@pytest.mark.parametrize(
    ("typed", "won"),
    [("1,250", 1_250_000_000), ("12.345", 12_345_000), ("０.5 백만원", 500_000)],
)
def test_money_is_read_in_millions(typed, won):
    assert read_millions(typed) == won
    assert read_millions(in_millions(won)) == won


@pytest.mark.parametrize("typed", ["-3", "1.2345", "세 개", "99999999", "1e3", "٣"])
def test_what_is_no_money_is_refused(typed):
    with pytest.raises(NotMillions):
        read_millions(typed)


def test_a_project_plan_is_written_and_read_again(office, address, solution, seoyeon):
    assert office.post(address, data=SENT).status_code == 303
    plan = saved(solution)
    assert plan.problem == "하루 여섯 번만 와요."
    assert [(s.title, s.month_from, s.month_to) for s in plan.steps] == [
        ("설계", 1, 6), ("확산", 25, 36)
    ]  # fmt: skip
    assert (plan.cost_won, plan.won("city"), plan.won("private")) == (1_400_000_000, 350_500_000, 0)
    assert [(r.year, r.payer, r.cost_won) for r in plan.running] == [(1, "시비", 320_000_000)]
    assert (plan.revision, plan.saved_by) == (1, seoyeon)
    page = office.get(address).text
    assert 'value="350.5"' in page and "비목의 합이 투표에 오른 사업비와 같아요." in page


def test_an_emptied_row_goes_and_the_others_keep_their_order(office, address, solution):
    office.post(address, data=SENT)
    emptied = dict.fromkeys(["steps-0-title", "steps-0-month_from", "steps-0-month_to"], "")
    office.post(address, data=SENT | emptied | {"revision": "1"})
    assert [(s.position, s.title) for s in saved(solution).steps] == [(1, "확산")]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"steps-1-month_to": "37"}, "1부터 36까지예요."),
        ({"steps-1-month_to": "24"}, "시작 달보다 앞이에요."),
        ({"steps-0-month_from": "x"}, "1부터 36까지예요."),
        ({"costs-0-city": "많이"}, "백만원으로 적어 주세요."),
        ({"costs-0-item": ""}, "적어 주세요."),
        ({"running-0-year": "11"}, "1부터 10까지예요."),
        ({"running-0-cost": ""}, "얼마인지 적어 주세요."),
        ({"problem": "가" * 1001}, "1000자까지"),
        ({"cases": "999"}, "목록에 있는 사례"),
    ],
)
def test_a_mistake_is_said_in_its_cell_and_what_was_typed_stays(
    office, address, solution, sent, sentence
):
    answer = office.post(address, data=SENT | sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert "버스 6대" in answer.text
    assert saved(solution) is None


def test_a_row_more_is_asked_for_without_losing_what_was_typed(office, address, solution):
    answer = office.post(address, data=SENT | {"act": "costs", "costs-0-item": "장비 구입비"})
    assert answer.status_code == 200
    assert 'name="costs-3-item"' in answer.text or 'name="costs-2-item"' in answer.text
    assert "장비 구입비" in answer.text and saved(solution) is None


def test_of_two_planners_the_later_is_told_before_it_overwrites(office, address, solution):
    office.post(address, data=SENT)
    again = office.post(address, data=SENT | {"problem": "다른 글"})
    assert again.status_code == 409 and "다른 글" in again.text
    assert 'name="revision" type="hidden" value="1"' in again.text
    assert saved(solution).problem == "하루 여섯 번만 와요."


def test_a_sum_beside_the_votes_cost_is_said(office, address, solution):
    office.post(address, data=SENT | {"costs-0-national": "800"})
    page = office.get(address).text
    assert "비목의 합이 100백만원 많아요." in page
    assert "국비가 사업비의 50%를 넘어요." in page


def test_cases_come_from_the_catalogue(office, address, solution):
    load_catalogue()
    db.session.commit()
    entry = CatalogueEntry.of_key("incheon-drt-wait")
    office.post(address, data=SENT | {"cases": str(entry.id)})
    assert [case.key for case in saved(solution).cases] == ["incheon-drt-wait"]


def test_the_proposals_steps_are_there_to_begin_with(office, address, solution):
    assert "아직 적지 않음" in office.get("/gaon/1/solutions/projects").text
    assert 'value="0"' in office.get(address).text


def test_residents_do_not_see_the_page(as_person, minji, address):
    assert as_person(minji).get(address).status_code == 403
