"""The plan's page on a desk takes the last edit back, by a key and by a button."""

import pytest
from playwright.sync_api import expect

from civic.db import db
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import Paragraph
from civic.plans.writing.undoing import Words
from civic.rounds.edits.models import PlanEdit
from civic.text import as_id
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK, PHONE

PLAN = "/gaon/1/plan"
BUTTON = "되돌리기"

pytestmark = pytest.mark.browser


@pytest.fixture
def written(round, seoyeon, open_phase):
    open_phase("submit")
    plan = Plan.start(round)
    paragraph = plan.write("overview", "경로당 설명회 4회", seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    return paragraph.key


def text(key) -> str:
    db.session.rollback()
    return db.session.scalar(db.select(Paragraph.text).filter_by(key=key))


def correct(page, key, words):
    """By the keyboard from the plan's page and back to it."""
    page.goto(PLAN)
    page.locator(f"#p-{as_id(key)} .edit-here").focus()
    page.keyboard.press("e")
    arrived(page, f"{PLAN}/paragraphs/*")
    page.fill("#text", words)
    page.get_by_role("button", name="저장").click()
    arrived(page, f"{PLAN}/paragraphs")
    page.goto(PLAN)


def pressed(page, key, answer):
    """The page that `key` led to, with its scripts loaded: it takes the next key."""
    page.keyboard.press(key)
    page.get_by_text(answer).wait_for()
    page.wait_for_load_state()


def test_edits_go_back_by_a_key_one_by_one(page_of, seoyeon, written):
    page = page_of(seoyeon, DESK)
    correct(page, written, "경로당 설명회 다섯 번")
    correct(page, written, "경로당 설명회 여섯 번")
    for before in ("경로당 설명회 다섯 번", "경로당 설명회 4회"):
        pressed(page, "z", "되돌렸어요.")
        assert text(written) == before
        page.goto(PLAN)
    expect(page.get_by_role("button", name=BUTTON, exact=True)).to_have_count(0)
    page.keyboard.press("z")
    assert text(written) == "경로당 설명회 4회"


def test_what_went_back_is_done_again_by_a_key_and_by_those_of_every_editor(
    page_of, seoyeon, written
):
    page = page_of(seoyeon, DESK)
    correct(page, written, "경로당 설명회 다섯 번")
    for back, again in (("z", "y"), ("Control+z", "Control+y"), ("Control+z", "Control+Shift+Z")):
        pressed(page, back, "되돌렸어요.")
        assert text(written) == "경로당 설명회 4회"
        pressed(page, again, "다시 실행했어요.")
        assert text(written) == "경로당 설명회 다섯 번"
    expect(page.get_by_role("button", name="다시 실행", exact=True)).to_have_count(0)


def test_a_letter_typed_takes_nothing_back_and_keys_can_be_off(page_of, seoyeon, written):
    page = page_of(seoyeon, DESK)
    correct(page, written, "경로당 설명회 다섯 번")
    page.locator("#keys summary").click()
    page.uncheck("#keys-on")
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(page.get_by_role("button", name=BUTTON, exact=True)).to_be_visible()
    assert text(written) == "경로당 설명회 다섯 번"


def test_a_phone_has_the_button(page_of, round, seoyeon, written):
    plan = Plan.of(round)
    with PlanEdit.noted(Words, round, seoyeon):
        plan.rewrite(plan.paragraphs()[0], "경로당 설명회 다섯 번", seoyeon, 1)
    db.session.commit()
    page = page_of(seoyeon, PHONE)
    for address in (f"{PLAN}/paragraphs", PLAN):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name=BUTTON, exact=True).click()
    page.get_by_text("되돌렸어요.").wait_for()
    assert text(written) == "경로당 설명회 4회"
