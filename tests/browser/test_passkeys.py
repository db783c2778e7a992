"""Passkeys as people use them: Chromium's own ceremony, with a virtual authenticator."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.second_factor.passkeys import Passkey
from civic.people.sign_in.models import SignIn
from tests.browser.arrivals import arrived
from tests.people.second_factor.conftest import LIMITS

PLATFORM = {
    **{"protocol": "ctap2", "transport": "internal", "hasResidentKey": True},
    **{"hasUserVerification": True, "isUserVerified": True},
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def with_device(page_of, server):
    """with_device(person) is a page at localhost whose browser has a device for passkeys, and that
    device: (page, send), where send speaks to it."""

    def open_page(person=None, **changes):
        page = page_of(person, base_url=server.replace("127.0.0.1", "localhost"))
        speaks = page.context.new_cdp_session(page)
        speaks.send("WebAuthn.enable")
        added = speaks.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM | changes})
        device = {"authenticatorId": added["authenticatorId"]}

        def send(what, **told):
            return speaks.send(f"WebAuthn.{what}", device | told)

        return page, send

    return open_page


@pytest.fixture
def required(app):
    usual = {name: app.config[name] for name in LIMITS}
    app.config.update(LIMITS)
    yield
    app.config.update(usual)


def register(page, name="내 휴대전화"):
    page.get_by_label("이 패스키를 부를 이름").fill(name)
    page.get_by_role("button", name="패스키 등록하기").click()


def test_a_planner_makes_one_shows_it_and_comes_in_by_it(
    with_device, seoyeon, round, required, look
):
    page, send = with_device(seoyeon)
    page.goto("/gaon/1/office")
    assert page.url.endswith("/second-factor/set-up?next=/gaon/1/office")
    register(page)
    page.get_by_role("link", name="보관했어요").click()
    arrived(page, "/gaon/1/office")
    [made] = send("getCredentials")["credentials"]
    assert (made["rpId"], made["isResidentCredential"]) == ("localhost", True)

    page.context.clear_cookies()
    page.goto("/sign-in?next=/gaon/1/office")
    page.get_by_role("button", name="패스키로 로그인").click()
    arrived(page, "/gaon/1/office")
    assert look(db.select(SignIn.way).order_by(SignIn.id.desc()).limit(1)) == "passkey"
    [used] = send("getCredentials")["credentials"]
    assert look(db.select(Passkey.sign_count)) == used["signCount"] > made["signCount"]
    assert page.problems == []


def test_asked_again_it_is_one_touch(with_device, seoyeon, round, required, clock):
    page, _send = with_device(seoyeon)
    page.goto("/second-factor/set-up")
    register(page)
    page.get_by_role("link", name="보관했어요").click()
    clock(timedelta(minutes=16))
    page.goto("/gaon/1/office/vote/corrections")
    page.get_by_role("button", name="패스키로 확인하기").click()
    arrived(page, "*/office/vote/corrections")
    assert page.problems == []


def test_new_recovery_codes_by_a_touch(with_device, seoyeon, round, required):
    page, _send = with_device(seoyeon)
    page.goto("/second-factor/set-up")
    register(page)
    before = page.locator(".recovery-codes").inner_text()
    page.goto("/second-factor/set-up")
    page.get_by_role("button", name="복구 코드 새로 받기").click()
    page.get_by_role("heading", name="복구 코드 열 개를 보관해 주세요").wait_for()
    assert page.locator(".recovery-codes").inner_text() != before


def test_one_device_makes_one_key(with_device, minji, round, look):
    page, _send = with_device(minji)
    page.goto("/second-factor/set-up")
    register(page)
    page.get_by_text("패스키를 등록했어요").first.wait_for()
    register(page, "한 번 더")
    page.get_by_text("이 기기의 패스키는 이미 등록했어요").wait_for()
    assert look(db.select(db.func.count(Passkey.id))) == 1


def test_who_the_device_does_not_know_is_told_at_the_button(with_device, minji, round, look):
    page, send = with_device(minji)
    send("setUserVerified", isUserVerified=False)
    page.goto("/second-factor/set-up")
    register(page)
    page.get_by_text("패스키 확인을 멈췄어요").wait_for()
    assert look(db.select(db.func.count(Passkey.id))) == 0


def test_a_security_key_without_shared_keys_counts(with_device, seoyeon, round, required):
    page, send = with_device(seoyeon, transport="usb")
    page.goto("/second-factor/set-up")
    register(page, "보안 키")
    page.get_by_role("link", name="보관했어요").click()
    page.goto("/second-factor/set-up")
    page.get_by_text("보안 키").first.wait_for()
    assert len(send("getCredentials")["credentials"]) == 1


def test_where_browsers_refuse_there_is_no_button(page_of, minji, round):
    page = page_of(minji)  # at 127.0.0.1
    page.goto("/second-factor/set-up")
    page.get_by_text("이 주소에서는 패스키를 쓸 수 없어요").wait_for()
    assert page.get_by_role("button", name="패스키 등록하기").count() == 0
    assert page.problems == []
