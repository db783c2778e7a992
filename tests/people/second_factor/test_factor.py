"""The second factor: set up, shown, refused, recovered, reset."""

import re
from datetime import timedelta

import pytest
from flask_login import login_user

from civic.db import db
from civic.people.models import Person
from civic.people.second_factor.models import FactorChange, RecoveryCode, SecondFactor
from civic.people.second_factor.page import let_know
from civic.people.sign_in.models import SignIn
from tests.apps import KEY

MINUTE = timedelta(minutes=1)


@pytest.fixture
def planner(as_person, seoyeon, round, required):
    return as_person(seoyeon)


def show(client, typed, **query):
    return client.post("/second-factor", data={"code": typed}, query_string=query)


def office(client):
    return client.get("/gaon/1/office").status_code


def test_a_planner_without_one_is_led_to_set_it_up_and_then_works(
    planner, seoyeon, digits, required, app
):
    led = planner.get("/gaon/1/office")
    assert (led.status_code, led.location) == (303, "/second-factor?next=/gaon/1/office")
    assert planner.get(led.location).location == "/second-factor/set-up?next=/gaon/1/office"

    planner.post("/second-factor/set-up", query_string={"next": "/gaon/1/office"})
    page = planner.get("/second-factor/set-up").text
    secret = seoyeon.factor.secret([KEY])
    assert "<svg" in page and secret[:4] in page
    assert office(planner) == 303  # begun is not set up

    shown = planner.post("/second-factor/confirm", data={"code": digits(seoyeon)})
    codes = re.findall(r'class="symbols">([A-Z0-9]{5}-[A-Z0-9]{5})<', shown.text)
    assert len(set(codes)) == 10
    assert shown.headers["Cache-Control"] == "no-store"
    assert office(planner) == 200
    kept = db.session.scalars(db.select(RecoveryCode.code_hash)).all()
    assert len(kept) == 10 and not {code.replace("-", "") for code in codes} & set(kept)
    assert "2단계 확인을 켰어요" in app.extensions["sender"].sent[-1][1]


def test_wrong_first_digits_set_up_nothing(planner, seoyeon):
    planner.post("/second-factor/set-up")
    refused = planner.post("/second-factor/confirm", data={"code": "000000"})
    assert refused.status_code == 422 and "번호가 맞지 않아요" in refused.text
    db.session.expire_all()
    assert not seoyeon.has_factor


def test_signing_in_asks_for_it(client, seoyeon, round, with_factor, digits, clock, app):
    with_factor(seoyeon)
    seoyeon.agree(("required", "age"))
    seoyeon.set_passphrase("느티나무 아래 초록 의자 둘")
    db.session.commit()
    clock(MINUTE)
    typed = {"address": seoyeon.email, "passphrase": "느티나무 아래 초록 의자 둘"}
    arrived = client.post("/sign-in/passphrase", data=typed, query_string={"next": "/gaon/"})
    assert arrived.location == "/second-factor?next=/gaon/"
    assert client.get("/gaon/mine").status_code == 303
    assert office(client) == 303
    assert show(client, digits(seoyeon), next="/gaon/").location == "/gaon/"
    assert office(client) == 200


def test_showing_it_ends_the_copies_of_the_cookie_from_before(
    app, as_person, seoyeon, with_factor, digits, clock, round
):
    with_factor(seoyeon)
    clock(MINUTE)
    planner, thief = as_person(seoyeon), app.test_client()
    with planner.session_transaction() as mine, thief.session_transaction() as copied:
        copied.update(mine)
    show(planner, digits(seoyeon))
    assert office(planner) == 200
    assert thief.get("/gaon/mine").location.startswith("/sign-in")


def test_the_same_digits_are_not_taken_twice(as_person, seoyeon, with_factor, digits, clock, round):
    with_factor(seoyeon)
    clock(MINUTE)
    shown = digits(seoyeon)
    assert show(as_person(seoyeon), shown).status_code == 303
    assert show(as_person(seoyeon), shown).status_code == 422


def test_a_recovery_code_opens_once(as_person, seoyeon, with_factor, round):
    code = with_factor(seoyeon)[0]
    spelled = f"{code[:5].lower()} - {code[5:]}"
    first, second = as_person(seoyeon), as_person(seoyeon)
    assert show(first, spelled).status_code == 303
    assert office(first) == 200
    assert show(second, code).status_code == 422
    assert office(second) == 303
    assert seoyeon.factor.codes_left() == 9


def test_five_wrong_ones_make_it_wait_and_spend_nothing(
    as_person, seoyeon, with_factor, digits, clock, round
):
    codes = with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    for _ in range(5):
        assert show(client, "000000").status_code == 422
    waiting = show(client, digits(seoyeon))
    assert waiting.status_code == 422 and "잠시 멈췄어요" in waiting.text
    assert "잠시 멈췄어요" in show(client, codes[0]).text
    clock(15 * MINUTE)
    assert show(client, codes[0]).status_code == 303


def test_setting_it_up_ends_other_sessions(as_person, seoyeon, round, digits):
    thief, planner = as_person(seoyeon), as_person(seoyeon)
    planner.post("/second-factor/set-up")
    planner.post("/second-factor/confirm", data={"code": digits(seoyeon)})
    assert office(planner) == 200
    assert thief.get("/gaon/mine").location.startswith("/sign-in")


def test_it_is_turned_off_with_digits_only(as_person, seoyeon, with_factor, digits, clock, round):
    with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    show(client, digits(seoyeon))
    assert client.post("/second-factor/off", data={"code": "123456"}).status_code == 422
    clock(MINUTE)
    assert client.post("/second-factor/off", data={"code": digits(seoyeon)}).status_code == 303
    db.session.expire_all()
    assert not seoyeon.has_factor
    assert db.session.scalar(db.select(RecoveryCode)) is None


def test_new_recovery_codes_replace_the_old(as_person, seoyeon, with_factor, digits, clock, round):
    old = with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    show(client, digits(seoyeon))
    clock(MINUTE)
    page = client.post("/second-factor/codes", data={"code": digits(seoyeon)})
    assert page.text.count('class="symbols"') == 10
    assert show(as_person(seoyeon), old[0]).status_code == 422


def test_nobody_begins_anew_over_one_that_counts(as_person, seoyeon, with_factor, digits, clock):
    with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    show(client, digits(seoyeon))
    before = seoyeon.factor.sealed
    assert client.post("/second-factor/set-up").status_code == 409
    assert client.post("/second-factor/confirm", data={"code": "1"}).status_code == 409
    db.session.expire_all()
    assert seoyeon.factor.sealed == before


def test_an_operator_resets_it_by_a_command_with_a_reason(app, seoyeon, with_factor, as_person):
    with_factor(seoyeon)
    as_person(seoyeon)
    run = app.test_cli_runner().invoke
    assert run(args=["people", "reset-factor", seoyeon.email]).exit_code == 2  # no reason
    told = ["people", "reset-factor", seoyeon.email, "--reason", "전화기 분실, 대면 확인"]
    assert run(args=told).exit_code == 0
    db.session.expire_all()
    assert not seoyeon.has_factor
    reset = db.session.scalars(db.select(FactorChange).filter_by(act="reset")).one()
    assert (reset.person_id, reset.by_id, reset.reason) == (
        seoyeon.id, None, "전화기 분실, 대면 확인",
    )  # fmt: skip
    assert db.session.scalars(db.select(SignIn)).one().revoked_at
    assert run(args=told).exit_code == 1


def test_who_leaves_leaves_no_secret(app, seoyeon, with_factor):
    with_factor(seoyeon)
    seoyeon.leave()
    db.session.commit()
    assert db.session.scalar(db.select(SecondFactor)) is None
    assert db.session.scalar(db.select(RecoveryCode)) is None


def test_with_another_key_of_the_program_nothing_opens(app, seoyeon, with_factor, as_person):
    with_factor(seoyeon)
    person = db.session.get_one(Person, seoyeon.id)
    assert person.factor.secret(["quite another key"]) is None


def test_the_demo_link_stands_for_both_factors(demo, seoyeon, with_factor, client, round):
    with_factor(seoyeon)
    client.get("/demo/planner?m=gaon&next=/gaon/")
    assert office(client) == 200


def test_residents_are_asked_for_none(as_person, minji, round, required):
    assert as_person(minji).get("/gaon/mine").status_code == 200


def test_who_holds_an_old_copy_of_a_cookie_sets_up_none(planner, seoyeon, digits, clock):
    planner.post("/second-factor/set-up")
    for _ in range(2):
        clock(16 * MINUTE)
        planner.get("/second-factor/set-up")  # in use, the session goes on
    secret = seoyeon.factor.secret([KEY])
    page = planner.get("/second-factor/set-up").text
    assert "로그아웃하고 다시 로그인하기" in page and secret[:4] not in page
    assert planner.post("/second-factor/set-up").status_code == 409
    typed = {"code": digits(seoyeon)}
    assert planner.post("/second-factor/confirm", data=typed).status_code == 409
    db.session.expire_all()
    assert not seoyeon.has_factor
    assert office(planner) == 303


def test_a_letter_leads_to_the_citys_own_address_whatever_host_was_asked(app, minji):
    SignIn.open(minji, device="tests")
    db.session.commit()
    with app.test_request_context("/", base_url="http://evil.example"):
        login_user(minji)
        let_know("2단계 확인을 켰어요")
    _address, _subject, text = app.extensions["sender"].sent[-1]
    assert "evil.example" not in text and app.config["PUBLIC_URL"] in text
