"""What is typed or pressed before the scripts are there, or without a connection, is not lost."""

import re

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.votes.ballots.voter_roll import Participation
from tests.browser.conftest import PHONE
from tests.browser.phone import NEW, count, keeps, until

pytestmark = pytest.mark.browser
UNREACHED = "연결이 없어요. 이 화면을 닫지 마세요."


@pytest.fixture
def minji(page_of, person):
    """A first visit: no service worker, nothing fetched but what the page shows."""
    return page_of(person("민지", lives=True), PHONE)


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
    page.locator("form", has_text="올리기").get_by_text(UNREACHED).wait_for()  # where one looks
    assert page.get_by_label("의견 쓰기").input_value() == "저도 봤어요"


def test_words_stay_without_a_connection_and_go_out_once_when_pressed_again(minji, issue, look):
    write_opinion(minji, issue)
    minji.get_by_role("button", name="올리기").click()
    minji.context.set_offline(False)
    minji.get_by_role("button", name="올리기").click()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    minji.wait_for_timeout(500)
    assert count(look, IssueComment) == 1
    assert not minji.get_by_text(UNREACHED).is_visible()


def test_what_somebody_without_an_account_wrote_stays_and_goes_on_to_the_sign_in(page_of, round):
    page = page_of(None, PHONE)
    page.route("**/js/outbox/page.js", lambda route: route.abort())
    page.goto(NEW)
    page.context.set_offline(True)
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill("턱이 높아요")
    page.select_option("#district_id", label="달내동")
    page.locator("#place").fill("달내초등학교 정문 앞")
    page.get_by_role("button", name="로그인하고 보내기").click()
    page.get_by_text(UNREACHED).wait_for()
    assert page.locator("#title").input_value() == "턱이 높아요"
    page.context.set_offline(False)
    page.get_by_role("button", name="로그인하고 보내기").click()
    page.wait_for_url(re.compile("/sign-in"))


def test_a_planner_without_a_connection_keeps_what_was_typed(page_of, person, round, look):
    page = page_of(person("서연", "planner"), PHONE)
    page.goto("/gaon/1/plan/paragraphs")
    page.context.set_offline(True)
    page.locator("main textarea").first.fill("주민과 함께 골랐다.")
    page.locator("main form", has=page.locator("textarea")).first.get_by_role("button").last.click()
    page.get_by_text(UNREACHED).wait_for()
    assert page.locator("main textarea").first.input_value() == "주민과 함께 골랐다."


@pytest.mark.parametrize("script", ["app/*.js", "outbox/page.js", "vendor/htmx.min.js"])
def test_a_script_that_never_comes_does_not_stop_anybody(minji, issue, look, script):
    minji.route(f"**/{script}", lambda route: route.abort())
    minji.goto(issue)
    minji.get_by_label("의견 쓰기").fill("저도 봤어요")
    minji.get_by_role("button", name="올리기").click()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    assert count(look, IssueComment) == 1


def test_without_htmx_what_the_outbox_sent_is_shown(minji, issue, look):
    minji.route("**/vendor/htmx.min.js", lambda route: route.abort())
    minji.goto(issue)
    minji.get_by_label("의견 쓰기").fill("저도 봤어요")
    minji.locator("#outbox[data-ready]").wait_for(state="attached")
    minji.get_by_role("button", name="올리기").click()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    assert minji.url.endswith("#c1")
    assert count(look, IssueComment) == 1


SCRIPTS = ["app/*.js", "report/*.js", "outbox/page.js"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_report_goes_out_without_a_script_that_never_comes(minji, round, look, script):
    minji.route(f"**/js/{script}", lambda route: route.abort())
    minji.goto(NEW)
    minji.locator("label.chip", has_text="보행").click()
    minji.locator("#title").fill("턱이 높아요")
    minji.select_option("#district_id", label="달내동")
    minji.locator("#place").fill("달내초등학교 정문 앞")
    minji.get_by_role("button", name="제보 보내기").click()
    minji.wait_for_url(re.compile(r"/issues/\d+"))
    assert count(look, Issue) == 1


# How long a page waits for its database (static/js/outbox/database.js) is over at once.
NEVER_ANSWERS = """IDBFactory.prototype.open = () => ({});
const later = setTimeout;
window.setTimeout = (act, ms, ...more) => later(act, ms === 5000 ? 50 : ms, ...more);"""


def test_a_report_goes_out_where_the_phones_database_never_answers(minji, round, look):
    minji.add_init_script(NEVER_ANSWERS)
    minji.goto(NEW)
    keeps(minji)
    minji.locator("#title").fill("턱이 높아요")
    minji.select_option("#district_id", label="달내동")
    minji.get_by_text("이 브라우저는 임시저장을 못 해요.").wait_for()
    minji.get_by_role("button", name="제보 보내기").click()
    minji.wait_for_url(re.compile(r"/issues/\d+"))
    assert count(look, Issue) == 1


def test_a_choice_ticked_early_is_saved(minji, ballot, open_phase, look):
    open_phase("vote")
    first = ballot[1].id
    db.session.rollback()
    late = []
    minji.route("**/js/ballot/boxes.js", lambda route: late.append(route))
    minji.goto("/gaon/1/vote", wait_until="commit")
    minji.locator("label.choice", has_text="가온콜").click()
    until(minji, lambda: late)
    late[0].continue_()
    minji.get_by_text("임시저장됨").wait_for()
    assert look(db.select(Participation.draft)) == [first]
