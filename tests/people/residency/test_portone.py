"""본인확인 by PortOne, on a server that answers as its published API says."""

import json
import time

import pytest

from civic.db import db
from civic.engines.identity import NotVerified, from_settings
from civic.engines.identity import portone as by_portone
from civic.engines.identity.portone import PortOne, verification_id
from civic.people.residency.models import IdentityMark, Residency
from tests.engines.dripping import dripping
from tests.engines.portone_server import CHANNEL, CI, SECRET, PortOneServer

PHONE = "/gaon/1/residency/phone"
TYPED = {"name": "김민지", "phone": "010-1234-5678", "carrier": "SKT"}


@pytest.fixture
def portone():
    server = PortOneServer()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def contract(app, portone, round, monkeypatch):
    monkeypatch.setattr(by_portone, "WAIT_S", 60.0)  # this machine may be a busy one
    usual = app.extensions["identity"]
    app.extensions["identity"] = PortOne(SECRET, CHANNEL, api=portone.address)
    round.vote_levels = ["phone"]
    db.session.commit()
    yield
    app.extensions["identity"] = usual


def ask(client, gaon, **changes):
    begun = client.post(PHONE, data={"phone-district_id": gaon.districts[0].id})
    assert begun.location == f"{PHONE}/ask"
    assert "통신사에 가입한 그대로" in client.get(begun.location).text
    return client.post(f"{PHONE}/ask", data=TYPED | changes)


def kinds():
    return db.session.scalars(db.select(IdentityMark.kind).order_by(IdentityMark.kind)).all()


def test_a_person_answers_in_the_app_and_becomes_a_resident(as_person, minji, gaon, round, portone):
    client = as_person(minji)
    assert ask(client, gaon).location == f"{PHONE}/wait"
    [sent] = portone.known.values()
    assert sent == {
        "channelKey": CHANNEL,
        "customer": {"name": "김민지", "phoneNumber": "01012345678", "ipAddress": "127.0.0.1"},
        "operator": "SKT",
        "method": "APP",
    }
    early = client.post(f"{PHONE}/wait")
    assert early.status_code == 422 and "아직 PASS 앱에서 확인하지 않았어요" in early.text
    portone.approved = True
    assert client.post(f"{PHONE}/wait").location == PHONE
    assert client.post(f"{PHONE}/done").status_code == 303
    [proof] = db.session.scalars(db.select(Residency))
    assert (proof.person_id, proof.level) == (minji.id, "phone")
    assert minji.votes_in(round) and kinds() == ["ci", "person", "phone"]


def test_of_the_identity_marks_alone_are_kept(as_person, minji, gaon, portone):
    client = as_person(minji)
    ask(client, gaon)
    portone.approved = True
    client.post(f"{PHONE}/wait")
    client.post(f"{PHONE}/done")
    with client.session_transaction() as session:
        assert "김민지" not in json.dumps(dict(session), ensure_ascii=False)
    cells = []
    for table in db.metadata.sorted_tables:
        cells += db.session.execute(db.text(f'SELECT * FROM "{table.name}"')).all()
    assert not any(word in str(cells) for word in ("김민지", "01012345678", CI, "1985-03-02"))


def test_pressing_twice_is_once(as_person, minji, gaon, portone):
    client = as_person(minji)
    ask(client, gaon)
    portone.approved = True
    assert client.post(f"{PHONE}/wait").location == PHONE
    assert client.post(f"{PHONE}/wait").location == PHONE


def test_the_same_person_with_another_name_and_number_is_known_by_the_ci(
    as_person, minji, junho, gaon, portone
):
    portone.approved = True
    for someone in (minji, junho):
        client = as_person(someone)
        ask(client, gaon)
        client.post(f"{PHONE}/wait")
        answer = client.post(f"{PHONE}/done")
        portone.person |= {"birthDate": "1985-03-03", "phoneNumber": "01099998888"}
    assert answer.status_code == 422 and "이미 주민으로 확인된 분" in answer.text
    assert len(db.session.scalars(db.select(Residency)).all()) == 1


def test_without_number_and_ci_name_and_birth_are_enough(as_person, minji, gaon, portone):
    portone.approved = True
    del portone.person["phoneNumber"], portone.person["ci"]
    client = as_person(minji)
    ask(client, gaon)
    client.post(f"{PHONE}/wait")
    assert client.post(f"{PHONE}/done").status_code == 303
    assert kinds() == ["person"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "김민조"}, "서로 맞지 않아요"),
        ({"phone": "010-9999-9999"}, "서로 맞지 않아요"),
        ({"name": " "}, "가입한 이름을 적어"),
        ({"phone": "02-123-4567"}, "휴대전화 번호를 적어"),
        ({"phone": "kim@example.com"}, "휴대전화 번호를 적어"),
        ({"carrier": "AT&T"}, ""),
        ({"carrier": ""}, "통신사를 골라"),
    ],
)
def test_what_was_typed_wrongly_is_told_and_kept(as_person, minji, gaon, changes, words):
    refused = ask(as_person(minji), gaon, **changes)
    assert refused.status_code == 422 and words in refused.text
    assert (TYPED | changes)["name"].strip() in refused.text


def test_nobody_is_verified_by_an_answer_they_write_themselves(as_person, minji, gaon, portone):
    client = as_person(minji)
    ask(client, gaon)
    forged = {"status": "VERIFIED", "name": "김민지", "born_on": "19850302", "ci": "x"}
    assert client.post(f"{PHONE}/done", data=forged).status_code == 422
    assert db.session.scalar(db.select(Residency)) is None


def test_another_s_verification_is_not_theirs(as_person, minji, junho, gaon, portone):
    portone.approved = True
    ask(as_person(minji), gaon)
    other = as_person(junho)
    assert other.post(f"{PHONE}/wait").location == "/gaon/1/residency"
    assert other.post(f"{PHONE}/done").status_code == 422
    [known] = portone.known
    assert known.startswith("civic-") and verification_id("x") != verification_id("y")


@pytest.mark.parametrize("broken", [500, 503, b"", b"<html>", b"[]", b"\xff", b"null"])
def test_a_service_in_trouble_is_told_in_words(as_person, minji, gaon, portone, broken):
    client = as_person(minji)
    ask(client, gaon)
    portone.broken = broken
    for answer in (
        client.post(f"{PHONE}/ask", data=TYPED),
        client.post(f"{PHONE}/wait"),
        client.post(f"{PHONE}/done"),
    ):
        assert answer.status_code == 422 and "서비스에 닿지 않아요" in answer.text


def test_a_wrong_contract_and_no_network_are_told_too(app, as_person, minji, gaon, portone):
    client = as_person(minji)
    for provider in (
        PortOne("another secret", CHANNEL, api=portone.address),
        PortOne(SECRET, "another channel", api=portone.address),
        PortOne(SECRET, CHANNEL, api="http://127.0.0.1:1"),
    ):
        app.extensions["identity"] = provider
        refused = ask(client, gaon)
        assert refused.status_code == 422 and "서비스에 닿지 않아요" in refused.text


def test_one_that_never_comes_to_an_end_holds_up_no_page(app, as_person, minji, gaon, monkeypatch):
    monkeypatch.setattr(by_portone, "WAIT_S", 0.2)
    client, began = as_person(minji), time.monotonic()
    with dripping() as address:
        app.extensions["identity"] = PortOne(SECRET, CHANNEL, api=address)
        assert ask(client, gaon).location == f"{PHONE}/wait"  # it may ask them yet
        for step in ("wait", "done"):
            refused = client.post(f"{PHONE}/{step}")
            assert refused.status_code == 422 and "서비스에 닿지 않아요" in refused.text
        assert time.monotonic() - began < 20


def test_its_pages_are_of_who_has_begun(as_person, minji):
    client = as_person(minji)
    for page in ("ask", "wait"):
        assert client.get(f"{PHONE}/{page}").location == "/gaon/1/residency"
        assert client.post(f"{PHONE}/{page}").location == "/gaon/1/residency"


@pytest.mark.parametrize("missing", ["PORTONE_SECRET", "PORTONE_CHANNEL_KEY"])
def test_half_a_contract_stops_the_start_in_words(missing):
    told = {"IDENTITY": "portone", "PORTONE_SECRET": "s", "PORTONE_CHANNEL_KEY": "c"}
    told |= {"PORTONE_STORE_ID": "", "DEMO": False}
    assert from_settings(told).ready
    with pytest.raises(ValueError, match="CIVIC_PORTONE_SECRET"):
        from_settings(told | {missing: ""})


def test_without_a_state_nothing_is_asked():
    with pytest.raises(NotVerified):
        PortOne("s", "c", api="http://127.0.0.1:1").finish({}, "")
