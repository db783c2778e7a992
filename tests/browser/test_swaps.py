"""What a part of the page that changes says aloud, and that the focus goes on where it was."""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.support import Support
from tests.browser.phone import count
from tests.targets.conftest import indicator, solution  # noqa: F401

pytestmark = pytest.mark.browser


def go(page, address) -> None:
    """Open a page until htmx is there; before, a button sends its plain form."""
    page.goto(address)
    page.wait_for_function("() => window.htmx")


def has_focus(page, words) -> None:
    """Wait until what has the focus says these words, or is the field of this name."""
    page.wait_for_function(
        """(words) => {
      const { localName, name, innerText } = document.activeElement;
      return (localName === "button" || !name ? innerText : name).includes(words);
    }""",
        arg=words,
    )


def hear(page, words):
    """Wait until a part that speaks shows these words; what is hidden in it says nothing."""
    page.wait_for_function(
        """(words) => [...document.querySelectorAll("[role=status]")].some(
      (part) => part.checkVisibility() && part.innerText.includes(words))""",
        arg=words,
    )


@pytest.fixture
def issue(report, person):
    found = report(person("하준")).id
    db.session.rollback()
    return f"/gaon/1/issues/{found}"


@pytest.fixture
def minji(page_of, person):
    return page_of(person("민지", lives=True))


def test_a_support_given_and_taken_back_by_keyboard(minji, issue, look):
    go(minji, issue)
    minji.get_by_role("button", name="공감하기").press("Enter")
    hear(minji, "1명")
    has_focus(minji, "공감했어요")
    minji.keyboard.press("Enter")
    hear(minji, "0명")
    has_focus(minji, "공감하기")
    assert count(look, Support) == 0


def test_following_by_keyboard(minji, issue):
    go(minji, issue)
    minji.get_by_role("button", name="소식 받기").press("Enter")
    hear(minji, "달라지면 알려 드려요.")
    has_focus(minji, "소식 그만 받기")
    minji.keyboard.press("Enter")
    hear(minji, "이제 소식을 보내지 않아요.")
    has_focus(minji, "소식 받기")


def test_an_opinion_has_the_focus_and_a_mistake_its_field(minji, issue, look):
    go(minji, issue)
    minji.get_by_label("의견 쓰기").fill("저도 봤어요")
    minji.get_by_role("button", name="올리기").press("Enter")
    hear(minji, "의견을 올렸어요.")
    has_focus(minji, "저도 봤어요")
    minji.get_by_text("답글 쓰기").click()
    minji.get_by_label("답글").fill("고마워요")
    minji.get_by_role("button", name="올리기").first.press("Enter")
    minji.get_by_text("고마워요").wait_for()
    has_focus(minji, "고마워요")
    minji.get_by_label("의견 쓰기").fill(" ")
    minji.get_by_role("button", name="올리기").last.press("Enter")
    minji.locator(".field.wrong").wait_for()
    has_focus(minji, "body")
    assert count(look, IssueComment) == 2


def test_a_filter_says_how_many_are_left_and_keeps_the_focus(minji, issue):
    go(minji, "/gaon/1/issues/")
    minji.get_by_text("필터·정렬").click()
    minji.get_by_label("분야").focus()
    minji.get_by_label("분야").select_option("parking")
    hear(minji, "0건")
    has_focus(minji, "category")


def test_a_vote_says_that_it_is_not_sent_and_then_that_it_is(minji, ballot, open_phase):
    open_phase("vote")
    go(minji, "/gaon/1/vote")
    minji.locator("label.choice", has_text="가온콜").locator("input").press("Space")
    hear(minji, "2개 가운데 1개 골랐어요")
    has_focus(minji, "solutions")
    minji.get_by_role("button", name="제출하기").press("Enter")
    minji.get_by_role("button", name="이대로 제출").press("Enter")
    hear(minji, "제출했어요")


def test_a_wish_is_answered_where_the_focus_is(minji, indicator, open_phase):  # noqa: F811
    open_phase("target")
    found = indicator.id
    db.session.rollback()
    go(minji, f"/gaon/1/targets/{found}")
    minji.locator("#wish").fill("20")
    minji.locator("#wish").press("Enter")
    minji.locator("#answer .note.ok").wait_for()
    minji.wait_for_function("document.activeElement.matches('#answer .note.ok')")
    hear(minji, minji.locator("#answer .note.ok").inner_text().strip()[:10])


ROLLS = """() => import("/static/now/js/app/roll.js").then(({ roll }) => {
  const seen = [], place = document.createElement("b");
  roll(place, 0, 900, (value) => (seen.push(value), `${value}원`));
  return new Promise((tell) => setTimeout(() => tell([seen, place.textContent]), 600));
})"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_number_rolls_to_its_new_value_only_where_motion_is_welcome(minji, issue, motion):
    minji.emulate_media(reduced_motion=motion)
    go(minji, issue)
    seen, last = minji.evaluate(ROLLS)
    assert last == "900원"
    assert (len(seen) > 1) is (motion == "no-preference")
    assert seen == sorted(seen)
    timing = "getComputedStyle(document.querySelector('.meter rect')).animationDuration"
    go(minji, "/gaon/1/")
    assert minji.evaluate(timing) == ("0.18s" if motion == "no-preference" else "0s")
