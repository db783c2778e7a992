"""What people report without a connection is kept on their phone and sent exactly once."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from tests.browser.phone import (
    NEW,
    OUTBOX,
    count,
    drawn,
    keeps,
    online_again,
    report_offline,
    send,
    until,
    write_report,
)

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]


def test_a_report_made_offline_survives_the_page_and_is_sent_once(page_of, look, round, person):
    page = page_of(person("민지"))
    report_offline(page, "막차가 6시 40분이라 병원에 못 가요")
    page.close(run_before_unload=False)
    assert count(look, Issue) == 0

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(OUTBOX)
    again.get_by_text("보냄").wait_for()
    assert look(db.select(Issue.title)) == "막차가 6시 40분이라 병원에 못 가요"
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 2
    again.reload()
    again.get_by_text("보냄").wait_for()
    assert count(look, Issue) == 1


def test_an_answer_lost_after_the_commit_does_not_make_a_second_report(
    page_of, look, round, person
):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    lost = []

    def commit_and_lose(route):
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch(max_redirects=0).status)
        return route.abort()

    page.route(re.compile(r"/gaon/1/issues/$"), commit_and_lose)
    write_report(page, "가로등이 꺼져 있어요")
    send(page)
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
    assert lost == [200]
    assert count(look, Issue) == 1
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(OUTBOX)
    again.get_by_text("보냄").wait_for()
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 2
    again.locator("[data-list-sent] a").click()
    assert "가로등이 꺼져 있어요" in again.locator("main").inner_text()


def test_a_page_that_stays_open_sends_by_itself_when_the_network_returns(
    page_of, look, round, person
):
    page = page_of(person("민지"))
    report_offline(page, "보도블록이 깨졌어요", photos=("green",))
    online_again(page)
    until(page, lambda: count(look, Issue) == 1)
    assert count(look, IssuePhoto) == 1
    assert look(db.select(IssuePhoto.alt)) == ""


def test_two_tabs_send_one_report_once(page_of, look, round, person):
    page = page_of(person("민지"))
    report_offline(page, "쓰레기가 쌓여 있어요")
    posts = []
    page.context.on(
        "request",
        lambda sent: (
            posts.append(sent.url)
            if sent.method == "POST" and sent.url.endswith("/issues/")
            else None
        ),
    )
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto(OUTBOX)
    for tab in (page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: count(look, Issue) == 1)
    page.wait_for_timeout(500)
    assert len(posts) == 1


def test_several_problems_of_one_walk_wait_for_their_words(page_of, look, round, person):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    for colour in ("red", "green", "blue"):
        page.set_input_files("#camera", drawn(colour))
        page.wait_for_selector("[data-photo-state=done]")
        page.get_by_role("button", name="나중에 마저 쓰고 다음 문제 찍기").click()
        page.wait_for_selector("li[data-photo]", state="detached")
    page.goto(OUTBOX)
    page.get_by_role("link", name="이어 쓰기").nth(2).wait_for()
    assert page.get_by_text("제목 없음").count() == 3

    page.get_by_role("link", name="이어 쓰기").last.click()
    page.wait_for_selector("li[data-photo] [data-photo-state=done]", state="attached")
    page.evaluate("location.hash = 'whole'")
    write_report(page, "첫 번째로 찍은 것", photos=())
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 1
    page.goto(OUTBOX)
    page.get_by_role("link", name="이어 쓰기").nth(1).wait_for()
    assert page.get_by_role("link", name="이어 쓰기").count() == 2


def test_a_page_killed_while_writing_brings_everything_back(page_of, look, round, person):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    write_report(page, "쓰다가")
    page.locator("[name=photo_alts]").first.fill("깨진 보도블록")
    page.locator("#title").fill("쓰다가 전화가 꺼졌어요")
    again = page.context.new_page()
    again.goto(OUTBOX)
    again.get_by_text("쓰다가 전화가 꺼졌어요").wait_for()  # kept, with all before it
    page.close(run_before_unload=False)

    again.goto(NEW)
    again.get_by_text("쓰다 만 제보가 1건 있어요.").wait_for()
    again.get_by_role("link", name="이어 쓰기").click()
    again.wait_for_selector("li[data-photo] [data-photo-state=done]")
    assert again.locator("#title").input_value() == "쓰다가 전화가 꺼졌어요"
    assert again.locator("#place").input_value() == "달내초등학교 정문 앞"
    assert again.locator("li[data-photo]").count() == 2
    assert again.locator("[name=photo_alts]").first.input_value() == "깨진 보도블록"
    send(again)
    again.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    alts = db.select(IssuePhoto.alt).order_by(IssuePhoto.position)
    assert look(alts) == "깨진 보도블록"
    assert count(look, IssuePhoto) == 2


def test_the_page_without_a_connection_takes_a_report(page_of, look, round, person):
    page = page_of(person("민지"))
    page.goto(NEW)
    keeps(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    keeps(page)
    page.wait_for_function("navigator.serviceWorker.controller")
    page.context.set_offline(True)
    page.goto(NEW.partition("#")[0])
    page.get_by_role("heading", name="지금은 연결이 없어요").wait_for()
    keeps(page)
    write_report(page, "길에서 연결 없이 쓴 것")
    page.get_by_role("button", name="담아 두기").click()
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
    page.get_by_role("heading", name="길에서 연결 없이 쓴 것").wait_for()
    page.close(run_before_unload=False)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(OUTBOX)
    until(again, lambda: count(look, Issue) == 1)
    assert look(db.select(Issue.title)) == "길에서 연결 없이 쓴 것"
    assert count(look, IssuePhoto) == 2


# Whether this phone knows the report's form. A database asked for before it is there would be made.
KNOWN = """async () => {
  const there = await indexedDB.databases();
  if (!there.some(({ name }) => name === "outbox")) return false;
  return new Promise((tell) => {
    indexedDB.open("outbox").onsuccess = ({ target: { result } }) => {
      result.transaction("notes").objectStore("notes").get("report").onsuccess = (note) => {
        tell(Boolean(note.target.result));
        result.close();
      };
    };
  });
}"""


def test_the_first_press_may_find_no_connection(page_of, round):
    page = page_of(None, has_touch=True, is_mobile=True)
    page.goto("/gaon/")
    until(page, lambda: page.evaluate(KNOWN))
    page.context.set_offline(True)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("link", name="사진 찍어 알리기").tap()
    chooser.value.set_files(drawn("red"))
    page.locator("li[data-photo]").first.wait_for()
    page.locator("#title").fill("하수구가 막혔어요")
    page.select_option("#district_id", label="달내동")
    page.get_by_role("button", name="담아 두기").tap()
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
