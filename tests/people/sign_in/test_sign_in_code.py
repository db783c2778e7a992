"""The life of a one-time code."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.people.rules import CODES_AN_HOUR
from civic.people.sign_in.models import SignIn, SignInCode


@pytest.fixture
def minji(person):
    someone = person("민지")
    someone.agree(("required", "age"))
    db.session.commit()
    return someone


def enter(client, code):
    return client.post("/sign-in/code", data={"code": code})


def other_than(code):
    return "111111" if code != "111111" else "222222"


def test_the_right_code_opens_a_session_and_leads_back(client, minji, ask_code, round):
    code = ask_code(client, minji.email, next="/gaon/mine")

    response = enter(client, f" {code[:3]} {code[3:]} ")

    assert (response.status_code, response.location) == (303, "/gaon/mine")
    assert db.session.scalars(db.select(SignIn)).one().person_id == minji.id
    assert "민지" in client.get("/gaon/mine").text


def test_a_wrong_code_is_told_and_counted(client, minji, ask_code):
    code = ask_code(client, minji.email)

    response = enter(client, other_than(code))

    assert response.status_code == 422
    assert "인증번호가 맞지 않아요" in response.text
    assert db.session.scalar(db.select(SignInCode.tries)) == 1


def test_five_wrong_tries_spend_the_code(client, minji, ask_code):
    code = ask_code(client, minji.email)
    for _ in range(5):
        enter(client, other_than(code))

    response = enter(client, code)

    assert response.status_code == 422
    assert "다섯 번 틀린" in response.text
    assert not db.session.scalars(db.select(SignIn)).all()


def test_a_code_works_once(client, app, minji, ask_code):
    code = ask_code(client, minji.email)
    with client.session_transaction() as cookie:
        before = dict(cookie)
    assert enter(client, code).status_code == 303
    again = app.test_client()
    with again.session_transaction() as cookie:
        cookie.update(before)

    assert enter(again, code).status_code == 422


def test_a_code_dies_after_ten_minutes(client, minji, ask_code, clock):
    code = ask_code(client, minji.email)
    clock(timedelta(minutes=10))

    response = enter(client, code)

    assert response.status_code == 422
    assert "시간이 지난" in response.text


def test_a_new_code_replaces_the_old(client, minji, ask_code):
    old = ask_code(client, minji.email)
    new = ask_code(client, minji.email)

    if old != new:
        assert enter(client, old).status_code == 422
    assert enter(client, new).status_code == 303


def test_a_code_is_for_its_own_address(client, minji, person, ask_code):
    code = ask_code(client, minji.email)
    ask_code(client, person("하늘").email)

    assert enter(client, code).status_code == 422


def test_the_answer_is_the_same_for_an_unknown_address(app, minji, sent):
    answers = []
    for address in (minji.email, "nobody@example.com"):
        client = app.test_client()
        first = client.post("/sign-in", data={"address": address})
        page = client.get("/sign-in/code").text.replace("no•••", "p1•••")
        answers.append((first.status_code, first.location, page.count("p1•••"), len(page)))

    assert answers[0][:3] == answers[1][:3]
    assert [address for address, *_ in sent] == [minji.email, "nobody@example.com"]


def test_only_the_hash_of_a_code_is_stored(client, minji, ask_code):
    code = ask_code(client, minji.email)

    row = db.session.scalars(db.select(SignInCode)).one()

    assert code not in row.code_hash
    assert len(row.code_hash) == 64


def test_a_browser_gets_five_codes_an_hour_and_the_last_one_still_works(
    client, minji, ask_code, sent, clock
):
    for _ in range(CODES_AN_HOUR):
        code = ask_code(client, minji.email)

    response = client.post("/sign-in", data={"address": minji.email}, follow_redirects=True)

    assert "한 시간에 다섯 번까지만" in response.text
    assert len(sent) == CODES_AN_HOUR
    assert enter(client, code).status_code == 303
    clock(timedelta(hours=1, seconds=1))
    ask_code(client, minji.email)
    assert len(sent) == CODES_AN_HOUR + 1


def test_addresses_of_people_who_never_came_in_are_forgotten(client, ask_code, clock):
    ask_code(client, "nobody@example.com")
    clock(timedelta(days=1, seconds=1))
    ask_code(client, "hanul@example.com")

    assert db.session.scalars(db.select(SignInCode.address)).all() == ["hanul@example.com"]


@pytest.mark.parametrize("address", ["", "민지", "010-12", "a@b"])
def test_a_bad_address_is_kept_and_told(client, sent, address):
    response = client.post("/sign-in", data={"address": address})

    assert response.status_code == 422
    assert f'value="{address}"' in response.text
    assert not sent


def test_a_phone_number_gets_a_message_the_phone_can_fill_in(client, ask_code, sent):
    code = ask_code(client, "010-1234-5678")

    address, _subject, text = sent[-1]
    assert address == "+821012345678"
    assert text.endswith(f"@127.0.0.1 #{code}")


def test_the_sign_in_route_is_limited(app, sent):
    app.config["SIGN_IN_LIMIT"] = "2 per minute"
    try:
        client = app.test_client()
        answers = [
            client.post("/sign-in", data={"address": address}).status_code
            for address in ("a@example.com", " A@example.com", "a@example.com", "b@example.com")
        ]
    finally:
        app.config["SIGN_IN_LIMIT"] = ""

    assert answers == [303, 303, 429, 303]


def test_a_code_page_without_an_address_goes_to_the_start(client):
    assert client.get("/sign-in/code").location == "/sign-in"
    assert enter(client, "123456").location == "/sign-in"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "http://localhost//evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(client, minji, ask_code, address):
    code = ask_code(client, minji.email, next=address)

    assert enter(client, code).location == "/"


def test_a_message_that_does_not_go_out_is_told(app, client, minji):
    from civic.engines.sender import SendFailed

    class Broken:
        kinds = frozenset({"email"})

        def send(self, address, subject, text):
            raise SendFailed("gateway away")

    working = app.extensions["sender"]
    app.extensions["sender"] = Broken()
    try:
        answer = client.post("/sign-in", data={"address": minji.email})
        phone = client.post("/sign-in", data={"address": "01012345678"})
    finally:
        app.extensions["sender"] = working

    assert answer.status_code == 503
    assert "보내지 못했어요" in answer.text
    assert phone.status_code == 422
    assert "지금은 문자를 보낼 수 없어요" in phone.text
    assert now() < db.session.scalar(db.select(SignInCode.expires_at))


BY_BOTH = "예: name@example.com, 01012345678"


@pytest.mark.parametrize(
    "kinds, hint", [({"email"}, "지금은 이메일로만 보내요"), ({"email", "phone"}, BY_BOTH)]
)
def test_the_page_says_where_codes_can_be_sent(app, client, monkeypatch, kinds, hint):
    monkeypatch.setattr(app.extensions["sender"], "kinds", kinds, raising=False)
    assert hint in client.get("/sign-in").text
