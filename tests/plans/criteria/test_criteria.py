"""What a call evaluates by is typed with the call and ticked off beside the chapters."""

import pytest

from civic.db import db
from civic.plans.criteria.models import Checklist, CriterionCheck
from civic.plans.criteria.rules import EXAMPLE
from civic.rounds.calls.criteria import CriteriaWrong, read_criteria, typed_criteria

PLAN = "/gaon/1/plan"


def test_a_line_is_a_criterion_and_its_points():
    found = read_criteria("주민참여: 20\n\n 성과 : 관리：12.5점 \n")
    assert found == [
        {"name": "주민참여", "points": 20}, {"name": "성과 : 관리", "points": 12.5}
    ]  # fmt: skip
    assert read_criteria(typed_criteria(found)) == found
    assert read_criteria("") == [] and typed_criteria(None) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [("주민참여", "line"), ("주민참여: 많이", "line"), ("가: 0", "points"), ("가: 1001", "points"),
     ("가" * 81 + ": 1", "name"), ("가: 1\n가: 2", "twice"),
     ("\n".join(f"기준 {n}: 1" for n in range(31)), "many")],
)  # fmt: skip
def test_other_lines_are_refused(text, why):
    with pytest.raises(CriteriaWrong) as wrong:
        read_criteria(text)
    assert wrong.value.why == why


@pytest.fixture
def office(as_person, seoyeon, round, open_phase):
    open_phase("submit")
    return as_person(seoyeon)


def checked(round) -> list[str]:
    db.session.expire_all()
    return [criterion["name"] for criterion, check in Checklist.of(round).rows if check]


def test_a_planner_ticks_one_off_and_takes_it_back(office, round):
    round.call.criteria = [{"name": "주민참여", "points": 20}, {"name": "성과관리", "points": 80}]
    db.session.commit()
    page = office.get(f"{PLAN}/paragraphs").text
    assert "주민참여" in page and "20점" in page and "예시를 보여 드려요" not in page
    for _press in range(2):
        answer = office.post(f"{PLAN}/criteria", data={"name": "주민참여", "done": "1"})
        assert answer.status_code == 303
    assert checked(round) == ["주민참여"]
    assert 'aria-pressed="true"' in office.get(f"{PLAN}/paragraphs").text
    office.post(f"{PLAN}/criteria", data={"name": "주민참여", "done": "0"})
    assert checked(round) == []


def test_without_criteria_an_example_is_shown_and_called_so(office, round):
    assert Checklist.of(round).is_example
    page = office.get(f"{PLAN}/paragraphs").text
    assert EXAMPLE[0]["name"] in page and "예시를 보여 드려요" in page


def test_one_the_call_has_no_more_is_said(office, round):
    answer = office.post(
        f"{PLAN}/criteria", data={"name": "없는 기준", "done": "1"}, follow_redirects=True
    )
    assert "그 기준은 없어졌어요" in answer.text
    assert db.session.scalar(db.select(db.func.count(CriterionCheck.id))) == 0


def test_residents_and_consultants_tick_nothing(as_person, minji, doyun, round):
    for someone in (minji, doyun):
        data = {"name": EXAMPLE[0]["name"], "done": "1"}
        assert as_person(someone).post(f"{PLAN}/criteria", data=data).status_code in (403, 404)
    assert checked(round) == []
