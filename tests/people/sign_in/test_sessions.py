"""Sessions live on the server and can be ended there."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.sign_in.browsers import device_name
from civic.people.sign_in.models import SignIn


def cookie_of(client):
    with client.session_transaction() as cookie:
        return dict(cookie)


def copy(app, client):
    """Another browser with a copy of this one's cookie."""
    other = app.test_client()
    with other.session_transaction() as cookie:
        cookie.update(cookie_of(client))
    return other


@pytest.fixture
def minji(person, round):
    return person("민지", lives=True)


def signed_in(client):
    return client.get("/gaon/mine").status_code == 200


def test_a_copied_cookie_dies_with_the_session(app, as_person, minji):
    browser = as_person(minji)
    thief = copy(app, browser)
    assert signed_in(thief)

    browser.post("/sign-out")

    assert not signed_in(browser)
    assert not signed_in(thief)
    assert db.session.scalars(db.select(SignIn)).one().revoked_at


def test_signing_out_everywhere_ends_every_session(as_person, minji):
    phone, desk = as_person(minji), as_person(minji)

    phone.post("/gaon/mine/sign-ins/revoke")

    assert not signed_in(phone)
    assert not signed_in(desk)


def test_one_device_can_be_signed_out(as_person, minji):
    phone, desk = as_person(minji), as_person(minji)
    first = db.session.scalars(db.select(SignIn).order_by(SignIn.id)).first()

    desk.post(f"/gaon/mine/sign-ins/{first.id}/revoke")

    assert not signed_in(phone)
    assert signed_in(desk)


def test_nobody_ends_the_session_of_another(as_person, minji, person):
    browser, other = as_person(minji), as_person(person("하늘"))
    mine = db.session.scalars(db.select(SignIn).filter_by(person_id=minji.id)).one()

    assert other.post(f"/gaon/mine/sign-ins/{mine.id}/revoke").status_code == 404
    assert signed_in(browser)


def test_a_session_ends_after_thirty_days_without_use(as_person, minji, clock):
    browser = as_person(minji)
    clock(timedelta(days=30, seconds=1))

    assert not signed_in(browser)


def test_being_used_a_session_lasts_on(as_person, minji, clock):
    browser = as_person(minji)
    clock(timedelta(days=20))
    browser.post("/gaon/1/notices/read")
    clock(timedelta(days=20))

    assert signed_in(browser)


def test_the_token_is_stored_as_a_hash_only(as_person, minji):
    token = cookie_of(as_person(minji))["_user_id"]

    assert token != db.session.scalars(db.select(SignIn.token_hash)).one()
    assert SignIn.find(token).person_id == minji.id
    assert SignIn.find("made-up") is None


def test_signing_in_drops_what_the_browser_held_before(client, minji, ask_code):
    minji.agree(("required", "age"))
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "planted"
    code = ask_code(client, minji.email)
    client.post("/sign-in/code", data={"code": code})

    assert cookie_of(client)["csrf_token"] not in ("planted", "")
    assert cookie_of(client)["_permanent"]


def test_a_visitor_is_sent_to_sign_in_and_back(client, round):
    response = client.get("/gaon/1/residency?from=card")

    assert response.status_code == 303
    assert response.location == "/sign-in?next=/gaon/1/residency?from%3Dcard"


def test_signing_out_twice_is_fine(client, round):
    assert client.post("/sign-out").status_code == 303


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Linux; Android) SamsungBrowser/23 Chrome/115", "Samsung Internet · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) KAKAOTALK", "KakaoTalk · iPhone"),
        ("curl/8", ""),
    ],
)
def test_devices_are_named_for_people(agent, name):
    assert device_name(agent) == name


def test_only_a_changed_session_is_sent_so_that_a_late_answer_brings_nothing_back(
    as_person, person, round
):
    browser = as_person(person("민지"))
    browser.get("/gaon/mine")
    assert "Set-Cookie" not in browser.get("/gaon/mine").headers
    assert "Set-Cookie" in browser.post("/sign-out").headers
