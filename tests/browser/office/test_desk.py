"""The desk by keyboard, and on a phone."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.triage.find import SIZE
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK, PHONE
from tests.factory import report_issue

VOICES = "/gaon/1/office/voices"


@pytest.fixture
def voices(round, minji):
    issues = [report_issue(round, minji, title=f"제보 {n}") for n in range(4)]
    db.session.commit()
    return [issue.id for issue in issues]


@pytest.fixture
def desk(page_of, seoyeon, voices):
    page = page_of(seoyeon, DESK)
    page.goto(VOICES)
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def categories():
    """As they are saved; the server gets the database's lock back."""
    db.session.rollback()
    found = list(db.session.scalars(db.select(Issue.category).order_by(Issue.id)))
    db.session.rollback()
    return found


def test_reports_are_walked_ticked_and_acted_on_by_keys(desk):
    press(desk, "j", "x", "j", "j", "x", "k", "k")
    assert desk.locator("tr.at a").inner_text() == "제보 0"
    assert desk.locator("input[name=issue]:checked").count() == 2
    assert desk.locator("#chosen").inner_text() == "2건"
    press(desk, "c")
    assert desk.evaluate("document.activeElement.id") == "category-category"
    desk.select_option("#category-category", "safety")
    desk.click("#act-category button[value=category]")
    desk.wait_for_selector("#done-h")
    assert categories() == ["safety", "transit", "safety", "transit"]
    press(desk, "z")
    desk.wait_for_selector("text=되돌렸어요")
    assert categories() == ["transit"] * 4


def test_enter_opens_the_report(desk, voices):
    press(desk, "j", "j", "Enter")
    arrived(desk, f"*/issues/{voices[1]}")


def test_a_letter_typed_is_a_letter(desk):
    press(desk, "/")
    desk.keyboard.type("jxe")
    assert desk.input_value("#q") == "jxe"
    assert desk.locator("tr.at").count() == 0
    assert desk.locator("input[name=issue]:checked").count() == 0


def test_keys_can_be_turned_off_and_stay_off(desk):
    desk.click("text=단축키")
    press(desk, "j")
    assert desk.locator("tr.at").count() == 0
    desk.reload()
    desk.locator("h1").click()
    press(desk, "j", "e")
    assert desk.locator("tr.at").count() == 0
    assert "done" not in desk.url


def test_all_that_match_are_counted_and_acted_on(desk, voices):
    desk.check("input[name=all]")
    assert desk.locator("#chosen").inner_text() == "4건"
    press(desk, "e")
    desk.wait_for_selector("text=살펴볼 제보가 없어요")


def test_a_phone_acts_too_and_nothing_is_wider_than_it(page_of, seoyeon, voices):
    page = page_of(seoyeon, PHONE)
    page.goto(VOICES)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.check(f"input[name=issue][value='{voices[0]}']")
    page.click("button[value=looked]")
    page.wait_for_selector("#done-h")
    assert page.locator("#desk tbody tr").count() == 3


def stays(page):
    """Remember this page, to see whether it is still the same later."""
    page.wait_for_function("() => window.htmx")
    page.evaluate("window.same = true")


def test_an_act_by_key_changes_the_list_in_place_and_the_keys_go_on(desk, voices):
    stays(desk)
    press(desk, "j", "j", "e")
    desk.wait_for_selector("text=확인: 1건에 했어요.")
    assert desk.locator("#voices-h").inner_text().endswith("3건")
    assert desk.locator("tr.at a").first.inner_text() == "제보 2"
    assert desk.evaluate("document.activeElement.value") == str(voices[2])
    assert "1건에 했어요" in desk.locator("#said").inner_text()
    press(desk, "j", "x")
    assert desk.locator("#chosen").inner_text() == "1건"
    press(desk, "e")
    desk.wait_for_function("() => document.querySelectorAll('#desk tbody tr').length === 2")
    press(desk, "z")
    desk.wait_for_selector("text=확인: 1건을 되돌렸어요.")
    assert desk.locator("#desk tbody tr").count() == 3
    press(desk, "k", "k", "k")
    assert desk.evaluate("window.same")
    press(desk, "Enter")
    arrived(desk, f"*/issues/{voices[0]}")


def test_all_that_match_by_mouse_lead_to_what_was_done_and_its_undo(desk):
    stays(desk)
    desk.check("input[name=all]")
    desk.click("#acts > p > button[value=looked]")
    desk.wait_for_selector("text=확인: 4건에 했어요.")
    assert desk.evaluate("document.activeElement.contains(document.getElementById('undo'))")
    assert desk.evaluate("window.same")
    desk.click("#undo")
    desk.wait_for_selector("text=확인: 4건을 되돌렸어요.")
    assert desk.locator("#desk tbody tr").count() == 4


def test_a_mistake_is_shown_in_place_and_the_ticks_stay(desk, voices):
    stays(desk)
    press(desk, "j", "x", "t")
    desk.fill("#transfer-agency", "경찰서")
    desk.click("#act-transfer button[value=transfer]")
    desk.wait_for_selector("#transfer-reason-error")
    assert desk.input_value("#transfer-agency") == "경찰서"
    assert desk.locator("input[name=issue]:checked").count() == 1
    assert desk.evaluate("window.same")


@pytest.fixture
def pages(round, minji, page_of, seoyeon):
    """The desk with two pages, and the ids of its issues."""
    issues = [report_issue(round, minji, title=f"제보 {n}") for n in range(SIZE + 3)]
    db.session.commit()
    ids = [issue.id for issue in issues]
    page = page_of(seoyeon, DESK)
    page.goto(VOICES)
    return page, ids


@pytest.fixture
def haneul_acts(person):
    """A colleague decides on one."""
    haneul = person("하늘", "planner")

    def act(id):
        db.session.rollback()
        db.session.get(Issue, id).set_status("reviewing", haneul)
        db.session.commit()

    return act


def turn(page, name):
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()


def test_ticks_stay_while_pages_are_turned_and_are_acted_on_together(pages):
    page, ids = pages
    for id in ids[:2]:
        page.check(f"input[name=issue][value='{id}']")
    turn(page, "다음")
    assert page.locator("#chosen").inner_text() == "2건 · 다른 페이지에서 고른 2건"
    page.check(f"input[name=issue][value='{ids[-1]}']")
    assert page.locator("#chosen").inner_text() == "3건 · 다른 페이지에서 고른 2건"
    turn(page, "이전")
    assert page.locator("input[name=issue]:checked").count() == 2
    assert page.locator("#chosen").inner_text() == "3건 · 다른 페이지에서 고른 1건"
    press(page, "c")
    page.select_option("#category-category", "safety")
    page.click("#act-category button[value=category]")
    page.wait_for_selector("text=3건에 했어요")
    found = categories()
    assert [n for n, category in enumerate(found) if category == "safety"] == [0, 1, len(ids) - 1]
    assert page.locator("#chosen").inner_text() == ""
    page.goto(VOICES)
    assert page.locator("input[name=issue]:checked").count() == 0


def test_a_refused_act_keeps_the_ticks_of_other_pages_and_another_list_has_its_own(pages):
    page, ids = pages
    page.check(f"input[name=issue][value='{ids[0]}']")
    turn(page, "다음")
    page.wait_for_function("() => window.htmx")
    page.locator("#act-transfer").evaluate("fold => fold.open = true")
    page.fill("#transfer-agency", "경찰서")
    page.click("#act-transfer button[value=transfer]")
    page.wait_for_selector("#transfer-reason-error")
    assert page.locator("input[name=others]").input_value() == str(ids[0])
    page.goto(f"{VOICES}?category=transit")
    assert page.locator("#chosen").inner_text() == ""
    page.goto(VOICES)
    page.check(f"input[name=issue][value='{ids[1]}']")
    turn(page, "다음")
    page.click("text=고른 것 모두 풀기")
    assert page.locator("input[name=others]").input_value() == ""
    turn(page, "이전")
    assert page.locator("input[name=issue]:checked").count() == 0


def test_what_a_colleague_changed_on_another_page_meanwhile_is_left(pages, haneul_acts):
    page, ids = pages
    page.check(f"input[name=issue][value='{ids[0]}']")
    haneul_acts(ids[0])
    turn(page, "다음")
    page.check(f"input[name=issue][value='{ids[-1]}']")
    page.click("#acts > p > button[value=looked]")
    page.wait_for_selector("text=1건은 그대로 뒀어요.")
    assert page.get_by_text("하늘 님이 먼저 바꿨어요.").is_visible()
