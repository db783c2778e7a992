"""The office registers a year's call as data, and corrects what it registered."""

import re
from datetime import date

import pytest

from civic.db import db
from civic.rounds.calls.labels import COUNT_NAMES, DAY_NAMES, MONEY_NAMES, WORD_NAMES
from civic.rounds.calls.models import Call

EVERY_NAME = (*WORD_NAMES, *MONEY_NAMES, *COUNT_NAMES, *DAY_NAMES)
NOTICE = {
    "programme": "중소도시 스마트시티 조성사업",
    "year": "2027",
    "source": "국토교통부 공고, 2026-11-20",
    "apply_from_on": "2026-12-28",
    "apply_to_on": "2026-12-30",
    "national_won": "20억",
    "local_won": "20억",
}


@pytest.fixture
def planner(as_person, person, call):
    call.template = {"title": "예시 양식"}
    db.session.commit()
    return as_person(person("서연", "planner"))


def registered():
    return db.session.scalars(db.select(Call).where(Call.added_by_id.is_not(None))).all()


def test_a_planner_registers_this_years_call_and_opens_a_round_for_it(planner, call):
    form = planner.get("/gaon/office/calls/new?from=call").text
    assert "예시로 가져와요" in form
    assert {"year", *EVERY_NAME} <= set(re.findall(r'<input[^>]* name="(\w+)"', form))
    answer = planner.post("/gaon/office/calls/new?from=call", data=NOTICE)
    (new,) = registered()
    assert answer.status_code == 303 and answer.location.endswith(f"?call={new.slug}")
    assert (new.year, new.apply_to_on, new.city_won) == (2027, date(2026, 12, 30), 4_000_000_000)
    assert new.cities is None and new.evaluation_from_on is None  # the notice does not say
    assert new.template == {"title": "예시 양식"} and new.template_is_example
    assert (
        "40억 원" in planner.get(answer.location).text
        or "20억 원" in planner.get(answer.location).text
    )


def test_sent_twice_it_is_one_call(planner):
    for _ in range(2):
        answer = planner.post(
            "/gaon/office/calls/new?from=call", data=NOTICE | {"request_key": "key-of-the-form"}
        )
        assert answer.status_code == 303
    assert len(registered()) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("programme", " ", "비우지 말고"),
        ("source", "", "비우지 말고"),
        ("year", "작년", "네 자리"),
        ("year", "27", "네 자리"),
        ("apply_to_on", "2026-12-27", "시작보다 빨라요"),
        ("apply_to_on", "2026-13-45", ""),
        ("apply_to_on", "9999-12-31", "2100년 사이의 날짜"),
        ("announced_on", "0001-01-01", "2100년 사이의 날짜"),
        ("national_won", "많이", "금액으로 읽을 수 없어요"),
        ("cities", "0", "1~999"),
        ("programme", "가" * 121, "120글자"),
    ],
)
def test_a_wrong_field_says_so_and_keeps_the_rest(planner, field, value, sentence):
    answer = planner.post("/gaon/office/calls/new?from=call", data=NOTICE | {field: value})
    assert answer.status_code == 422 and sentence in answer.text
    assert "국토교통부 공고" in answer.text or field == "source"
    assert registered() == []


def test_who_registered_it_and_operators_correct_it(planner, as_person, person, call):
    planner.post("/gaon/office/calls/new?from=call", data=NOTICE)
    (new,) = registered()
    address = f"/gaon/office/calls/{new.slug}"
    other = as_person(person("하윤", "planner"))
    assert other.get(address).status_code == 403
    assert other.post(address, data=NOTICE).status_code == 403
    moved = NOTICE | {"apply_to_on": "2027-01-08"}
    assert planner.post(address, data=moved).status_code == 303
    db.session.refresh(new)
    assert new.apply_to_on == date(2027, 1, 8)
    assert planner.get("/gaon/office/calls/call").status_code == 403  # it shipped with the program
    operator = as_person(person("운영자", "operator"))
    assert operator.get("/gaon/office/calls/call").status_code == 200


def test_its_page_leads_to_its_form_once_a_round_is_open_for_it(planner, person, as_person, round):
    forms, page = "/gaon/1/plan/forms", f"/gaon/office/calls/{round.call.slug}"
    assert f'href="{forms}"' in planner.get("/gaon/1/office/settings").text
    operator = as_person(person("운영자", "operator"))
    assert f'href="{forms}"' in operator.get(page).text
    assert planner.get(forms).status_code == 200
    planner.post("/gaon/office/calls/new?from=call", data=NOTICE)
    (new,) = registered()
    assert "/plan/forms" not in planner.get(f"/gaon/office/calls/{new.slug}").text


def test_an_unknown_call_is_not_found(planner):
    assert planner.get("/gaon/office/calls/new?from=nothing").status_code == 404
    assert planner.get("/gaon/office/calls/nothing").status_code == 404
