"""A stranger who asks for codes for 민지's address, or tries some, changes nothing for her."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.rules import (
    CODE_TRIES,
    CODES_AN_HOUR,
    CODES_TO_AN_ADDRESS_A_DAY,
    CODES_TO_AN_ADDRESS_AN_HOUR,
)
from civic.people.sign_in.models import SignIn, SignInCode


@pytest.fixture
def minji(person):
    someone = person("민지")
    someone.agree(("required", "age"))
    db.session.commit()
    return someone


@pytest.fixture
def hers(app):
    return app.test_client()


@pytest.fixture
def stranger(app):
    return app.test_client()


def ask(client, address):
    return client.post("/sign-in", data={"address": address}, follow_redirects=True)


def enter(client, code):
    return client.post("/sign-in/code", data={"code": code})


def other_than(code):
    return "111111" if code != "111111" else "222222"


def flood(app, address, times):
    """A stranger who throws their cookies away each time."""
    for _ in range(times):
        ask(app.test_client(), address)


def test_a_strangers_request_does_not_replace_her_code(hers, stranger, minji, ask_code):
    code = ask_code(hers, minji.email)
    ask(stranger, minji.email)
    assert enter(hers, code).status_code == 303


def test_a_strangers_wrong_tries_do_not_spend_her_code(hers, stranger, minji, ask_code):
    code = ask_code(hers, minji.email)
    ask(stranger, minji.email)
    for _ in range(CODE_TRIES + 1):
        enter(stranger, other_than(code))
    assert enter(hers, code).status_code == 303


def test_her_code_opens_nothing_in_another_browser(hers, stranger, minji, ask_code):
    code = ask_code(hers, minji.email)
    ask_code(stranger, minji.email)
    if db.session.scalar(db.select(db.func.count(SignInCode.code_hash.distinct()))) == 2:
        assert enter(stranger, code).status_code == 422
    assert not db.session.scalars(db.select(SignIn)).all()


def test_five_requests_of_a_stranger_shut_her_out_of_nothing(hers, stranger, minji, ask_code):
    for _ in range(CODES_AN_HOUR + 1):
        ask(stranger, minji.email)
    assert enter(hers, ask_code(hers, minji.email)).status_code == 303


def test_a_mailbox_takes_so_many_an_hour_and_a_day_whoever_asks(app, minji, sent, clock):
    flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR + 5)
    assert len(sent) == CODES_TO_AN_ADDRESS_AN_HOUR
    for _ in range(3):
        clock(timedelta(hours=2))
        flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR + 5)
    assert len(sent) == CODES_TO_AN_ADDRESS_A_DAY


def test_her_pending_code_works_while_her_mailbox_is_flooded(app, hers, minji, ask_code):
    code = ask_code(hers, minji.email)
    flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR + 5)
    assert enter(hers, code).status_code == 303


def test_where_she_came_in_before_she_gets_a_code_however_many_strangers_had(
    app, hers, minji, ask_code, sent
):
    enter(hers, ask_code(hers, minji.email))
    hers.post("/sign-out")
    flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR + 5)
    before = len(sent)
    assert enter(hers, ask_code(hers, minji.email)).status_code == 303
    assert len(sent) == before + 1


def test_what_her_browser_keeps_says_nobodys_address_and_can_not_be_made_up(
    app, hers, minji, ask_code, sent
):
    enter(hers, ask_code(hers, minji.email))
    cookie = hers.get_cookie("came_in")
    assert cookie.http_only and minji.email not in cookie.value
    stranger = app.test_client()
    stranger.set_cookie("came_in", "0" * 64)
    flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR)
    before = len(sent)
    ask(stranger, minji.email)
    assert len(sent) == before


def test_who_asks_for_a_flooded_address_sees_what_everybody_sees(app, stranger, minji):
    usual = ask(stranger, minji.email)
    wrong = enter(stranger, "12345x6")
    flood(app, minji.email, CODES_TO_AN_ADDRESS_AN_HOUR)
    late = app.test_client()
    unsent = ask(late, minji.email)
    assert (unsent.status_code, unsent.text.count("p1•••")) == (200, usual.text.count("p1•••"))
    assert "까지만" not in unsent.text
    for _ in range(CODE_TRIES):
        answer = enter(late, "123456")
        assert (answer.status_code, "맞지 않아요" in answer.text) == (422, True)
    assert "다섯 번 틀린" in enter(late, "123456").text
    assert wrong.status_code == 422


def test_wrong_passphrases_of_a_stranger_lock_nobody_out(app, hers, stranger, minji):
    minji.set_passphrase("달내천 옆 마을버스 세 대가 나란히")
    db.session.commit()
    app.config["SIGN_IN_LIMIT"] = "10 per minute"
    try:
        for _ in range(30):
            wrong = {"address": minji.email, "passphrase": "아무거나 넣어 보는 문장이에요"}
            elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
            stranger.post("/sign-in/passphrase", data=wrong, environ_overrides=elsewhere)
        right = {"address": minji.email, "passphrase": "달내천 옆 마을버스 세 대가 나란히"}
        assert hers.post("/sign-in/passphrase", data=right).status_code == 303
    finally:
        app.config["SIGN_IN_LIMIT"] = ""
