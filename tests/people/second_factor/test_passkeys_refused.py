"""Every way in which a passkey must not open anything."""

import json
from datetime import timedelta

import pytest

from civic.db import db
from civic.people.second_factor.passkeys import Passkey
from tests.people.second_factor.authenticator import Device, asked, plain
from tests.people.second_factor.passkeys import KEYS, SET_UP, challenge, office, register, show

MINUTE = timedelta(minutes=1)


def test_a_challenge_is_taken_once(as_person, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    client, other = as_person(seoyeon), as_person(seoyeon)
    options = challenge(client)
    with other.session_transaction() as copied, client.session_transaction() as mine:
        copied.update(mine)
    answer = device.sign(options)
    assert show(client, answer).status_code == 303
    assert show(other, answer).status_code == 303  # the session it was for has ended
    assert other.get("/gaon/mine").location.startswith("/sign-in")
    replayed = show(client, answer)
    assert replayed.status_code == 422 and "이미 쓴 확인이에요" in replayed.text


def test_within_one_session_too(as_person, seoyeon, with_passkey, device, clock):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    options = challenge(client)
    show(client, device.sign(options))
    clock(MINUTE)
    page = client.get(SET_UP).text
    answer = device.sign(asked(page, "second-factor/codes"))
    assert client.post("/second-factor/codes", data={"passkey": answer}).status_code == 200
    again = client.post("/second-factor/codes", data={"passkey": answer})
    assert again.status_code == 422 and "이미 쓴 확인이에요" in again.text


def test_after_ten_minutes_it_is_asked_anew(as_person, seoyeon, with_passkey, device, clock):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    answer = device.sign(challenge(client))
    clock(11 * MINUTE)
    assert show(client, answer).status_code == 422
    assert office(client) == 303


def test_a_challenge_of_another_session_or_our_own_making_is_none(
    as_person, seoyeon, with_passkey, device
):
    with_passkey(seoyeon, device)
    client, other = as_person(seoyeon), as_person(seoyeon)
    assert show(client, device.sign(challenge(other))).status_code == 422
    made_up = challenge(client) | {"challenge": plain(b"\x00" * 56)}
    assert show(client, device.sign(made_up)).status_code == 422
    assert office(client) == 303


def test_a_page_of_another_site_gets_nothing(as_person, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    device.origin = "https://gaon-go-kr.example"
    assert show(client, device.sign(challenge(client))).status_code == 422
    device.origin = "http://localhost"
    assert (
        show(client, device.sign(challenge(client) | {"rpId": "gaon.example"})).status_code == 422
    )
    assert office(client) == 303


def test_a_foreign_key_opens_nothing(as_person, seoyeon, junho, with_passkey, device):
    with_passkey(seoyeon, device)
    other = Device(b"junho's telephone")
    with_passkey(junho, other)
    client = as_person(seoyeon)
    refused = show(client, other.sign(challenge(client)))  # his, on her session
    assert refused.status_code == 422 and "등록하지 않은 패스키" in refused.text
    posing = Device(b"minji's telephone")  # her key's name, another key
    assert show(client, posing.sign(challenge(client))).status_code == 422
    assert office(client) == 303


def test_a_counter_that_goes_back_is_a_copy(as_person, seoyeon, with_passkey, device, clock):
    device.counter = 5
    with_passkey(seoyeon, device)
    for counter, opens in ((7, True), (7, False), (6, False), (0, False), (8, True)):
        clock(timedelta(seconds=1))
        client = as_person(seoyeon)
        device.counter = counter
        answer = show(client, device.sign(challenge(client)))
        assert (answer.status_code == 303) is opens, counter
        if not opens:
            assert "복제됐을 수 있어서" in answer.text
    db.session.expire_all()
    assert db.session.scalars(db.select(Passkey.sign_count)).one() == 8


def test_the_device_has_to_ask_its_person(as_person, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    for flags in (0x01, 0x04, 0x00):  # there but not asked; asked but not there; neither
        device.flags = flags
        assert show(client, device.sign(challenge(client))).status_code == 422
    assert office(client) == 303


@pytest.mark.parametrize(
    "answer",
    [
        *("{", "[]", "null", "7", '"x"', "{}", '{"id": 1, "rawId": 2, "response": 3}', "[" * 5000),
        *("\x00", "x" * 30_000, '{"id":"YQ","rawId":"YQ","type":"public-key","response":{}}'),
    ],
)
def test_nonsense_is_refused_in_words(as_person, seoyeon, with_passkey, device, answer):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    assert show(client, answer).status_code == 422
    fresh = as_person(seoyeon)
    show(fresh, device.sign(challenge(fresh)))
    refused = fresh.post(KEYS, data={"passkey": answer, "name": "새 열쇠"})
    assert refused.status_code == 422 and "패스키를 확인하지 못했어요" in refused.text
    nobody = fresh.application.test_client()
    assert nobody.post(f"{KEYS}/sign-in", data={"passkey": answer}).status_code == 303


def test_broken_parts_are_refused_in_words(as_person, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    client = as_person(seoyeon)
    whole = json.loads(device.sign(challenge(client)))
    for part in whole["response"]:
        for broken in ("", "AAAA", "한글", None, 7, whole["response"][part][:-4]):
            parts = whole["response"] | {part: broken}
            answer = json.dumps(whole | {"response": parts})
            assert show(client, answer).status_code == 422, (part, broken)
    assert office(client) == 303


def test_a_stolen_cookie_without_the_factor_changes_no_passkey(
    as_person, seoyeon, with_passkey, device
):
    with_passkey(seoyeon, device)
    thief = as_person(seoyeon)
    page = thief.get(SET_UP).text
    assert "패스키 등록하기" not in page and "패스키 서연의 휴대전화 지우기" not in page
    led = thief.post(KEYS, data={"passkey": "{}", "name": "도둑"})
    assert led.status_code == 303 and led.location.startswith("/second-factor?")
    [key] = db.session.scalars(db.select(Passkey.id))
    assert thief.post(f"{KEYS}/{key}/remove").location.startswith("/second-factor?")
    assert thief.post(f"{KEYS}/use", data={"passkey": "{}"}).status_code == 409
    assert thief.post("/second-factor/set-up").location.startswith("/second-factor?")
    assert thief.post("/second-factor/off", data={"passkey": "{}"}).status_code == 422
    db.session.expire_all()
    assert len(db.session.scalars(db.select(Passkey)).all()) == 1
    assert seoyeon.has_factor and not seoyeon.factor.sealed


def test_it_leads_nowhere_else(client, seoyeon, with_passkey, device):
    with_passkey(seoyeon, device)
    options = asked(client.get("/sign-in").text, "sign-in")
    answer = {"passkey": device.sign(options)}
    assert client.post(f"{KEYS}/sign-in?next=//evil.example", data=answer).location == "/"


def test_one_of_another_person_can_not_be_removed(as_person, minji, junho, device, round):
    register(as_person(minji), device)
    [key] = db.session.scalars(db.select(Passkey.id))
    assert as_person(junho).post(f"{KEYS}/{key}/remove").status_code == 404
