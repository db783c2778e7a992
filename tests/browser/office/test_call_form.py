"""A call's form on a desk and on a phone, with scripts and without: a place is chosen and kept."""

import pytest

from civic.call_forms.apart.asking import read_apart
from civic.db import db
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.models import CallForm
from tests.browser.conftest import DESK, PHONE
from tests.call_forms.small_forms import hwpx_form

pytestmark = pytest.mark.browser


@pytest.fixture
def form(fine, round, seoyeon):
    data = hwpx_form()
    made = CallForm.keep(round, seoyeon, "신청서.hwpx", data, read_apart(data, "신청서.hwpx"))
    db.session.commit()
    return f"/gaon/1/plan/forms/{made.id}"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_a_place_is_clicked_chosen_seen_and_confirmed(page_of, seoyeon, form, look, size, scripts):
    page = page_of(seoyeon, size, java_script_enabled=scripts)
    page.goto(form)
    page.get_by_role("link", name="담당부서").first.click()
    page.get_by_role("heading", name="담당부서").wait_for()
    page.locator("#source").select_option("word:municipality")
    if not scripts:
        page.get_by_role("button", name="값 보기").click()
    page.get_by_text("이렇게 들어가요").wait_for()
    page.get_by_role("button", name="확정하기").click()
    page.get_by_text("확정 되돌리기").wait_for()
    kept = look(db.select(FormPlace.source).where(FormPlace.confirmed_at.is_not(None)))
    assert kept == "word:municipality"
    assert page.problems == []
    if scripts:
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert page.evaluate(wide)


def test_a_form_that_is_too_large_is_said_when_it_is_chosen(page_of, seoyeon, fine, round):
    page = page_of(seoyeon, PHONE)
    page.goto("/gaon/1/plan/forms")
    choose = page.get_by_label("양식 파일")
    choose.set_input_files({"name": "큰.hwpx", "mimeType": "", "buffer": b"0" * 20_000_001})
    page.get_by_text("파일이 너무 커요.").wait_for(timeout=5000)
    page.get_by_role("button", name="양식 올리기").click()
    assert page.evaluate("document.querySelector('#upload progress')") is None  # is not sent
    assert page.evaluate("document.querySelector('#upload [type=file]').files.length") == 1
    choose.set_input_files({"name": "신청서.hwpx", "mimeType": "", "buffer": hwpx_form()})
    page.get_by_text("파일이 너무 커요").wait_for(state="hidden")
    page.get_by_role("button", name="양식 올리기").click()
    page.get_by_text("양식을 읽었어요").wait_for()


def test_a_place_far_down_stays_in_sight_when_it_is_confirmed(page_of, seoyeon, fine, round):
    data = hwpx_form(before=[f"{number}. 알아 둘 것" for number in range(80)])
    kept = CallForm.keep(round, seoyeon, "긴 양식.hwpx", data, read_apart(data, "긴 양식.hwpx"))
    db.session.commit()
    page = page_of(seoyeon, DESK)
    page.goto(f"/gaon/1/plan/forms/{kept.id}")
    page.locator(".form-drawing").get_by_role("link", name="연락처").click()
    page.get_by_role("heading", name="연락처").wait_for()
    before = page.evaluate("scrollY")
    assert before > DESK["height"]
    page.locator("#source").select_option("leave")
    page.locator("#words").wait_for(state="hidden")  # what it would be is seen
    page.get_by_role("button", name="확정하기").click()
    page.get_by_text("확정 되돌리기").wait_for()
    here = page.locator(".form-drawing [aria-current]").bounding_box()
    assert 0 < here["y"] < DESK["height"], (before, page.evaluate("scrollY"))


def test_the_keyboard_stays_at_the_choice_while_its_value_is_shown(page_of, seoyeon, form):
    page = page_of(seoyeon, DESK)
    page.goto(form)
    page.locator(".form-drawing").get_by_role("link", name="연락처").press("Enter")
    page.get_by_role("heading", name="연락처").wait_for()
    page.locator("#source").focus()
    page.locator("#source").select_option("word:municipality")
    page.get_by_text("이렇게 들어가요").wait_for()
    page.wait_for_function("document.activeElement.id === 'source'")
    page.locator("#source").select_option("")
    page.get_by_text("이렇게 들어가요").wait_for(state="detached")
    page.get_by_role("button", name="확정하기").press("Enter")
    page.locator("#work [role=alert]").wait_for()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
