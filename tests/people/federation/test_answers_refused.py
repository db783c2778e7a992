"""Answers of a sign-in service that open nothing: forced, forged, broken, of another."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.people.federation.coming_back import KAKAO, NAVER, come_back, link, path_of
from tests.people.federation.provider import new_key


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
