"""Words said instead of typed: the browser's own recognition (here one that says what it is told)
writes into reports, comments and what was heard at meetings."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.comments import IssueComment
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import Opinion
from tests.browser.conftest import PHONE
from tests.browser.phone import NEW

pytestmark = pytest.mark.browser
# What the last one made is told to hear comes from the test: window.hears("마을버스가", true).
FAKE = """
delete window.SpeechRecognition; // headless Chromium has one that hears nothing
delete window.webkitSpeechRecognition;
class Fake {
  start() { window.spoken = this; this.stopped = false; window.langs = [...(window.langs ?? []),
    this.lang]; }
  stop() { this.stopped = true; setTimeout(() => this.onend()); }
  abort() { this.onerror({ error: "aborted" }); this.onend(); }
}
window.hears = (said, isFinal) => window.spoken.onresult({
  results: [Object.assign([{ transcript: said, confidence: 1 }], { isFinal })] });
window.ends = () => window.spoken.onend();
window.fails = (error) => { window.spoken.onerror({ error }); window.spoken.onend(); };
window.NAME = Fake;
"""


@pytest.fixture
def page_that_hears(page_of):
    """page_that_hears(person) is a page whose browser has speech recognition."""

    def open_page(person, name="SpeechRecognition", **options):
        page = page_of(person, PHONE, **options)
        page.add_init_script(FAKE.replace("NAME", name))
        return page

    return open_page


def dictate(page, field):
    """The button beside a field, by the field's label."""
    return page.locator(f"button[data-dictate={field}]")


def say(page, *sentences):
    for sentence in sentences:
        page.evaluate(
            "said => { hears(said.slice(0, 3), false); hears(said, true); ends() }", sentence
        )


def test_a_report_is_said_into_its_title_and_goes_on_being_typed(round, person, page_that_hears):
    page = page_that_hears(person("민지"))
    page.goto(NEW)
    title = page.locator("#title")
    title.fill("저녁에")
    button = dictate(page, "title")
    assert button.inner_text().split(":")[0].strip() == "말로 적기"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert "그만 듣기" in button.inner_text()
    say(page, "버스가 안 와요")
    assert title.input_value() == "저녁에 버스가 안 와요"
    button.click()  # while it listens for a second sentence
    page.wait_for_selector("[data-dictate=title][aria-pressed=false]")
    title.press("End")
    page.keyboard.type("!")
    assert title.input_value() == "저녁에 버스가 안 와요!"
    assert page.evaluate("langs") == ["ko-KR", "ko-KR"] and page.problems == []


def test_what_is_said_goes_where_the_caret_is_and_ends_where_the_field_does(
    round, person, page_that_hears
):
    page = page_that_hears(person("민지"), "webkitSpeechRecognition")
    page.goto(NEW)
    title = page.locator("#title")
    title.fill("버스가 안 와요")
    title.evaluate("field => field.setSelectionRange(3, 3)")
    dictate(page, "title").click()
    say(page, "저녁에는")
    assert title.input_value() == "버스가 저녁에는 안 와요"
    say(page, "가" * 120)
    assert len(title.input_value()) == 100
    assert page.get_by_text("글자 수가 다 차서 뒷말은 담지 못했어요.").is_visible()
    assert dictate(page, "title").get_attribute("aria-pressed") == "false"


def test_a_comment_sent_while_it_listens_has_what_was_heard(
    round, person, report, page_that_hears, look
):
    issue = report(person("준호"), title="버스가 안 와요")
    page = page_that_hears(person("민지"))
    page.goto(f"/gaon/1/issues/{issue.id}")
    dictate(page, "say").click()
    page.evaluate("hears('우리 동네도 그래요', false)")
    page.get_by_role("button", name="올리기").click()
    page.locator("#talk .lines", has_text="우리 동네도 그래요").wait_for()
    assert look(db.select(IssueComment.body)) == "우리 동네도 그래요"
    assert dictate(page, "say").is_visible()  # of the form that came with the swap
    assert page.problems == []


def test_each_sentence_of_a_meeting_is_an_opinion_of_its_own(round, seoyeon, page_that_hears, look):
    begun = now() - timedelta(hours=1)
    words = {"kind": "visit", "title": "찾아가는 상담", "place": "달내 경로당"}
    meeting = Meeting.plan(round, seoyeon, "meeting-0001", starts_at=begun, **words)
    page = page_that_hears(seoyeon)  # commits
    page.goto(f"/gaon/1/office/meetings/{meeting.id}/opinions")
    page.keyboard.type("가로등이 꺼져 있어요")
    dictate(page, "text").click()
    say(page, "마을버스가 안 와요", "주차할 곳이 없어요")
    page.evaluate("ends()")  # nobody says anything more
    page.wait_for_selector("[data-dictate=text][aria-pressed=false]")
    said = "가로등이 꺼져 있어요\n마을버스가 안 와요\n주차할 곳이 없어요"
    assert page.locator("#text").input_value() == said
    page.get_by_role("button", name="다음: 줄마다 확인").click()
    dictate(page, "more").click()
    say(page, "놀이터가 어두워요")
    page.get_by_role("button", name="저장하고 확인 맡기기").click()
    page.get_by_text("확인 기다림").wait_for()
    assert look(db.select(db.func.count(Opinion.id))) == 4


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("not-allowed", "마이크를 쓸 수 없어요."),
        ("no-speech", "들린 말이 없어요."),
        ("network", "지금은 말을 받아 적을 수 없어요."),
    ],
)
def test_why_nothing_is_heard_is_said_at_the_button(
    round, person, page_that_hears, error, sentence
):
    page = page_that_hears(person("민지"))
    page.goto(NEW)
    button = dictate(page, "body")
    button.click()
    page.evaluate("error => fails(error)", error)
    said = page.locator(".dictate", has=button).get_by_role("status")
    assert sentence in said.inner_text()
    assert button.get_attribute("aria-pressed") == "false"


def test_the_language_of_the_page_is_listened_for(round, person, page_that_hears):
    page = page_that_hears(person("민지"))
    page.goto("/gaon/1/issues/new?language=vi#whole")
    dictate(page, "title").click()
    assert page.evaluate("[document.documentElement.lang, ...langs]") == ["vi", "vi-VN"]


def test_where_the_browser_has_no_recognition_no_button_is_seen(round, person, page_of):
    page = page_of(person("민지"), PHONE)
    page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition")
    page.goto(NEW)
    assert page.locator("#title").is_visible()
    assert not dictate(page, "title").is_visible() and page.problems == []


def test_what_works_on_the_device_is_asked_to_stay_there(round, person, page_that_hears):
    page = page_that_hears(person("민지"))
    page.add_init_script(
        "SpeechRecognition.available = async ({ langs }) =>"
        " (langs[0] === 'ko-KR' ? 'available' : 'unavailable')"
    )
    for address, stays in ((NEW, True), ("/gaon/1/issues/new?language=en#whole", None)):
        page.goto(address)
        dictate(page, "title").click()
        page.wait_for_function("() => window.spoken")
        assert page.evaluate("spoken.processLocally") is stays


def test_the_browser_lets_only_these_pages_use_the_microphone(round, person, page_that_hears):
    page = page_that_hears(person("민지"))
    allowed = "document.featurePolicy.allowsFeature('microphone')"
    page.goto(NEW)
    assert page.evaluate(allowed) is True
    page.goto("/gaon/1/issues/")
    assert page.evaluate(allowed) is False
