"""What goes wrong on a phone, each with its own words and a way on, and nothing written is lost."""

import re

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from tests.browser.conftest import PHONE
from tests.browser.phone import NEW, OUTBOX, count, drawn, keeps, online_again, send, touch, until
from tests.browser.phone import write_report as write

pytestmark = pytest.mark.browser
COMMENTS, UPLOADS = re.compile("/comments$"), re.compile("/photos$")
OPINION = "저도 매일 지나다녀요"


@pytest.fixture
def issue(report, person):
    """The address of 하준's report."""
    found = report(person("하준")).id
    db.session.rollback()
    return f"/gaon/1/issues/{found}"


@pytest.fixture
def minji(person):
    return person("민지", lives=True)


def answers_once(page, address, **answer):
    """The next POST to an address gets this answer; those after it reach the server."""
    given = []

    def once(route):
        if route.request.method != "POST" or given:
            return route.fallback()
        given.append(1)
        return route.fulfill(**answer)

    page.route(address, once)


def say(page, issue, words=OPINION):
    page.goto(issue)
    touch(page)
    page.locator("#say").fill(words)
    page.get_by_role("button", name="올리기").click()


def test_a_camera_that_is_not_allowed_leads_to_the_form_without_a_photo(
    page_of, look, round, minji
):
    page = page_of(minji, PHONE, has_touch=True, is_mobile=True)
    page.goto("/gaon/1/")
    with page.expect_file_chooser():
        page.get_by_role("link", name="문제 제보하기").first.tap()
    page.locator("input[capture]").evaluate("each => each.dispatchEvent(new Event('cancel'))")
    page.get_by_text(
        "사진을 찍지 않았어요. 앨범에서 고르거나 사진 없이도 보낼 수 있어요."
    ).wait_for()
    page.get_by_role("link", name="한 화면에서 모두 쓰기").click()
    write(page, "사진 없이 쓴 제보", photos=())
    send(page)
    page.wait_for_url(re.compile(r"/issues/\d+/sent$"))
    assert count(look, Issue) == 1


@pytest.mark.parametrize(
    ("address", "button", "words"),
    [
        (NEW, "현재 위치로", "위치를 쓰지 못하게 되어 있어요"),
        ("/gaon/1/issues/map", "현재 위치로", "위치를 쓰지 못하게 되어 있어요"),
        ("/gaon/1/issues/", "내 동네에서 가까운 순", "위치를 알 수 없어요"),
    ],
)
def test_a_denied_position_has_words_and_the_list_of_districts(
    page_of, round, minji, address, button, words
):
    page = page_of(minji)
    page.goto(address)
    for fold in page.locator("#filters summary").all():
        fold.click()
    page.get_by_role("button", name=button).click()
    page.get_by_text(words).first.wait_for()
    assert "달내동" in page.locator("main").inner_text()  # a way on


@pytest.mark.parametrize("status", [413, 429, 503])
def test_a_photo_the_server_can_not_take_now_says_why_and_goes_again(
    page_of, look, round, minji, status
):
    page = page_of(minji)
    page.goto(NEW)
    keeps(page)
    answers_once(page, UPLOADS, status=status, json={"error": f"이유 {status}"})
    page.set_input_files("#photos", drawn("red"))
    page.get_by_text(f"이유 {status}").wait_for()
    if status == 413:  # the same photo would be refused again
        page.get_by_role("button", name="사진 지우기").click()
        page.set_input_files("#photos", drawn("blue"))
    else:
        page.get_by_role("button", name="다시 시도").click()
    page.wait_for_selector("[data-photo-state=done]")


@pytest.mark.parametrize("status", [429, 503])
def test_an_opinion_is_kept_when_the_server_is_in_trouble_and_sent_by_itself(
    page_of, look, issue, minji, status
):
    page = page_of(minji)
    answers_once(page, COMMENTS, status=status, body="바빠요", headers={"Retry-After": "1"})
    say(page, issue)
    page.get_by_text("지금 접속이 많아서 담아 두었어요.").wait_for()
    online_again(page)
    until(page, lambda: count(look, IssueComment) == 1)
    assert look(db.select(IssueComment.body)) == OPINION


def test_an_opinion_too_long_or_too_large_stays_in_its_field(page_of, look, issue, minji):
    page = page_of(minji)
    answers_once(page, COMMENTS, status=413, body="보낸 자료가 너무 커요.")
    say(page, issue)
    page.locator("form [data-said]", has_text="보낸 자료가 너무 커요.").wait_for()
    assert page.locator("#say").input_value() == OPINION
    page.locator("#say").evaluate("each => { each.removeAttribute('maxlength') }")
    page.locator("#say").fill("가" * 2001)
    page.get_by_role("button", name="올리기").click()
    page.locator(".field.wrong").wait_for()
    assert page.locator("#say").input_value() == "가" * 2001
    assert count(look, IssueComment) == 0


def test_an_opinion_written_while_the_session_ended_waits_for_the_sign_in(
    page_of, look, issue, minji
):
    page = page_of(minji)
    page.goto(issue)
    touch(page)
    minji.sign_out_everywhere()
    db.session.commit()
    page.locator("#say").fill(OPINION)
    page.get_by_role("button", name="올리기").click()
    page.get_by_text("로그인이 끝나서 이 휴대전화에 담아 두었어요.").wait_for()
    assert page.url.endswith(issue)
    page.goto(OUTBOX)
    page.get_by_role("link", name="로그인").first.wait_for()
    assert count(look, IssueComment) == 0


def test_a_vote_that_waited_past_the_end_is_said_and_not_counted(
    page_of, look, ballot, minji, open_phase
):
    open_phase("vote")
    page = page_of(minji)
    page.goto("/gaon/1/vote")
    touch(page)
    page.context.set_offline(True)
    page.locator("label.choice", has_text="가온콜").click()
    page.get_by_role("button", name="제출하기").click()
    page.get_by_role("button", name="이대로 제출").click()
    page.get_by_text("이 휴대전화에 담아 두었어요.").first.wait_for()
    open_phase("target")
    db.session.rollback()
    online_again(page)
    page.goto(OUTBOX)
    page.get_by_text("지금은 투표하는 기간이 아니에요.").wait_for()
    assert page.get_by_text("저장되지 않았어요").count() == 0
