"""A report in four small steps on a phone: few taps, and nothing lost on the way back."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from tests.browser.outbox.test_refusals import taken_at
from tests.browser.phone import count
from tests.browser.test_taps import PHONE, Thumb

pytestmark = pytest.mark.browser
NEW = "/gaon/1/issues/new"


@pytest.fixture
def page(page_of, round, person):
    """민지 at the first step."""
    page = page_of(person("민지"), **PHONE)
    page.goto(NEW)
    page.wait_for_selector("form[data-at='1']")
    return page


def at(page, step):
    page.wait_for_selector(f"form[data-at='{step}']")


def test_a_photo_that_knows_its_place_is_sent_with_four_taps(page, look):
    thumb = Thumb(page)
    with page.expect_file_chooser() as chooser:
        thumb.tap(page.locator("label[for=photos]"))
    chooser.value.set_files(taken_at(36.55, 127.03))
    at(page, 2)
    thumb.press("이 위치로 할게요")
    at(page, 3)
    page.locator("#title").fill("가로등이 꺼져서 어두워요")
    thumb.press("다음")
    at(page, 4)
    page.wait_for_selector("[name=category][value=safety]:checked", state="attached")
    page.wait_for_selector("[data-photo-state=done]")
    thumb.press("제보 보내기")
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert thumb.taps <= 4 and count(look, Issue) == 1
    assert look(db.select(Issue.category)) == "safety"


def test_a_step_says_what_is_missing_and_back_loses_nothing(page):
    page.get_by_role("button", name="사진 없이 다음").tap()
    at(page, 2)
    page.get_by_role("button", name="다음").tap()
    page.get_by_text("지도를 누르거나 읍면동을 골라 주세요.").wait_for()
    page.select_option("#district_id", label="달내동")
    page.get_by_role("button", name="다음").tap()
    at(page, 3)
    page.get_by_role("button", name="다음").tap()
    page.get_by_text("한 줄로 적어 주세요.").wait_for()
    page.locator("#title").fill("보도블록이 깨졌어요")
    page.locator("#title").press("Enter")
    at(page, 4)
    page.go_back()
    at(page, 3)
    page.get_by_role("button", name="이전 단계").tap()
    at(page, 2)
    assert page.locator("#district_id option:checked").inner_text() == "달내동"
    assert page.locator("#title").input_value() == "보도블록이 깨졌어요"


def test_each_step_has_one_button_at_its_foot_and_no_bar(page):
    wide = page.locator("[data-next]").bounding_box()
    assert wide["width"] > 340
    for hidden in (".nav", "[data-send]", "#title"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_on_a_wide_screen_it_is_one_page(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    for shown in ("#title", "[data-send]", "label[for=photos]"):
        assert page.locator(shown).is_visible(), shown
    assert not page.locator("[data-next]").is_visible()


def test_a_title_is_counted_and_says_when_it_is_full(page):
    page.evaluate("location.hash = 'whole'")
    line = page.locator("[data-counts=title]")
    page.locator("#title").fill("가로등이 꺼졌어요")
    line.get_by_text("9/100").wait_for()
    assert not line.get_by_text("여기까지 쓸 수 있어요").is_visible()
    page.locator("#title").fill("가" * 100)
    line.get_by_text("100/100").wait_for()
    line.get_by_text("여기까지 쓸 수 있어요. 더 긴 이야기는 아래에 적어 주세요.").wait_for()


def test_the_telephone_stands_beside_the_camera(page, gaon):
    gaon.team_phone = "031-123-4567"
    db.session.commit()
    page.goto(NEW)
    at(page, 1)
    assert page.get_by_role("link", name="전화로 제보").is_visible()
    page.get_by_role("button", name="사진 없이 다음").tap()
    at(page, 2)
    assert not page.get_by_role("link", name="전화로 제보").is_visible()


SHIFTS = """() => new Promise((told) => {
  new PerformanceObserver((list) => told(list.getEntries().map((each) => each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told([]), 300);
})"""


def test_nothing_moves_when_the_steps_take_the_place_of_the_page(page_of, open_phase):
    open_phase("report")
    page = page_of(None, **PHONE)
    page.goto(NEW)
    page.locator("form[data-at='1']").wait_for()
    assert sum(page.evaluate(SHIFTS)) < 0.01
