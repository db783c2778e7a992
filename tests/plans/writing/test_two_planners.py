"""Two planners at one plan: what one saves is not undone by the other's older page."""

import re

import pytest

from civic.db import db
from civic.plans.models import Plan

TEMPLATE = "/gaon/1/plan/template"
SAID = "그사이 다른 담당자가 저장했어요"


@pytest.fixture
def jiho(as_person, person):
    return as_person(person("지호", "planner"))


def fields(page: str) -> dict[str, str]:
    """What a form of the page would send."""
    inputs = re.findall(r'<input[^>]* name="([\w-]+)"[^>]* value="([^"]*)"', page)
    hidden = re.findall(r'<input id="seen" name="(seen)" type="hidden" value="(\w*)"', page)
    return dict(inputs) | dict(hidden)


def heading(part: str) -> str:
    db.session.expire_all()
    plan = db.session.scalars(db.select(Plan)).one()
    return next(c["heading"] for c in plan.template_in_use()["chapters"] if c["part"] == part)


def test_an_older_page_of_the_template_does_not_undo_what_a_colleague_named(planner, jiho):
    opened = fields(planner.get(TEMPLATE).text)
    assert opened["seen"]
    theirs = fields(jiho.get(TEMPLATE).text) | {"problems_heading": "우리 도시의 문제"}
    assert jiho.post(TEMPLATE, data=theirs).status_code == 303
    mine = opened | {"overview_heading": "참여 개요와 방법"}
    answer = planner.post(TEMPLATE, data=mine)
    assert answer.status_code == 409
    assert SAID in answer.text and "참여 개요와 방법" in answer.text
    assert heading("problems") == "우리 도시의 문제"
    again = fields(answer.text)
    assert again["seen"] != opened["seen"]
    assert planner.post(TEMPLATE, data=again).status_code == 303  # told, and saved all the same
    assert heading("overview") == "참여 개요와 방법"


def test_a_chapter_that_a_colleague_filled_meanwhile_keeps_what_it_holds(planner, jiho):
    opened = fields(planner.get(TEMPLATE).text)
    chapter = f"{TEMPLATE}/overview"
    theirs = fields(jiho.get(chapter).text) | {"new_text": "새로 넣은 문단"}
    assert jiho.post(chapter, data=theirs).status_code == 303
    answer = planner.post(TEMPLATE, data=opened | {"title": "주민과 함께"})
    assert answer.status_code == 303
    assert "새로 넣은 문단" in planner.get(chapter).text
