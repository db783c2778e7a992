"""After filing: handed in, what came of it, and what will be built; told in order, never erased."""

import re
from datetime import date, timedelta

import pytest

from civic.db import db
from civic.plans.filing.models import FilingStep, filing_of
from civic.plans.filing.rules import STEPS, StepNotYet, WrongDay, check_step, next_step
from civic.rounds.rules import PHASES, PhaseClosed

FILING = "/gaon/1/plan/filing"
RESULTS = "/gaon/1/targets/results"
DAY = date(2027, 1, 20)  # the time to submit begins


def fields(kind, **changes):
    values = {"happened_on": DAY.isoformat(), "words": ""} | changes
    return {f"{kind}-{name}": value for name, value in values.items()} | {
        "request_key": f"filing-{kind}-1"
    }


def steps():
    db.session.expire_all()
    return db.session.scalars(db.select(FilingStep).order_by(FilingStep.id)).all()


@pytest.fixture
def planner(as_person, seoyeon, fine):
    return as_person(seoyeon)


@pytest.fixture
def handed_in(planner, clock, as_person, seoyeon):
    given = {"receipt_number": "2027-11", "receipt_file": "접수증.pdf", "number": "1"}
    assert planner.post(f"{FILING}/submitted", data=fields("submitted", **given)).status_code == 303
    clock(timedelta(days=60))
    return as_person(seoyeon)


def test_a_planner_says_that_the_plan_was_handed_in(handed_in, client, seoyeon):
    [step] = steps()
    assert (step.kind, step.happened_on, step.receipt_number) == ("submitted", DAY, "2027-11")
    assert (step.snapshot.number, step.entered_by_id) == (1, seoyeon.id)
    assert "2027-11" in handed_in.get(FILING).text
    page = client.get(RESULTS).text
    assert "공모에 냄" in page
    assert "2027-11" not in page and "접수증.pdf" not in page


def test_the_whole_way_is_shown_to_everyone_in_order(handed_in, client):
    for kind, day, more in (
        ("preliminary", "2027-02-01", {"outcome": "passed"}),
        ("evaluation", "2027-02-20", {"outcome": "selected", "words": "7위"}),
        ("detail", "2027-03-10", {"words": "5월부터 12월까지 만들어요."}),
    ):
        answer = handed_in.post(f"{FILING}/{kind}", data=fields(kind, happened_on=day, **more))
        assert answer.status_code == 303
    page = client.get(RESULTS).text
    told = [page.index(words) for words in ("공모에 냄", "통과", "선정", "5월부터 12월까지")]
    assert told == sorted(told)
    assert "다음 일 적기" in handed_in.get("/gaon/1/office").text
    assert "약속한 만큼 나아졌나요?" in client.get("/gaon/1/").text


def test_a_plan_that_was_not_selected_is_said_too_and_has_no_detail(handed_in, client):
    given = {"outcome": "not_selected", "happened_on": "2027-02-20", "words": "예산이 모자라"}
    handed_in.post(f"{FILING}/evaluation", data=fields("evaluation", **given))
    assert "선정되지 않음" in client.get(RESULTS).text
    answer = handed_in.post(f"{FILING}/detail", data=fields("detail", words="그래도"))
    assert answer.status_code == 422
    assert "선정된 계획만" in answer.text
    assert len(steps()) == 2


def test_a_step_told_again_stands_and_the_first_stays(handed_in):
    again = fields("submitted", receipt_number="2027-12", number="1") | {"request_key": "again-001"}
    handed_in.post(f"{FILING}/submitted", data=again)
    first, second = steps()
    assert (first.receipt_number, second.receipt_number) == ("2027-11", "2027-12")
    page = handed_in.get(FILING).text
    assert "처음 적은 것까지 모두" in page and "2027-11" in page


def test_the_same_form_sent_twice_is_one_row(handed_in):
    same = fields("submitted", receipt_number="2027-11", number="1")
    assert handed_in.post(f"{FILING}/submitted", data=same).status_code == 303
    assert len(steps()) == 1


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("submitted", {"happened_on": ""}, "날짜를 2027-01-31처럼"),
        ("submitted", {"happened_on": "2027-13-01"}, "submitted-happened_on-error"),
        ("submitted", {"happened_on": "2099-01-01"}, "아직 오지 않은 날"),
        ("submitted", {"happened_on": "2020-01-01"}, "보다 빠를 수 없어요"),
        ("submitted", {"number": "99999999999999999999"}, "submitted-number-error"),
        ("submitted", {"number": "7"}, "submitted-number-error"),
        ("submitted", {"receipt_number": "가" * 61}, "60자까지"),
        ("preliminary", {"outcome": "passed"}, "언제 냈는지를 먼저"),
        ("preliminary", {}, "결과를 골라 주세요"),
        ("evaluation", {"outcome": "won"}, "evaluation-outcome"),
        ("detail", {"words": "가" * 2001}, "2,000자"),
        ("detail", {"words": ""}, "세부 실시계획을 짧게"),
    ],
)
def test_a_wrong_field_keeps_the_input_and_stores_nothing(kind, changes, told, planner):
    given = {"words": "적어 둔 말"} | ({"number": "1"} if kind == "submitted" else {}) | changes
    answer = planner.post(f"{FILING}/{kind}", data=fields(kind, **given))
    assert answer.status_code == 422
    assert told in answer.text
    assert "words" in changes or "적어 둔 말" in answer.text
    assert steps() == []


@pytest.mark.parametrize("phase", PHASES)
def test_nothing_is_handed_in_before_its_time(phase, planner, seoyeon, fine, open_phase):
    open_phase(phase)
    when = fine.snapshot().taken_at.date()
    page = planner.get(FILING)
    assert page.status_code == 200
    assert ("아직 낼 때가 아니에요" in page.text) == (phase != "submit")
    if phase != "submit":
        with pytest.raises(PhaseClosed):
            FilingStep.record(fine, seoyeon, "key-00001", kind="submitted", happened_on=when)


def test_it_may_still_be_told_when_the_round_is_over(planner, round, clock):
    clock(round.phase("submit").ends_at + timedelta(days=400))
    answer = planner.post(f"{FILING}/submitted", data=fields("submitted", number="1"))
    assert answer.status_code == 303


@pytest.mark.parametrize("role", [None, "resident", "consultant"])
def test_nobody_else_tells(role, client, as_person, person, fine):
    roles = ["consultant"] if role == "consultant" else []
    visitor = as_person(person("도윤", *roles)) if role else client
    answer = visitor.post(f"{FILING}/submitted", data=fields("submitted", number="1"))
    assert answer.status_code == (403 if role else 303)
    assert visitor.get(FILING).status_code == (403 if role else 303)
    assert steps() == []


def test_without_a_plan_there_is_nothing_to_hand_in(as_person, seoyeon, round, open_phase):
    open_phase("submit")
    planner = as_person(seoyeon)
    assert "아직 만든 계획서가 없어요" in planner.get(FILING).text
    answer = planner.post(f"{FILING}/submitted", data=fields("submitted", number="1"))
    assert answer.status_code == 409


def test_an_unknown_step_is_not_found(planner):
    assert planner.post(f"{FILING}/party", data={}).status_code == 404


def test_before_it_is_handed_in_nobody_reads_of_it(client, fine):
    assert filing_of(fine) == {} and filing_of(None) == {}
    assert "계획서는 이렇게 됐어요" not in client.get(RESULTS).text


def test_steps_follow_one_another():
    day, later = date(2027, 1, 21), date(2027, 2, 1)
    told = {"submitted": (later, "")}
    with pytest.raises(WrongDay) as early:
        check_step("evaluation", day, "selected", told, later)
    assert early.value.day == later
    with pytest.raises(StepNotYet):
        check_step("detail", later, "", told, later)
    with pytest.raises(ValueError):
        check_step("evaluation", later, "", told, later)
    with pytest.raises(ValueError):
        check_step("submitted", later, "passed", {}, later)
    check_step("submitted", day, "", told, later)  # corrected: its own earlier day is no bound
    with pytest.raises(WrongDay) as late:
        check_step("submitted", later, "", {"evaluation": (day, "selected")}, later)
    assert (late.value.why, late.value.day) == ("after", day)
    assert STEPS[0] == "submitted"


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ({}, "submitted"),
        ({"submitted": ""}, "preliminary"),
        ({"submitted": "", "preliminary": "failed"}, "evaluation"),
        ({"submitted": "", "evaluation": "selected"}, "detail"),
        ({"submitted": "", "evaluation": "not_selected"}, None),
        ({"submitted": "", "evaluation": "selected", "detail": ""}, None),
    ],
)
def test_the_page_asks_for_the_next_step(told, step):
    assert next_step(told) == step


def test_a_detailed_plan_goes_when_the_plan_was_not_selected_after_all(handed_in, client):
    for n, (kind, given) in enumerate(
        [
            ("evaluation", {"outcome": "selected", "happened_on": "2027-02-20"}),
            ("detail", {"words": "5월부터 만들어요.", "happened_on": "2027-03-10"}),
            ("evaluation", {"outcome": "not_selected", "happened_on": "2027-02-20"}),
        ]
    ):
        told = fields(kind, **given) | {"request_key": f"again-{n:04}"}
        assert handed_in.post(f"{FILING}/{kind}", data=told).status_code == 303
    page = client.get(RESULTS).text
    assert "선정되지 않음" in page and "5월부터 만들어요." not in page
    assert "5월부터 만들어요." in handed_in.get(FILING).text  # told once, it stays on record


def test_each_form_of_the_page_is_an_act_of_its_own(handed_in):
    keys = re.findall(r'name="request_key" value="(\w+)"', handed_in.get(FILING).text)
    assert len(set(keys)) == 3  # handed in again, and the two results that may follow
