"""A city that offers Kakao and Naver at a simulated service, and 민지 who has agreed."""

import pytest

from civic.db import db
from civic.engines import sign_in_services
from civic.engines.sign_in_services import NaverService, OidcService
from tests.people.federation.provider import CLIENT, SECRET, Provider


@pytest.fixture
def provider():
    server = Provider()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def services(app, provider, round, monkeypatch):
    """A city that offers both, at the simulated service, whose machine may be a busy one."""
    monkeypatch.setattr(sign_in_services, "WAIT_S", 60.0)
    usual = app.extensions["sign_in_services"]
    kakao = OidcService("kakao", provider.issuer, CLIENT, SECRET)
    account = f"{provider.issuer}/v1/nid/me"
    naver = NaverService(CLIENT, SECRET, issuer=f"{provider.issuer}", account=account)
    app.extensions["sign_in_services"] = {"kakao": kakao, "naver": naver}
    yield
    app.extensions["sign_in_services"] = usual


@pytest.fixture
def agreed(minji, clock):
    minji.agree(("required", "age"))
    db.session.commit()
    return minji
