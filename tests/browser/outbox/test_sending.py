"""A send that fails, waits or takes long says so at its button, and takes the focus there."""

import re

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from tests.browser.phone import NEW, count, drawn, keeps, online_again, send, touch, write_report

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.matches('[data-said][role=alert]')"


@pytest.fixture
def minji(page_of, person, round):
    return page_of(person("민지"))


@pytest.fixture
def issue(report, person):
    """The address of 하준's report."""
    found = report(person("하준")).id
    db.session.rollback()
    return f"/gaon/1/issues/{found}"


def posts(page, address):
    """Grows by each POST that a page sends to an address."""
    seen = []
    page.on(
        "request",
        lambda sent: (
            seen.append(sent.url) if sent.method == "POST" and sent.url.endswith(address) else None
        ),
    )
    return seen


def say(page, issue, words="저도 봤어요"):
    page.goto(issue)
    touch(page)
    page.locator("#say").fill(words)
    page.get_by_role("button", name="올리기").click()


def test_a_refused_report_is_posted_once_and_says_why_at_the_button(minji, look):
    minji.goto(NEW)
    keeps(minji)
    write_report(minji, "가", photos=("red",))
    seen = posts(minji, "/issues/")
    send(minji)
    said = minji.locator("form [data-said]")
    said.get_by_text("2자에서 100자까지").wait_for()
    assert minji.evaluate(FOCUSED)
    said.get_by_role("link").click()
    assert minji.evaluate("document.activeElement.id") == "title"
    assert len(seen) == 1
    assert count(look, Issue) == 0
    minji.locator("#title").fill("가로등이 꺼졌어요")
    send(minji)
    minji.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert len(seen) == 2


def test_reports_like_it_are_shown_without_sending_it_twice(minji, issue, look):
    here = look(db.select(Issue))
    title, where = here.title, (here.lat, here.lon)
    db.session.rollback()
    minji.goto(NEW)
    keeps(minji)
    write_report(minji, title, photos=())
    for name, value in zip(("lat", "lon"), where, strict=True):
        minji.locator(f"#{name}").evaluate("(each, to) => { each.value = to }", str(value))
    minji.route(re.compile("/similar$"), lambda route: route.abort())
    seen = posts(minji, "/issues/")
    send(minji)
    minji.locator("#similar").get_by_role("link", name=title).wait_for()
    assert minji.evaluate(FOCUSED)
    assert len(seen) == 1
    minji.get_by_role("button", name="그래도 새로 제보하기").click()
    minji.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, Issue) == 2


def test_enter_sends_the_report_and_supports_none_like_it(minji, issue, look):
    here = look(db.select(Issue))
    title, where = here.title, (here.lat, here.lon)
    db.session.rollback()
    minji.goto(NEW)
    keeps(minji)
    for name, value in zip(("lat", "lon"), where, strict=True):
        minji.locator(f"#{name}").evaluate("(each, to) => { each.value = to }", str(value))
    write_report(minji, title, photos=())
    minji.locator("#similar").get_by_role("button", name="이 문제예요").wait_for()
    minji.locator("#title").press("Enter")
    minji.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert (count(look, Issue), count(look, Support)) == (2, 0)


def test_a_slow_send_shows_that_it_is_under_way(minji, issue, look):
    minji.route(
        re.compile("/comments$"),
        lambda route: (minji.wait_for_timeout(1500), route.fallback()),
    )
    say(minji, issue)
    minji.locator("form [data-said]").get_by_text("보내는 중이에요.").wait_for()
    minji.locator("article", has_text="저도 봤어요").wait_for()
    assert minji.get_by_text("보내는 중이에요.").count() == 0
    assert count(look, IssueComment) == 1


@pytest.mark.parametrize(
    ("status", "body"), [(404, "<!doctype html><html><title>없음</title></html>"), (403, "")]
)
def test_a_refusal_without_one_sentence_still_says_something(minji, issue, status, body):
    minji.route(re.compile("/comments$"), lambda route: route.fulfill(status=status, body=body))
    say(minji, issue)
    minji.get_by_text("보내지 못했어요. 쓴 것은 그대로 있어요.").wait_for()
    assert minji.evaluate(FOCUSED)
    assert minji.locator("#say").input_value() == "저도 봤어요"


def test_a_photo_that_does_not_get_through_says_so_beside_it_and_goes_again(minji, look):
    minji.goto(NEW)
    keeps(minji)
    minji.route(re.compile("/photos$"), lambda route: route.abort(), times=1)
    minji.set_input_files("#photos", drawn("red"))
    shot = minji.locator("li[data-photo]")
    shot.get_by_text("아직 올리지 못했어요").wait_for()
    shot.get_by_role("button", name="다시 시도").click()
    minji.wait_for_selector("[data-photo-state=done]")


def test_a_photo_no_browser_opens_is_no_broken_picture(minji):
    minji.goto(NEW)
    keeps(minji)
    broken = {"name": "a.heic", "mimeType": "image/heic", "buffer": b"ftypheic" * 9}
    minji.set_input_files("#photos", broken)
    minji.wait_for_selector("li[data-photo] img.gone", state="attached")
    assert minji.locator("li[data-photo] img").evaluate("each => each.naturalWidth") > 0
    write_report(minji, "열 수 없는 사진", photos=())
    send(minji)
    minji.locator("form > [data-said]").get_by_text("올리지 못한 사진이 있어요").wait_for()
    assert minji.evaluate(FOCUSED)


def test_without_a_connection_the_page_says_that_sending_works_and_covers_no_button(minji, look):
    minji.goto(NEW)
    keeps(minji)
    write_report(minji, "신호가 꺼졌어요", photos=())
    minji.context.set_offline(True)
    bar = minji.locator("[data-app-bar]")
    bar.get_by_text("그대로 쓰고 보내기를 눌러도 돼요").wait_for()
    button = minji.get_by_role("button", name="제보 보내기").bounding_box()
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] < button["y"]
    send(minji)
    minji.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
    online_again(minji)
    bar.get_by_text("다시 연결됐어요").wait_for()
    minji.get_by_role("heading", name="담아 둔 제보를 보냈어요").wait_for()
    minji.get_by_role("link", name="내 제보 보기").click()
    minji.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, Issue) == 1
