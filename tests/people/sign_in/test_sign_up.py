"""The first sign-in: consent before an account."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.models import Consent, Person
from civic.people.rules import CONSENT_VERSION
from civic.people.sign_in.models import SignIn

AGREED = {"required": "y", "age": "y", "name": "하늘"}


@pytest.fixture
def newcomer(client, ask_code):
    """A client whose address hanul@example.com is proven."""
    code = ask_code(client, "hanul@example.com", next="/gaon/1/residency")
    response = client.post("/sign-in/code", data={"code": code})
    assert response.location == "/sign-in/consent"
    return client


def agree(client, **changes):
    data = {key: value for key, value in (AGREED | changes).items() if value is not None}
    return client.post("/sign-in/consent", data=data)


def test_a_new_address_is_asked_for_consent_first(newcomer, gaon):
    page = newcomer.get("/sign-in/consent").text

    assert all(item in page for item in ("태어난 해", "패스키", "회원 번호", "연계정보"))
    for notice in ("수집·이용 목적", "항목", "보유 기간", "거부할 권리와 불이익"):
        assert page.count(notice) == 2, notice
    assert "만 14세 이상" in page
    assert "달내동" in page
    assert "checked" not in page
    assert db.session.scalar(db.select(Person)) is None


def test_agreeing_makes_an_account_with_version_and_time(newcomer, round, gaon):
    home = gaon.districts[0].id

    response = agree(newcomer, contact="y", home_district_id=home, name="  하늘\u202e \t바다 ")

    assert response.location == "/gaon/1/residency"
    hanul = db.session.scalars(db.select(Person)).one()
    assert (hanul.name, hanul.email, hanul.home_district_id) == (
        "하늘 바다",
        "hanul@example.com",
        home,
    )
    given = db.session.scalars(db.select(Consent)).all()
    assert {consent.kind for consent in given} == {"required", "age", "contact"}
    assert all(c.version == CONSENT_VERSION and c.given_at for c in given)
    assert newcomer.get("/gaon/1/residency").status_code == 200


def test_the_optional_consent_is_optional(newcomer, round):
    agree(newcomer)

    kinds = db.session.scalars(db.select(Consent.kind)).all()
    assert sorted(kinds) == ["age", "required"]


@pytest.mark.parametrize("missing", ["required", "age", "name"])
def test_nothing_is_made_without_what_is_required(newcomer, missing):
    response = agree(newcomer, **{missing: None})

    assert response.status_code == 422
    assert "고칠 곳이 1개" in response.text
    assert db.session.scalar(db.select(Person)) is None


@pytest.mark.parametrize(
    "changes", [{"name": "가" * 41}, {"home_district_id": "999"}, {"home_district_id": "x"}]
)
def test_a_wrong_field_makes_nothing(newcomer, gaon, changes):
    assert agree(newcomer, **changes).status_code == 422
    assert db.session.scalar(db.select(Person)) is None


def test_the_address_comes_from_the_proof_and_not_from_the_form(newcomer, round):
    agree(newcomer, address="boss@example.com", email="boss@example.com")

    assert db.session.scalars(db.select(Person.email)).one() == "hanul@example.com"


def test_consent_without_a_proven_address_goes_to_the_start(client, gaon):
    assert client.get("/sign-in/consent").location == "/sign-in"
    assert agree(client).location == "/sign-in"
    assert db.session.scalar(db.select(Person)) is None


def test_the_proof_of_an_address_lasts_half_an_hour(newcomer, clock):
    clock(timedelta(minutes=31))

    assert agree(newcomer).location == "/sign-in"


def test_an_old_copy_of_the_form_opens_no_session(app, newcomer, clock, round):
    with newcomer.session_transaction() as cookie:
        copy = dict(cookie)
    agree(newcomer)
    clock(timedelta(minutes=2))
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(copy)

    assert agree(thief).location == "/sign-in"
    assert len(db.session.scalars(db.select(SignIn)).all()) == 1


def test_sending_the_form_twice_makes_one_account(app, newcomer, round):
    with newcomer.session_transaction() as cookie:
        copy = dict(cookie)
    agree(newcomer)
    twin = app.test_client()
    with twin.session_transaction() as cookie:
        cookie.update(copy)

    assert agree(twin).location == "/gaon/1/residency"
    assert len(db.session.scalars(db.select(Person)).all()) == 1


def test_somebody_given_a_role_before_agrees_at_the_first_sign_in(client, person, ask_code, gaon):
    seoyeon = person("서연", "planner")
    code = ask_code(client, seoyeon.email)

    assert client.post("/sign-in/code", data={"code": code}).location == "/sign-in/consent"
    assert 'value="서연"' in client.get("/sign-in/consent").text
    assert agree(client, name="서연").status_code == 303
    assert len(db.session.scalars(db.select(Person)).all()) == 1
    assert db.session.scalar(db.select(Consent).filter_by(person_id=seoyeon.id))


def test_who_was_given_a_role_sets_up_the_second_factor_next(
    app, client, person, ask_code, gaon, monkeypatch
):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    code = ask_code(client, person("서연", "planner").email)
    client.post("/sign-in/code", data={"code": code})
    assert agree(client, name="서연").location.startswith("/second-factor")


def test_nobody_else_signs_up_under_the_name_of_somebody_with_a_role(newcomer, person, gaon):
    person("서연", "planner")
    refused = agree(newcomer, name="서연")
    assert refused.status_code == 422 and "같은 이름의 담당자가 있어요" in refused.text


def test_a_passphrase_may_be_set_at_once(newcomer, round):
    agree(newcomer, passphrase="달내천 오리 세 마리가 산책해요")

    assert db.session.scalars(db.select(Person)).one().passphrase_hash.startswith("$argon2id$")
