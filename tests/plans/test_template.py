"""The planner's own copy of the section template."""

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.template import EXAMPLE, TemplateWrong, check_template

FILLED = {"title": "주민참여 계획", "top_issues": "10"} | {
    f"{chapter['part']}_heading": chapter["heading"] for chapter in EXAMPLE["chapters"]
}


@pytest.fixture
def planner(round, person, as_person):
    return as_person(person("서연", "planner"))


def test_the_example_is_shown_to_begin_with(planner):
    page = planner.get("/gaon/1/plan/template").text
    assert "도시문제 발굴 과정과 결과" in page and "예시" in page


def test_chapters_take_the_planners_order_and_words_in_the_next_plan(planner, round):
    asked = FILLED | {"problems_place": "1", "overview_place": "2", "problems_heading": "문제 찾기"}
    assert planner.post("/gaon/1/plan/template", data=asked).status_code == 303
    plan = Plan.of(round)
    assert [c["part"] for c in plan.template["chapters"]] == ["problems", "overview"]
    planner.post("/gaon/1/plan/snapshots")
    page = planner.get("/gaon/1/plan").text
    assert page.index("1. 문제 찾기") < page.index("2. 주민참여 개요")
    assert "추진 일정" not in page


def test_a_template_without_chapters_or_headings_comes_back_with_a_sentence(planner, round):
    answer = planner.post("/gaon/1/plan/template", data=FILLED)
    assert answer.status_code == 422 and "장을 하나 이상" in answer.text
    asked = FILLED | {"overview_place": "1", "overview_heading": "", "top_issues": "1000"}
    answer = planner.post("/gaon/1/plan/template", data=asked)
    assert answer.status_code == 422 and "제목을 적어 주세요" in answer.text
    assert "1부터 100까지" in answer.text and "1000" in answer.text
    assert Plan.of(round) is None


def test_a_call_with_a_broken_template_is_refused_in_words(planner, round):
    round.call.template = {"chapters": [{"part": "dance", "heading": "장"}]}
    db.session.commit()
    answer = planner.post("/gaon/1/plan/snapshots")
    assert answer.status_code == 409 and "서식 자료가 올바르지" in answer.text


def test_a_template_with_unknown_or_repeated_parts_is_wrong():
    for parts in (["dance"], ["overview", "overview"], []):
        chapters = [{"part": part, "heading": "장"} for part in parts]
        with pytest.raises(TemplateWrong):
            check_template({"chapters": chapters})
