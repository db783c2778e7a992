"""What is pressed or sent before a page's scripts are there, on a bad network too, is done once."""

import re

import pytest

from civic.db import db
from civic.issues.models import IssueComment
from civic.votes.models import Participation
from tests.browser.conftest import PHONE
from tests.browser.phone import NEW, count, until

pytestmark = pytest.mark.browser
KEPT = "연결이 없어요. 이 화면을 닫지 마세요."


@pytest.fixture
def minji(page_of, person):
    """A first visit: no service worker, nothing fetched but what the page shows."""
    return page_of(person("민지", lives=True), PHONE, service_workers="block")


@pytest.fixture
def issue(report, person):
    found = report(person("하준")).id
    db.session.rollback()
    return f"/gaon/1/issues/{found}"


def write_opinion(page, issue):
    """Go to an issue whose network dies before the page is touched, and say something."""
    page.goto(issue)
    page.context.set_offline(True)
    page.get_by_label("의견 쓰기").fill("저도 봤어요")
    page.get_by_role("button", name="올리기").click()
    page.locator("form", has_text="올리기").get_by_text(KEPT).wait_for()  # where one looks
    assert page.get_by_label("의견 쓰기").input_value() == "저도 봤어요"


def test_words_stay_and_go_out_when_the_network_is_back(minji, issue, look):
    write_opinion(minji, issue)
    minji.context.set_offline(False)
    minji.locator("article", has_text="저도 봤어요").wait_for()
    assert count(look, IssueComment) == 1
    assert not minji.get_by_text(KEPT).is_visible()


def test_pressed_again_they_go_out_once(minji, issue, look):
    write_opinion(minji, issue)
    minji.get_by_role("button", name="올리기").click()
    minji.context.set_offline(False)
    minji.get_by_role("button", name="올리기").click()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    minji.evaluate("dispatchEvent(new Event('online'))")
    minji.wait_for_timeout(500)
    assert count(look, IssueComment) == 1


def test_what_somebody_without_an_account_wrote_goes_on_to_the_sign_in(page_of, round):
    page = page_of(None, PHONE, service_workers="block")
    page.goto(NEW)
    page.context.set_offline(True)
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill("턱이 높아요")
    page.select_option("#district_id", label="달내동")
    page.locator("#place").fill("달내초등학교 정문 앞")
    page.get_by_role("button", name="로그인하고 보내기").click()
    page.get_by_text(KEPT).wait_for()
    assert page.locator("#title").input_value() == "턱이 높아요"
    page.context.set_offline(False)
    page.wait_for_url(re.compile("/sign-in"))


def test_a_script_that_never_comes_does_not_stop_anybody(minji, issue, look):
    minji.route("**/js/outbox.js", lambda route: route.abort())
    minji.goto(issue)
    minji.get_by_label("의견 쓰기").fill("저도 봤어요")
    minji.get_by_role("button", name="올리기").click()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    assert count(look, IssueComment) == 1


def held_up(page, script):
    """The requests for a script, which wait for .continue_()."""
    late = []
    page.route(f"**/js/{script}", lambda route: late.append(route))
    return late


def test_a_press_waits_for_a_part_that_comes_late(page_of, round):
    page = page_of(None, PHONE, service_workers="block")
    late = held_up(page, "city.js")
    page.goto("/gaon/1/issues/map")
    page.locator(".map [data-district]").nth(1).click()
    page.wait_for_function("() => window.htmx")  # everything else is there
    until(page, lambda: late)
    late[0].continue_()
    page.get_by_role("heading", name="느티동 0건").wait_for()


def test_a_choice_ticked_early_is_saved(minji, ballot, open_phase, look):
    open_phase("vote")
    first = ballot[1].id
    db.session.rollback()
    late = held_up(minji, "ballot-boxes.js")
    minji.goto("/gaon/1/vote")
    minji.locator("label.choice", has_text="가온콜").click()
    until(minji, lambda: late)
    late[0].continue_()
    minji.get_by_text("임시저장됨").wait_for()
    assert look(db.select(Participation.draft)) == [first]
