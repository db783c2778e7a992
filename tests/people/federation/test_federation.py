"""Signing in by Kakao, Naver and any OpenID Connect service: linked by its person, trusted for no
more than which account it is."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from civic.db import db
from civic.engines import sign_in_services
from civic.engines.sign_in_services import NaverService, OidcService, from_settings
from civic.people.federation.models import LinkedAccount
from civic.people.models import Consent, Person
from civic.people.residency.models import Residency
from civic.people.sign_in.models import SignIn
from tests.engines.dripping import dripping
from tests.people.federation.provider import CLIENT, SECRET, Provider, new_key

KAKAO, NAVER = "/sign-in/with/kakao", "/sign-in/with/naver"


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


def come_back(client, provider, way=KAKAO, to="/gaon/"):
    """Off to the service, yes there, and back."""
    sent = client.get(way, query_string={"next": to})
    assert sent.status_code == 303, sent.text
    return client.get(path_of(provider.visit(sent.location)))


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def link(client, provider, way=KAKAO):
    led = come_back(client, provider, way, "/gaon/mine")
    assert led.location == "/sign-in/with/link?next=/gaon/mine"
    assert "연결할까요?" in client.get(led.location).text
    return client.post("/sign-in/with/link?next=/gaon/mine", data={"act": "link"})


def accounts():
    db.session.expire_all()
    return db.session.scalars(db.select(LinkedAccount).order_by(LinkedAccount.id)).all()


@pytest.mark.parametrize("way", [KAKAO, NAVER])
def test_linked_by_who_is_signed_in_it_signs_them_in(app, as_person, agreed, provider, way):
    mine = as_person(agreed)
    assert link(mine, provider, way).location == "/gaon/mine"
    [account] = accounts()
    assert (account.person_id, account.subject) == (agreed.id, provider.subject)
    assert "로그인을 연결했어요" in app.extensions["sender"].sent[-1][1]

    client = app.test_client()
    assert come_back(client, provider, way).location == "/gaon/"
    assert "민지님의 활동" in client.get("/gaon/mine").text
    assert db.session.scalars(db.select(SignIn.way).order_by(SignIn.id)).all()[-1] == "linked"


def test_what_is_asked_for_is_the_account_alone(client, provider):
    asked = parse_qs(urlsplit(client.get(KAKAO).location).query)
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32
    assert asked["redirect_uri"] == ["http://localhost/sign-in/with/kakao/back"]


def test_somebody_new_signs_up_as_everybody_does_and_then_says_yes(app, client, provider, gaon):
    led = come_back(client, provider)
    assert led.location == "/sign-in?next=/sign-in/with/link?next%3D/gaon/"
    assert "처음 쓰는 카카오 계정이에요" in client.get(led.location).text
    client.post(led.location, data={"address": "new@example.com"})
    digits = app.extensions["sender"].sent[-1][1].split()[-1]
    consent = client.post("/sign-in/code", data={"code": digits})
    assert consent.location.endswith("/sign-in/consent")
    refused = client.post("/sign-in/consent", data={"required": "y", "name": "새별"})
    assert refused.status_code == 422 and accounts() == []  # 만 14세
    told = {"required": "y", "age": "y", "name": "새별"}
    here = client.post("/sign-in/consent", data=told).location
    assert here == "/sign-in/with/link?next=/gaon/"
    assert accounts() == []  # coming in by itself links nothing
    assert client.post(here, data={"act": "link"}).location == "/gaon/"
    person = db.session.scalars(db.select(Person).filter_by(email="new@example.com")).one()
    assert [account.person_id for account in accounts()] == [person.id]
    kinds = db.session.scalars(db.select(Consent.kind).filter_by(person_id=person.id)).all()
    assert sorted(kinds) == ["age", "required"]


def test_it_proves_no_residency_and_votes_nowhere(as_person, agreed, provider, round):
    link(as_person(agreed), provider)
    assert db.session.scalar(db.select(Residency)) is None
    assert not agreed.votes_in(round)


def test_the_mail_address_of_the_service_takes_nobodys_account(client, agreed, provider):
    provider.changes = {"email": agreed.email, "email_verified": True}
    led = come_back(client, provider)
    assert led.location.startswith("/sign-in?")
    assert client.get("/gaon/mine").location.startswith("/sign-in")
    assert accounts() == []


def test_it_is_linked_only_by_who_says_yes(as_person, agreed, provider):
    mine = as_person(agreed)
    here = come_back(mine, provider).location
    assert mine.post(here, data={"act": "not"}).location == "/gaon/"
    mine.post(here, data={"act": "link"})
    assert accounts() == []


def test_after_half_an_hour_it_waits_no_more(as_person, agreed, provider, clock):
    mine = as_person(agreed)
    here = come_back(mine, provider).location
    clock(timedelta(minutes=31))
    assert mine.get(here).status_code == 303
    mine.post(here, data={"act": "link"})
    assert accounts() == []


def test_an_account_is_one_persons(as_person, agreed, junho, provider):
    link(as_person(agreed), provider)
    other = as_person(junho)
    refused = come_back(other, provider, to="/gaon/mine")
    assert refused.location == "/gaon/mine"
    assert "이미 다른 분의 계정에 연결됐거나" in other.get("/gaon/mine").text
    assert [account.person_id for account in accounts()] == [agreed.id]


def test_two_who_link_it_at_once_are_told(as_person, agreed, junho, provider):
    first, second = as_person(agreed), as_person(junho)
    here, _same = [come_back(client, provider).location for client in (first, second)]
    first.post(here, data={"act": "link"})
    second.post(here, data={"act": "link"})
    assert [account.person_id for account in accounts()] == [agreed.id]


def test_another_account_of_the_same_service_is_refused(as_person, agreed, provider):
    mine = as_person(agreed)
    link(mine, provider)
    provider.subject = "another"
    link(mine, provider)
    assert "같은 서비스의 다른 계정" in mine.get("/gaon/mine").text
    assert len(accounts()) == 1


def test_it_is_listed_and_taken_away_again(app, as_person, agreed, junho, provider):
    mine = as_person(agreed)
    link(mine, provider)
    page = mine.get("/gaon/mine").text
    assert 'aria-label="카카오 연결 끊기"' in page
    [account] = accounts()
    gone = f"/sign-in/with/links/{account.id}/remove"
    assert as_person(junho).post(gone).status_code == 404
    assert mine.post(gone, query_string={"next": "/gaon/mine"}).location == "/gaon/mine"
    assert accounts() == []
    assert come_back(app.test_client(), provider).location.startswith("/sign-in?")


def test_a_state_is_of_one_browser_and_taken_once(app, as_person, agreed, provider):
    link(as_person(agreed), provider)
    client, other = app.test_client(), app.test_client()
    answer = path_of(provider.visit(client.get(KAKAO).location))
    assert other.get(answer).location == "/sign-in"  # forced on another browser
    other.get(KAKAO)
    assert other.get(answer).location == "/sign-in"  # with a state of its own
    assert "확인하지 못했어요" in other.get("/sign-in").text
    assert client.get(answer).location == "/"
    assert client.get(answer).location == "/sign-in"
    assert other.get("/gaon/mine").status_code == 303


@pytest.mark.parametrize("whence", ["cross-site", "same-site"])
def test_a_page_of_another_site_signs_nobody_in(client, provider, whence):
    sent = client.get(KAKAO, headers={"Sec-Fetch-Site": whence})
    assert sent.location == "/sign-in?next=/" and provider.asked == []


def test_an_answer_to_one_service_is_none_to_another(app, as_person, agreed, provider):
    link(as_person(agreed), provider)
    client = app.test_client()
    answer = path_of(provider.visit(client.get(KAKAO).location))
    assert client.get(answer.replace("kakao", "naver")).location == "/sign-in"
    provider.changes = {}
    client.get(KAKAO)
    query = {"code": "x", "state": "x", "iss": "https://evil.example"}
    assert client.get(f"{KAKAO}/back", query_string=query).location == "/sign-in"


WRONG_TOKENS = {
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another's app": {"aud": "another app"},
    "another issuer": {"iss": "https://evil.example"},
    "over": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "nobody": {"sub": None},
    "a number": {"sub": 7},
    "too long": {"sub": "x" * 256},
    "empty": {"sub": ""},
}


@pytest.mark.parametrize("claims", WRONG_TOKENS.values(), ids=WRONG_TOKENS)
def test_a_token_that_says_something_else_opens_nothing(app, as_person, agreed, provider, claims):
    link(as_person(agreed), provider)
    provider.changes = claims
    refused(app, provider)


def refused(app, provider, way=KAKAO):
    client = app.test_client()
    assert come_back(client, provider, way).location == "/sign-in"
    assert "확인하지 못했어요" in client.get("/sign-in").text
    assert client.get("/gaon/mine").location.startswith("/sign-in")


def test_a_token_that_they_did_not_sign_opens_nothing(app, as_person, agreed, provider):
    link(as_person(agreed), provider)
    right = provider.key
    provider.key = new_key("1")  # their key's name, another key
    refused(app, provider)
    provider.key = right
    for alg in ("none", "HS256"):  # by nothing; by what they publish, as if both kept it secret
        provider.alg = alg
        refused(app, provider)
    provider.alg = "RS256"
    assert come_back(app.test_client(), provider).location == "/gaon/"


def test_new_keys_of_theirs_are_fetched(app, as_person, agreed, provider):
    link(as_person(agreed), provider)
    provider.key = new_key("2")
    provider.published = [provider.key]
    assert come_back(app.test_client(), provider).location == "/gaon/"


def test_a_description_of_another_issuer_is_none(app, client, provider):
    here = app.extensions["sign_in_services"]["kakao"]
    here.issuer = f"{provider.issuer}/another"
    provider.description = lambda: {"issuer": "https://evil.example"}
    assert client.get(KAKAO).location == "/sign-in"


def test_with_another_verifier_there_is_no_token(app, client, provider):
    sent = client.get(KAKAO)
    answer = path_of(provider.visit(sent.location))
    with client.session_transaction() as session:
        session["sent_off"] = session["sent_off"] | {"verifier": "another" * 7}
    assert client.get(answer).location == "/sign-in"


@pytest.mark.parametrize(
    "broken", [500, 302, b"", b"<html>", b"[]", b"{}", b"null", b'{"a":', b"\xff"]
)
@pytest.mark.parametrize(
    "where",
    ["/.well-known/openid-configuration", "/.well-known/jwks.json", "/oauth/token"],
)
def test_what_they_answer_wrongly_is_told_in_words(app, provider, where, broken):
    provider.broken = {where: broken}
    client = app.test_client()
    sent = client.get(KAKAO)
    if sent.location.startswith("http"):
        sent = client.get(path_of(provider.visit(sent.location)))
    assert (sent.status_code, sent.location) == (303, "/sign-in")
    assert "확인하지 못했어요" in (page := client.get("/sign-in").text) or "닿지 않아요" in page


@pytest.mark.parametrize("said", [{"resultcode": "024"}, {"response": None}, {"response": {}}])
def test_naver_that_knows_nobody_opens_nothing(app, as_person, agreed, provider, said):
    link(as_person(agreed), provider, NAVER)
    provider.changes = said
    refused(app, provider, NAVER)


def test_a_service_that_is_away_is_told(app, client, provider):
    provider.stop()
    assert client.get(KAKAO).location == "/sign-in"
    assert "지금은 그 서비스에 닿지 않아요" in client.get("/sign-in").text


def test_who_stops_there_is_told(client, provider):
    state = parse_qs(urlsplit(client.get(KAKAO).location).query)["state"][0]
    stopped = {"error": "access_denied", "state": state}
    assert client.get(f"{KAKAO}/back", query_string=stopped).location == "/sign-in"
    assert "로그인을 그만뒀어요" in client.get("/sign-in").text


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/%09/evil", "\\evil"])
def test_it_leads_nowhere_else(app, as_person, agreed, provider, to):
    link(as_person(agreed), provider)
    led = come_back(app.test_client(), provider, to=to).location
    assert led in ("/", "/%09/evil") and not led.startswith("//")


def test_staff_still_show_their_second_factor(
    app, as_person, seoyeon, provider, round, with_factor, digits, clock
):
    seoyeon.agree(("required", "age"))
    with_factor(seoyeon)
    clock(timedelta(minutes=1))
    mine = as_person(seoyeon)
    here = come_back(mine, provider).location
    assert mine.get(here).location.startswith("/second-factor")
    mine.post("/second-factor", data={"code": digits(seoyeon)})
    mine.post(here, data={"act": "link"})
    assert len(accounts()) == 1
    client = app.test_client()
    assert come_back(client, provider).location == "/second-factor?next=/gaon/"
    assert client.get("/gaon/1/office").status_code == 303


def test_nothing_is_offered_by_default(app, client):
    app.extensions["sign_in_services"] = {}
    assert "카카오" not in client.get("/sign-in").text
    assert client.get(KAKAO).status_code == 404
    assert client.get(f"{KAKAO}/back").status_code == 404


SETTINGS = dict.fromkeys(
    (
        *("KAKAO_CLIENT_ID", "KAKAO_CLIENT_SECRET", "NAVER_CLIENT_ID", "NAVER_CLIENT_SECRET"),
        *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
    ),
    "",
)


def test_settings_say_which_there_are():
    assert from_settings(SETTINGS) == {}
    told = {"KAKAO_CLIENT_ID": "a", "NAVER_CLIENT_ID": "b", "NAVER_CLIENT_SECRET": "c"}
    told |= {"OIDC_ISSUER": "https://login.city.example/", "OIDC_CLIENT_ID": "d"}
    known = from_settings(SETTINGS | told)
    assert {code: service.issuer for code, service in known.items()} == {
        "kakao": "https://kauth.kakao.com",
        "naver": "https://nid.naver.com",
        "oidc": "https://login.city.example",
    }


@pytest.mark.parametrize(
    "told",
    [
        {"NAVER_CLIENT_ID": "b"},
        {"OIDC_ISSUER": "https://login.city.example"},
        {"OIDC_ISSUER": "http://login.city.example", "OIDC_CLIENT_ID": "d"},
    ],
)
def test_half_of_the_settings_stops_the_start_in_words(told):
    with pytest.raises(ValueError, match="CIVIC_"):
        from_settings(SETTINGS | told)


@pytest.mark.parametrize("service", ["kakao", "naver"])
def test_a_service_that_never_comes_to_an_end_holds_up_no_page(app, client, service, monkeypatch):
    monkeypatch.setattr(sign_in_services, "WAIT_S", 0.2)
    with dripping() as address:
        slow = OidcService("kakao", address, CLIENT, SECRET)
        if service == "naver":
            slow = NaverService(CLIENT, SECRET, issuer=address, account=address)
        app.extensions["sign_in_services"] = {service: slow}
        began, way = time.monotonic(), f"/sign-in/with/{service}"
        answer = client.get(way)
        if service == "naver":  # where to send people is known of it
            state = parse_qs(urlsplit(answer.location).query)["state"][0]
            answer = client.get(f"{way}/back", query_string={"code": "c", "state": state})
        assert time.monotonic() - began < 20
    assert answer.location == "/sign-in"
    assert "그 서비스에 닿지 않아요" in client.get("/sign-in").text
