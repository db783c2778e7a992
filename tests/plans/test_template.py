"""The planner's own copy of the section template."""

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.template import EXAMPLE, TemplateWrong, check_template

FILLED = {"title": "주민참여 계획"} | {
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
    asked = FILLED | {"overview_place": "1", "overview_heading": ""}
    answer = planner.post("/gaon/1/plan/template", data=asked)
    assert answer.status_code == 422 and "제목을 적어 주세요" in answer.text
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


def test_a_template_kept_before_texts_were_data_takes_them_from_the_call():
    old = {"title": "가", "top_issues": 3, "chapters": [{"part": "problems", "heading": "문제"}]}
    (chapter,) = check_template(old)["chapters"]
    shipped = next(c for c in EXAMPLE["chapters"] if c["part"] == "problems")
    assert chapter["heading"] == "문제"
    assert [b.get("text") for b in chapter["blocks"]] == [b.get("text") for b in shipped["blocks"]]
    assert next(b for b in chapter["blocks"] if "table" in b)["most_rows"] == 3


def chapter(*blocks):
    return {"chapters": [{"part": "overview", "heading": "장", "blocks": list(blocks)}]}


@pytest.mark.parametrize(
    "block, wrong",
    [
        ({"key": "a", "text": "○ {issues.nothing}"}, "figure"),
        ({"key": "a", "text": "○ {issues.listed"}, "brace"),
        ({"table": "problems.nothing"}, "table"),
        ({"table": "problems.top", "columns": ["순위", "없는 열"]}, "column"),
        ({"table": "problems.top", "most_rows": 0}, "most_rows"),
        ({"picture": "problems.nothing"}, "picture"),
        ({"text": "○ 이름 없는 문단"}, "key"),
    ],
)
def test_a_block_that_asks_for_what_does_not_exist_is_wrong(block, wrong):
    with pytest.raises(TemplateWrong) as refused:
        check_template(chapter(block))
    assert refused.value.wrong == wrong
