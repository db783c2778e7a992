"""The files say that the template is an example until a planner says that it is the call's own."""

import pytest

from civic.db import db
from civic.documents.export.title_block import EXAMPLE, notices
from civic.plans.models import Plan
from civic.plans.readiness.facts import open_items
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from tests.factory import add_round
from tests.plans.templates import use_template

TEMPLATE = "/gaon/1/plan/template"


def kinds(plan):
    db.session.expire_all()
    return {item.kind for item in open_items(plan.round, plan)}


def printed(plan) -> list[str]:
    return notices(document_of(freeze(plan, None)))


def test_a_planner_says_that_it_is_the_calls_own_form(fine, seoyeon, as_person, client):
    planner = as_person(seoyeon)
    assert "내려받는 파일마다 ‘예시 서식’이라고 적혀요" in planner.get(TEMPLATE).text
    assert EXAMPLE in printed(fine) and "example" in kinds(fine)

    for _ in range(2):
        assert planner.post(f"{TEMPLATE}/confirm").status_code == 303
    page = planner.get(TEMPLATE).text
    assert "공모 서식과 맞음" in page and "담당자 서연" in page
    db.session.expire_all()
    assert fine.template_confirmed_by_id == seoyeon.id
    assert EXAMPLE not in printed(fine) and "example" not in kinds(fine)
    db.session.commit()
    assert "예시 서식" not in planner.get("/gaon/1/plan").text


def test_it_is_taken_back(fine, seoyeon, as_person):
    planner = as_person(seoyeon)
    planner.post(f"{TEMPLATE}/confirm")
    planner.post(f"{TEMPLATE}/doubt")
    assert "이 서식은 공모 서식과 맞아요" in planner.get(TEMPLATE).text
    db.session.expire_all()
    assert EXAMPLE in printed(fine)


def test_words_that_were_only_edited_are_an_example_still(fine, seoyeon):
    use_template(fine, fine.template_in_use() | {"title": "참여 부문"}, seoyeon)
    assert EXAMPLE in printed(fine) and "example" in kinds(fine)


def test_the_calls_own_template_needs_nobody_to_say_so(fine, call, as_person, seoyeon):
    call.template, call.template_is_example = {"title": "주민참여"}, False
    db.session.commit()
    assert EXAMPLE not in printed(fine)
    db.session.commit()
    assert "이 서식은 공모 서식과 맞아요" not in as_person(seoyeon).get(TEMPLATE).text


def test_before_a_plan_there_is_a_page_too(round, as_person, seoyeon):
    planner = as_person(seoyeon)
    assert "이 서식은 공모 서식과 맞아요" in planner.get(TEMPLATE).text
    assert planner.post(f"{TEMPLATE}/doubt").status_code == 404
    assert planner.post(f"{TEMPLATE}/confirm").status_code == 303
    assert not Plan.of(round).is_example


@pytest.mark.parametrize("act", ["confirm", "doubt"])
def test_nobody_else_says_so(act, fine, as_person, person, doyun):
    for someone in (person("민지"), doyun):
        assert as_person(someone).post(f"{TEMPLATE}/{act}").status_code == 403
    assert fine.is_example


def test_another_round_of_the_call_is_not_confirmed_with_it(fine, gaon, call, seoyeon):
    fine.confirm_template(seoyeon)
    other = add_round(gaon, call, number=2)
    assert Plan.start(other).is_example and not fine.is_example
