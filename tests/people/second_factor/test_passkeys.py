"""Passkeys: made, shown, named, taken away; what they must not open: test_passkeys_refused.py."""

import re
from datetime import timedelta

import pytest

from civic.db import db
from civic.people.second_factor.models import FactorChange, RecoveryCode, SecondFactor
from civic.people.second_factor.passkeys import Passkey
from civic.people.sign_in.models import SignIn
from tests.people.second_factor.authenticator import Device, asked
from tests.people.second_factor.passkeys import KEYS, SET_UP, challenge, office, register, show

MINUTE = timedelta(minutes=1)


@pytest.fixture
def planner(as_person, seoyeon, round, required):
    return as_person(seoyeon)


def test_a_planner_sets_one_up_alone_and_works(planner, seoyeon, device, app):
    assert office(planner) == 303
    page = register(planner, device)
    assert len(set(re.findall(r'class="symbols">([A-Z0-9-]{11})<', page.text))) == 10
    assert office(planner) == 200
    db.session.expire_all()
    assert seoyeon.has_factor and not seoyeon.has_app
    [kept] = db.session.scalars(db.select(Passkey))
    assert (kept.name, kept.person_id) == ("서연의 휴대전화", seoyeon.id)
    assert "패스키를 등록했어요" in app.extensions["sender"].sent[-1][1]
    acts = db.session.scalars(db.select(FactorChange.act).order_by(FactorChange.id)).all()
    assert acts == ["key_added", "set_up"]


def test_it_is_shown_instead_of_digits_and_renews_the_session(
    app, as_person, seoyeon, with_passkey, device, clock
):
    with_passkey(seoyeon, device)
    client, thief = as_person(seoyeon), app.test_client()
    with client.session_transaction() as mine, thief.session_transaction() as copied:
        copied.update(mine)
    assert office(client) == 303
    assert show(client, device.sign(challenge(client))).status_code == 303
    assert office(client) == 200
    assert thief.get("/gaon/mine").location.startswith("/sign-in")
    db.session.expire_all()
    assert db.session.scalars(db.select(Passkey)).one().last_used_at


def test_the_last_one_stays_and_another_may_go(as_person, seoyeon, with_passkey, device, app):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    show(client, device.sign(challenge(client)))
    [first] = db.session.scalars(db.select(Passkey.id))
    refused = client.post(f"{KEYS}/{first}/remove", follow_redirects=True)
    assert "하나 남은 패스키는 지울 수 없어요" in refused.text
    assert register(client, Device(b"the key on her ring"), "보안 키").status_code == 303
    by_the_lost_one = as_person(seoyeon)
    client.post(f"{KEYS}/{first}/remove")
    assert by_the_lost_one.get("/gaon/mine").location.startswith("/sign-in")
    assert db.session.scalars(db.select(Passkey.name)).all() == ["보안 키"]
    assert "패스키를 지웠어요" in app.extensions["sender"].sent[-1][1]
    other = as_person(seoyeon)
    assert show(other, device.sign(challenge(other))).status_code == 422


def test_with_an_app_beside_it_the_last_passkey_may_go(
    as_person, seoyeon, with_factor, digits, device, clock, round, required
):
    with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    client.post("/second-factor", data={"code": digits(seoyeon)})
    assert register(client, device).status_code == 303  # no new recovery codes
    [key] = db.session.scalars(db.select(Passkey.id))
    client.post(f"{KEYS}/{key}/remove")
    db.session.expire_all()
    assert db.session.scalar(db.select(Passkey)) is None and seoyeon.has_app


def test_an_app_may_come_beside_it_once_it_was_shown(
    as_person, seoyeon, with_passkey, device, digits
):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    show(client, device.sign(challenge(client)))
    client.post(SET_UP)
    # Begun is not taken: its digits open nothing yet.
    assert client.post("/second-factor", data={"code": digits(seoyeon)}).status_code == 422
    assert client.post("/second-factor/confirm", data={"code": digits(seoyeon)}).status_code == 303
    db.session.expire_all()
    assert seoyeon.has_app
    assert db.session.scalar(db.select(db.func.count(RecoveryCode.id))) == 10


def test_recovery_codes_still_open(as_person, seoyeon, with_passkey, device):
    code = with_passkey(seoyeon, device)[0]
    client, second = as_person(seoyeon), as_person(seoyeon)
    assert client.post("/second-factor", data={"code": code}).status_code == 303
    assert office(client) == 200
    assert second.post("/second-factor", data={"code": code}).status_code == 422
    assert second.post("/second-factor", data={"code": "123456"}).status_code == 422


def test_it_signs_in_by_itself_and_is_both_factors(client, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    options = asked(client.get("/sign-in").text, "sign-in")
    assert "allowCredentials" not in options or options["allowCredentials"] == []
    answer = {"passkey": device.sign(options)}
    arrived = client.post(f"{KEYS}/sign-in?next=/gaon/1/office", data=answer)
    assert arrived.location == "/gaon/1/office"
    assert office(client) == 200
    ways = db.session.scalars(db.select(SignIn.way).order_by(SignIn.id)).all()
    assert ways[-1] == "passkey"
    elsewhere = client.application.test_client()
    elsewhere.get("/sign-in")
    assert elsewhere.post(f"{KEYS}/sign-in", data=answer).location.startswith("/sign-in")


def test_of_a_resident_it_is_one_more_way_in_and_asks_nothing_more(
    app, client, minji, as_person, device, round
):
    mine = as_person(minji)
    assert register(mine, device).location.startswith(SET_UP)
    db.session.expire_all()
    assert not minji.has_factor
    assert as_person(minji).get("/gaon/mine").status_code == 200
    options = asked(client.get("/sign-in").text, "sign-in")
    client.post(f"{KEYS}/sign-in", data={"passkey": device.sign(options)})
    assert client.get("/gaon/mine").status_code == 200
    [key] = db.session.scalars(db.select(Passkey.id))
    mine.post(f"{KEYS}/{key}/remove")
    assert db.session.scalar(db.select(Passkey)) is None


def test_given_a_right_later_it_becomes_the_factor_when_shown(
    as_person, minji, gaon, device, round, required
):
    register(as_person(minji), device)
    minji.grant("planner", gaon)
    db.session.commit()
    client = as_person(minji)
    assert office(client) == 303
    answer = device.sign(asked(client.get(SET_UP).text, "use"))
    page = client.post(f"{KEYS}/use", data={"passkey": answer})
    assert page.text.count('class="symbols"') == 10
    assert office(client) == 200


def test_a_key_is_of_one_account(as_person, minji, junho, device, round):
    register(as_person(minji), device)
    refused = register(as_person(junho), device)
    assert refused.status_code == 422 and "이미 등록한 패스키예요" in refused.text
    unnamed = register(as_person(junho), Device(b"another"), " \u3164 ")
    assert unnamed.status_code == 422 and "이름을 1~40글자로" in unnamed.text


def test_ten_are_enough(as_person, minji, round):
    client = as_person(minji)
    for n in range(10):
        assert register(client, Device(f"key {n}".encode())).status_code == 303
    refused = register(client, Device(b"key 11"))
    assert refused.status_code == 422 and "열 개까지" in refused.text


def test_where_browsers_would_refuse_the_page_says_so(app, client, as_person, minji, round):
    mine = as_person(minji)
    elsewhere = {"base_url": "http://127.0.0.1:8000"}
    with mine.session_transaction() as session:
        token = dict(session)
    other = app.test_client()
    with other.session_transaction(base_url="http://127.0.0.1:8000") as session:
        session.update(token)
    page = other.get(SET_UP, **elsewhere).text
    assert "이 주소에서는 패스키를 쓸 수 없어요" in page and "data-passkey" not in page
    assert "data-passkey" not in client.get("/sign-in", **elsewhere).text


@pytest.fixture
def by_https(app):
    """A city known by https, with a second name below its own and one beside it."""
    usual = {name: app.config[name] for name in ("PUBLIC_URL", "SITE_HOSTS")}
    names = "together.gaon.example m.together.gaon.example www.gaon.example"
    app.config.update(PUBLIC_URL="https://together.gaon.example", SITE_HOSTS=names)
    yield
    app.config.update(usual)


@pytest.mark.parametrize(
    ("host", "works"),
    [("together", True), ("m.together", True), ("www", False), ("", False)],
)
def test_a_city_s_passkeys_are_bound_to_its_public_name(by_https, client, host, works):
    base = f"https://{host}.gaon.example" if host else "http://localhost"
    page = client.get("/sign-in", base_url=base).text
    assert ("data-passkey" in page) is works
    if works:
        assert asked(page, "sign-in")["rpId"] == "together.gaon.example"


def test_who_leaves_leaves_no_passkey(as_person, minji, device, round):
    register(as_person(minji), device)
    minji.leave()
    db.session.commit()
    assert db.session.scalar(db.select(Passkey)) is None


def test_a_reset_takes_passkeys_too(app, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    run = app.test_cli_runner().invoke
    assert run(args=["people", "reset-factor", seoyeon.email, "--reason", "분실"]).exit_code == 0
    db.session.expire_all()
    assert db.session.scalar(db.select(Passkey)) is None
    assert db.session.scalar(db.select(SecondFactor)) is None
