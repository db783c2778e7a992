"""Participation codes prove residency, each exactly once."""

from datetime import timedelta

import pytest
from sqlalchemy import func

from civic.db import db
from civic.people.residency.models import Residency
from civic.people.residency.participation_codes import CodeBatch, CodeRefused, ParticipationCode
from civic.people.sign_in.codes import ALPHABET, LENGTH, grouped, plain
from civic.places.models import District
from tests.apps import KEY
from tests.factory import add_city


@pytest.fixture
def minji(person, round):
    return person("민지")


def prove(client, code):
    return client.post("/gaon/1/residency", data={"code": code})


def residencies():
    return db.session.scalars(db.select(Residency)).all()


def test_a_code_makes_a_resident_who_may_vote(as_person, minji, card, round, gaon):
    assert not minji.votes_in(round)

    response = prove(as_person(minji), card(1))

    assert (response.status_code, response.location) == (303, "/gaon/1/residency")
    [proof] = residencies()
    assert (proof.person_id, proof.level) == (minji.id, "invite")
    assert proof.district_id == gaon.districts[0].id
    assert minji.votes_in(round)
    assert "가온시 주민으로 확인됐어요" in as_person(minji).get("/gaon/1/residency").text


@pytest.mark.parametrize("write", [str.lower, grouped, lambda c: f" {c[:3]} {c[3:]}\n", "".join])
def test_case_spaces_and_hyphens_do_not_matter(as_person, minji, card, write):
    assert prove(as_person(minji), write(card(1))).status_code == 303


def test_full_width_letters_are_understood():
    assert plain("ａcdeｆ－３４679") == "ACDEF34679"


def test_a_code_works_for_one_person(as_person, minji, person, card):
    prove(as_person(minji), card(1))

    response = prove(as_person(person("하늘")), card(1))

    assert response.status_code == 422
    assert "이미 쓴 참여 코드예요" in response.text
    assert len(residencies()) == 1


def test_the_same_person_sending_it_again_is_told_yes(as_person, minji, card):
    browser = as_person(minji)
    prove(browser, card(1))

    assert prove(browser, card(1)).status_code == 303
    assert len(residencies()) == 1


def test_a_second_code_stays_unused(as_person, minji, card, batch):
    browser = as_person(minji)
    prove(browser, card(1))

    response = prove(browser, card(2))

    assert "이미 주민으로 확인됐어요" in response.text
    db.session.expire_all()
    assert batch.codes[1].used_at is None


def test_a_weaker_proof_is_raised(as_person, minji, card, gaon, round):
    db.session.add(Residency(person_id=minji.id, municipality_id=gaon.id, level="declared"))
    db.session.commit()
    assert not minji.votes_in(round)

    prove(as_person(minji), card(1))

    db.session.expire_all()
    assert [proof.level for proof in residencies()] == ["invite"]
    assert minji.votes_in(round)


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA", "민지", "\x00", "A" * 5000])
def test_a_made_up_code_is_told_and_kept_out(as_person, minji, batch, code):
    response = prove(as_person(minji), code)

    assert response.status_code == 422
    assert "10자리" in response.text
    assert not residencies()


def test_an_expired_code_is_told(as_person, minji, card, clock):
    code = card(1)
    clock(timedelta(days=29))
    browser = as_person(minji)
    clock(timedelta(days=1))

    assert "지난 참여 코드예요" in prove(browser, code).text


def test_a_voided_code_and_a_voided_batch_are_told(as_person, minji, card, batch):
    codes = card(1), card(2)
    batch.codes[0].void()
    db.session.commit()
    assert "취소된 참여 코드예요" in prove(as_person(minji), codes[0]).text
    batch.void()
    db.session.commit()
    assert "취소된 참여 코드예요" in prove(as_person(minji), codes[1]).text
    assert not residencies()


def test_a_code_of_another_city_is_unknown_here(as_person, minji, card, call, gaon):
    other = add_city("nuri")
    db.session.commit()
    with pytest.raises(CodeRefused, match="unknown"):
        Residency.by_code(minji, other, card(1), KEY)


def test_of_two_people_at_once_one_gets_the_code(minji, person, card, batch, gaon):
    """Both read the code as unused; the second UPDATE finds no row."""
    haneul, text = person("하늘"), card(1)
    stale = db.session.get(ParticipationCode, batch.codes[0].id)
    assert stale.state == "open"
    taken = db.update(ParticipationCode).where(ParticipationCode.id == stale.id)
    db.session.execute(
        taken.values(used_at=func.now()), execution_options={"synchronize_session": False}
    )

    with pytest.raises(CodeRefused, match="used"):
        Residency.by_code(haneul, gaon, text, KEY)


def test_the_database_refuses_a_second_residency(minji, card, batch, gaon):
    Residency.by_code(minji, gaon, card(1), KEY)
    with pytest.raises(CodeRefused, match="resident"):
        Residency.by_code(minji, gaon, card(2), KEY)
    db.session.rollback()


def test_codes_avoid_look_alikes_and_only_hashes_are_stored(batch, card):
    assert not set("01OILBSZ258") & set(ALPHABET)
    codes = [card(serial) for serial in range(1, 11)]
    assert len(set(codes)) == 10
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    stored = db.session.scalars(db.select(ParticipationCode.code_hash)).all()
    assert not set(codes) & set(stored)


def test_a_code_in_a_query_moves_behind_the_hash_which_no_server_sees(as_person, minji, card):
    code = grouped(card(1))
    moved = as_person(minji).get(f"/gaon/1/residency?code={code}")

    assert (moved.status_code, moved.location) == (303, f"/gaon/1/residency#code={code}")


def test_nor_is_it_in_the_address_that_a_visitor_signs_in_at(client, card, round):
    code = grouped(card(1))
    moved = client.get(f"/gaon/1/residency?code={code}")
    assert (moved.status_code, moved.location) == (303, f"/gaon/1/residency#code={code}")
    asked = client.get(moved.location.partition("#")[0])
    assert asked.location == "/sign-in?next=/gaon/1/residency"


def test_districts_and_batches_belong_to_the_city(batch, gaon):
    assert db.session.get(CodeBatch, batch.id).district is db.session.get(
        District, gaon.districts[0].id
    )
