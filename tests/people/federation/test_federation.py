"""Signing in by Kakao, Naver and any OpenID Connect service: linked by its person, trusted for no
more than which account it is."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from civic.db import db
from civic.engines import sign_in_services
from civic.engines.sign_in_services import NaverService, OidcService, from_settings
from civic.people.models import Consent, Person
from civic.people.residency.models import Residency
from civic.people.sign_in.models import SignIn
from tests.engines.dripping import dripping
from tests.people.federation.coming_back import KAKAO, NAVER, accounts, come_back, link
from tests.people.federation.provider import CLIENT, SECRET


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
        assert time.monotonic() - began < 60
    assert answer.location == "/sign-in"
    assert "그 서비스에 닿지 않아요" in client.get("/sign-in").text
