"""A planner on a phone goes from what is missing to ready, filed and measured."""

import re

import pytest

from civic.db import db
from civic.plans.filing.models import FilingStep
from civic.plans.readiness.models import ReadyMark
from civic.plans.review.models import Remark
from civic.targets.results.models import IndicatorResult

pytestmark = pytest.mark.browser


def press(page, name):
    page.get_by_role("button", name=name).first.click()


@pytest.fixture
def asked(fine, doyun):
    """A plan that lacks one answer."""
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "asked-0001"}
    Remark.make(fine.snapshot(), doyun, **said)
    db.session.commit()
    return fine


def test_from_a_missing_answer_to_a_measured_promise(
    page_of,
    look,
    asked,
    seoyeon,
    clock,
    round,
):
    over = round.phase("submit").ends_at
    page = page_of(seoyeon)
    page.goto("/gaon/1/office")
    page.get_by_role("link", name="답변 없는 컨설팅 의견 1건").click()
    page.wait_for_url(re.compile(r"/plan#r\d+"))
    page.locator("article.remark summary").first.click()
    page.locator("article.remark label.chip", has_text="반영").first.click()
    page.locator("article.remark textarea").first.fill("나이대로 나눔")
    press(page, "조치 저장")
    page.wait_for_load_state()
    press(page, "지금 자료로 다시 만들기")
    page.wait_for_load_state()

    page.goto("/gaon/1/plan/ready")
    press(page, "준비됨으로 표시하기")
    page.get_by_text("낼 준비를 마쳤어요: 제2호").first.wait_for()
    assert look(db.select(db.func.count(ReadyMark.id))) == 1

    page.goto("/gaon/1/plan/filing")
    page.locator("#submitted-happened_on").fill("2027-01-20")
    press(page, "‘공모에 냄’ 저장하기")
    page.get_by_text("제2호").first.wait_for()
    assert look(db.select(FilingStep.kind)) == "submitted"

    clock(over)
    page.goto("/gaon/1/targets/results")
    page.get_by_role("link", name="잰 값 적기").click()
    page.locator("#measured_on").fill("2027-01-25")
    page.locator("#value").fill("31분")
    page.locator("#source").fill("교통과 기록")
    press(page, "잰 값 저장하기")
    page.get_by_text("목표까지 16분 더 줄어야 해요.").wait_for()
    assert look(db.select(IndicatorResult.value)) == 31
    assert page.problems == []
