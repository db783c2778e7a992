"""Signing in by another service as people do it: off, yes there, back; by a real browser, which
holds the pages to their own policy."""

import pytest

from civic.db import db
from civic.engines import sign_in_services
from civic.engines.sign_in_services import OidcService
from civic.people.federation.models import LinkedAccount
from civic.people.sign_in.models import SignIn
from tests.people.federation.provider import CLIENT, SECRET, Provider


@pytest.fixture
def kakao(app, monkeypatch):
    monkeypatch.setattr(sign_in_services, "WAIT_S", 60.0)  # this machine may be a busy one
    provider, usual = Provider(), app.extensions["sign_in_services"]
    service = OidcService("kakao", provider.issuer, CLIENT, SECRET)
    app.extensions["sign_in_services"] = {"kakao": service}
    yield service
    app.extensions["sign_in_services"] = usual
    provider.stop()


def test_it_is_linked_once_and_then_one_press(page_of, minji, round, kakao, look):
    minji.agree(("required", "age"))
    db.session.commit()
    page = page_of(minji)
    page.goto("/gaon/mine")
    page.get_by_role("link", name="카카오 연결하기").click()
    page.get_by_role("button", name="동의하고 연결하기").click()
    page.get_by_text("연결했어요").first.wait_for()
    assert look(db.select(db.func.count(LinkedAccount.id))) == 1

    page.context.clear_cookies()
    page.goto("/sign-in?next=/gaon/mine")
    page.get_by_role("link", name="카카오 로그인").click()
    page.get_by_role("heading", name="민지님의 활동").wait_for()
    assert look(db.select(SignIn.way).order_by(SignIn.id.desc()).limit(1)) == "linked"
    assert page.problems == []
