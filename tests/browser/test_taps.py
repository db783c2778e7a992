"""How many taps a new resident needs, from the camera button to a receipt. Words typed are none."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.people.models import Person
from tests.browser.arrivals import arrived
from tests.browser.outbox.test_refusals import taken_at
from tests.browser.phone import KEPT, count, until
from tests.people.conftest import sent  # noqa: F401

pytestmark = pytest.mark.browser
PHONE = {"has_touch": True, "is_mobile": True}


class Thumb:
    """Somebody at a page, whose taps are counted."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, place):
        self.taps += 1
        place.tap()

    def press(self, name):
        self.tap(self.page.get_by_role("button", name=name))


def test_a_new_resident_reports_with_nine_taps(page_of, look, round, sent):  # noqa: F811
    page = page_of(None, **PHONE)
    thumb = Thumb(page)
    page.goto("/gaon/1/")
    with page.expect_file_chooser() as chooser:
        thumb.tap(page.get_by_role("link", name="문제 제보하기").first)
    chooser.value.set_files(taken_at(36.55, 127.03))
    arrived(page, "*/issues/new", "outbox=*")
    thumb.press("이 위치로 할게요")
    page.locator("#title").fill("가로등이 꺼져서 어두워요")
    thumb.press("다음")
    page.wait_for_selector("[data-photo-state=done]")
    thumb.press("로그인하고 보내기")
    page.wait_for_url(re.compile("/sign-in"))
    page.locator("#address").fill("new@example.com")
    thumb.press("인증번호 받기")
    page.wait_for_url(re.compile("/sign-in/code"))
    page.locator("#code").fill(re.search(r"\d{6}", sent[-1][1])[0])
    thumb.press("들어가기")
    page.wait_for_url(re.compile("/sign-in/consent"))
    thumb.tap(page.locator("label[for=required]"))
    thumb.tap(page.locator("label[for=age]"))
    page.locator("#name").fill("준호")
    thumb.press("동의하고 시작하기")
    page.get_by_text("접수번호").wait_for()
    assert thumb.taps <= 9
    assert count(look, Issue) == 1
    assert look(db.select(Issue.category)) == "safety"
    assert look(db.select(Person.name).where(Person.id == Issue.reporter_id)) == "준호"
    until(page, lambda: page.evaluate(KEPT) == 0)  # the phone knows that it was sent
    assert not page.locator("[data-outbox-bar]").is_visible()
