"""What was typed outlasts its session, in a real browser, with scripts and without."""

import re

import pytest

from civic.db import db
from civic.issues.support import Support
from civic.people.rules import REQUIRED_CONSENTS
from civic.people.sign_in.models import SignIn
from civic.plans.review.models import Remark
from tests.browser.conftest import DESK, PHONE, signed_in
from tests.browser.phone import count

pytestmark = pytest.mark.browser
PASSPHRASE = "느티나무 아래 빨간 자전거 두 대"
WORDS = "주민이 고른 이유를 한 문장으로 적어 주세요."


@pytest.fixture
def doyun_signs_in(doyun):
    doyun.agree(REQUIRED_CONSENTS)
    doyun.set_passphrase(PASSPHRASE)
    address = doyun.email
    db.session.commit()

    def sign_in(page):
        page.get_by_role("link", name="긴 비밀번호").first.click()
        page.locator("#address").fill(address)
        page.locator("#passphrase").fill(PASSPHRASE)
        page.locator("main form button").first.click()

    return sign_in


def end_sessions():
    db.session.rollback()
    db.session.execute(db.delete(SignIn))
    db.session.commit()


@pytest.mark.parametrize(
    ("size", "scripts"), [(PHONE, True), (DESK, False)], ids=["phone", "no scripts"]
)
def test_a_consultants_remark_is_there_after_signing_in(
    page_of, look, fine, doyun, doyun_signs_in, size, scripts
):
    page = page_of(doyun, size, java_script_enabled=scripts)
    page.goto("/gaon/1/plan")
    fold = page.locator("[data-remark]").first
    fold.locator("summary").first.click()
    fold.locator("[name=body]").fill(WORDS)
    end_sessions()
    fold.get_by_role("button").last.click()
    page.wait_for_url(re.compile("/sign-in"))
    page.get_by_text("적은 내용은 보관했어요.").wait_for()
    doyun_signs_in(page)
    page.wait_for_url(re.compile(r"/plan\?kept="))
    page.get_by_text("적던 내용을 그대로 가져왔어요.").wait_for()
    form = page.locator("form", has=page.locator("#kept-form"))
    assert form.locator("[name=body]").input_value() == WORDS
    form.get_by_role("button").last.click()
    page.get_by_text(WORDS).first.wait_for()
    page.wait_for_url(re.compile(r"/plan(?!\?kept)"))
    assert look(db.select(Remark.body)) == WORDS


def test_a_form_token_of_a_session_that_was_renewed_costs_nobody_a_press(
    app, page_of, report, person, junho, look
):
    """As after signing in again in another tab."""
    minji = person("민지", lives=True)
    page = page_of(minji, PHONE)
    page.goto(f"/gaon/1/issues/{report(junho).id}")
    page.get_by_role("button", name="공감하기").focus()
    page.locator("#outbox[data-ready]").wait_for(state="attached")
    cookie = {"name": "session", "value": signed_in(app, minji)}
    page.context.add_cookies([cookie | {"url": page.url.partition("/gaon")[0]}])
    db.session.rollback()
    page.get_by_role("button", name="공감하기").click()
    page.get_by_role("button", name="공감했어요").wait_for()
    assert count(look, Support) == 1
    assert not page.get_by_text("접속이 많아서").is_visible()
