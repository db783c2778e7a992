"""Writing a plan on a desk: words that were not saved, long words in tables, keys in Hangul."""

import pytest
from playwright.sync_api import expect

from civic.db import db
from civic.plans.follow_up.models import FollowUp
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import Paragraph
from civic.text import as_id
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK

PLAN = "/gaon/1/plan"
BACK, OFFERED = "저장하지 않은 글을 되살렸어요.", "쓰던 글이 남아 있어요."
LONG = "주민이 자리에 없어도 읽게 회의록과 조치한 것을 시 누리집과 마을 게시판에 분기마다 올림"

pytestmark = pytest.mark.browser


@pytest.fixture
def paragraph(round, seoyeon, open_phase):
    open_phase("submit")
    plan = Plan.start(round)
    paragraph = plan.write("overview", "경로당 설명회 4회", seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    return paragraph


@pytest.fixture
def page(page_of, seoyeon, paragraph):
    page = page_of(seoyeon, DESK)
    page.goto(f"{PLAN}/paragraphs/{paragraph.id}")
    db.session.rollback()  # the server gets the database's lock back
    return page


def listens(page):
    """Scripts run in their order, and htmx comes last."""
    page.wait_for_function("() => window.htmx")


def typed(page, words):
    """Words in the box, as somebody types them, when the page listens."""
    listens(page)
    page.fill("#text", words)


def test_words_not_saved_are_back_after_a_reload_until_they_are_saved(page, paragraph):
    typed(page, "경로당 설명회 다섯 번")
    page.reload()
    page.get_by_text(BACK).wait_for()
    expect(page.locator("#text")).to_have_value("경로당 설명회 다섯 번")
    page.get_by_role("button", name="저장", exact=True).click()
    arrived(page, f"{PLAN}/paragraphs")
    page.goto(f"{PLAN}/paragraphs/{paragraph.id}")
    listens(page)
    expect(page.get_by_text(BACK)).to_have_count(0)
    typed(page, "지울 글")
    page.reload()
    page.get_by_role("button", name="저장된 글 보기").click()
    expect(page.locator("#text")).to_have_value("경로당 설명회 다섯 번")
    page.reload()
    listens(page)
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_over_a_colleagues_words_they_are_offered(page, round, paragraph, person):
    typed(page, "경로당 설명회 다섯 번")
    row = db.session.get(Paragraph, paragraph.id)
    Plan.of(round).rewrite(row, "하늘이 고친 글", person("하늘", "planner"), 1)
    db.session.commit()
    page.reload()
    page.get_by_text(OFFERED).wait_for()
    expect(page.locator("#text")).to_have_value("하늘이 고친 글")
    page.get_by_role("button", name="쓰던 글 넣기").click()
    expect(page.locator("#text")).to_have_value("경로당 설명회 다섯 번")


def test_nobody_else_in_this_tab_gets_them(page, paragraph, person, page_of):
    typed(page, "서연이 쓰던 글")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    other = page_of(person("하늘", "planner"), DESK)
    other.goto(PLAN)
    other.evaluate("kept => Object.assign(sessionStorage, JSON.parse(kept))", kept)
    other.goto(f"{PLAN}/paragraphs/{paragraph.id}")
    listens(other)
    expect(other.locator("#text")).to_have_value("경로당 설명회 4회")


def test_a_long_cell_is_read_whole_its_row_comes_back_and_enter_saves(page, round):
    page.goto(f"{PLAN}/follow-up")
    listens(page)
    page.get_by_role("button", name="줄 더하기").click()
    cell = page.locator("#activities-3-way_back")
    cell.fill(LONG)
    page.reload()
    page.get_by_text(BACK).wait_for()
    expect(cell).to_have_value(LONG)
    assert cell.evaluate(
        "one => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1"
    )
    page.select_option("#activities-3-kind", "panel")
    page.fill("#activities-3-timing", "분기마다")
    page.fill("#activities-3-host", "스마트도시팀")
    cell.press("Enter")
    page.get_by_text("저장했어요.").wait_for()
    db.session.rollback()
    assert [row.way_back for row in FollowUp.of(round).activities] == [LONG]


def press(page, key, code):
    """As a keyboard in Hangul sends it."""
    page.evaluate(
        "([key, code]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))",
        [key, code],
    )


def test_keys_work_while_hangul_is_on_and_say_where_nothing_is_corrected(page, paragraph):
    page.goto(PLAN)
    listens(page)
    press(page, "ㄷ", "KeyE")
    page.get_by_text("j를 눌러 문단을 먼저 골라 주세요.").wait_for()
    press(page, "ㅓ", "KeyJ")
    assert page.evaluate("document.activeElement.id").startswith("p-")
    page.locator(f"#p-{as_id(paragraph.key)} .edit-here").focus()
    press(page, "ㄷ", "KeyE")
    arrived(page, f"{PLAN}/paragraphs/*")


def test_the_paper_begins_in_the_upper_half_of_a_desks_screen(page):
    page.goto(PLAN)
    page.locator("[role=status]", has_text="PDF").wait_for()
    assert page.locator(".paper").bounding_box()["y"] <= DESK["height"] / 2
    acts = page.locator(".acts > *").evaluate_all("(all) => all.map((e) => e.offsetTop)")
    assert len(acts) > 8 and len(set(acts)) == 1  # in a line
