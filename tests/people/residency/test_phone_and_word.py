"""Residency by a 본인확인 service, and by one's own word, where the round takes it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from civic.db import db
from civic.engines.identity import NoProvider
from civic.people.models import Person
from civic.people.residency.models import IdentityMark, Residency
from civic.solutions.models import Solution
from civic.votes.ballots.ballot import Ballot

ANSWER = {"name": "김민지", "born_on": "19850302", "phone": "010-1234-5678"}


@pytest.fixture(autouse=True)
def all_levels(round):
    round.vote_levels = ["phone", "declared"]
    db.session.commit()


def begin(client, gaon):
    return client.post("/gaon/1/residency/phone", data={"phone-district_id": gaon.districts[0].id})


def go_through(client, gaon, **changes):
    """Begin, answer on the service's page, come back, press the last button."""
    asked = parse_qs(urlsplit(begin(client, gaon).location).query)
    answer = ANSWER | {"state": asked["state"][0]} | changes
    page = client.get(asked["back"][0], query_string=answer)
    assert page.status_code == 200
    return client.post("/gaon/1/residency/phone/done", data=answer)


def residencies():
    return db.session.scalars(db.select(Residency)).all()


def test_a_verified_person_becomes_a_resident_of_the_district_they_name(
    as_person, person, gaon, round
):
    minji = person("민지")
    assert go_through(as_person(minji), gaon).status_code == 303

    [proof] = residencies()
    assert (proof.level, proof.district_id) == ("phone", gaon.districts[0].id)
    assert minji.votes_in(round)
    kinds = db.session.scalars(db.select(IdentityMark.kind).order_by(IdentityMark.kind)).all()
    assert kinds == ["person", "phone"]


def test_coming_back_from_the_service_stores_nothing_yet(as_person, person, gaon):
    client = as_person(person("민지"))
    back = parse_qs(urlsplit(begin(client, gaon).location).query)["back"][0]
    client.get(back, query_string=ANSWER)
    assert residencies() == []


def test_the_fake_service_has_a_page_of_its_own_in_the_demo(as_person, person, gaon):
    client = as_person(person("민지"))
    page = client.get(begin(client, gaon).location).text
    assert "체험판에만 있는 가짜 본인확인" in page
    assert 'action="/gaon/1/residency/phone"' in page
    elsewhere = client.get("/demo/identity?back=https://evil.example/&state=x").text
    assert '<form class="card stack" method="get" action="/">' in elsewhere


@pytest.mark.parametrize(
    "changes",
    [
        *({"state": "another"}, {"state": ""}, {"cancelled": "1"}, {"name": ""}, {"phone": "02-1"}),
        {"born_on": "tomorrow"},
    ],
)
def test_an_answer_that_confirms_nobody_is_told(as_person, person, gaon, changes):
    answer = go_through(as_person(person("민지")), gaon, **changes)
    assert answer.status_code == 422
    assert "본인확인을 마치지 못했어요" in answer.text
    assert residencies() == []


def test_an_answer_counts_once(as_person, person, gaon):
    minji = person("민지")
    client = as_person(minji)
    go_through(client, gaon)
    again = client.post("/gaon/1/residency/phone/done", data=ANSWER | {"state": ""})
    assert again.status_code == 422
    assert len(residencies()) == 1


def test_one_person_with_two_accounts_is_one_resident(as_person, person, gaon):
    go_through(as_person(person("민지")), gaon)
    answer = go_through(as_person(person("민지 둘")), gaon, phone="+82 10 9999 0000")
    assert "다른 계정에서 이미 주민으로 확인된 분이에요" in answer.text
    assert len(residencies()) == 1


@pytest.mark.parametrize("phone", ["+82 10-1234-5678", "０１０１２３４５６７８"])
def test_one_telephone_confirms_one_person(as_person, person, gaon, phone):
    go_through(as_person(person("민지")), gaon)
    answer = go_through(as_person(person("하늘")), gaon, name="이하늘", phone=phone)
    assert answer.status_code == 422
    assert len(residencies()) == 1


def test_somebody_who_left_during_the_vote_comes_back_for_the_next(
    as_person, person, gaon, round, open_phase
):
    open_phase("vote")
    client = as_person(person("민지"))
    go_through(client, gaon)
    client.post("/gaon/mine/leave", data={"sure": "y"})
    back = person("민지 다시")
    assert go_through(as_person(back), gaon).status_code == 303
    assert not back.votes_in(round)
    assert [proof.person_id for proof in residencies()] == [back.id]


def test_the_year_of_birth_is_kept_only_when_the_person_says_so(as_person, person, gaon):
    minji, haneul = person("민지"), person("하늘")
    go_through(as_person(minji), gaon)
    go_through(as_person(haneul), gaon, name="이하늘", phone="010-2222-3333", keep_birth_year="y")
    years = dict(db.session.execute(db.select(Person.id, Person.birth_year)).all())
    assert (years[minji.id], years[haneul.id]) == (None, 1985)


def test_a_district_must_be_named(as_person, person):
    client = as_person(person("민지"))
    for data in ({}, {"phone-district_id": "999"}):
        assert client.post("/gaon/1/residency/phone", data=data).status_code == 422


def test_a_round_that_takes_nobody_s_word_refuses_it(as_person, person, round, gaon):
    round.vote_levels = ["desk"]
    db.session.commit()
    client = as_person(person("민지"))
    page = client.get("/gaon/1/residency").text
    assert "본인확인 하러 가기" not in page and "이 동네에 살아요" not in page
    district = gaon.districts[0].id
    for way, field in (("declare", "declare-district_id"), ("phone", "phone-district_id")):
        answer = client.post(f"/gaon/1/residency/{way}", data={field: district})
        assert answer.status_code == 422, way
    assert residencies() == []


def test_without_a_service_the_page_sends_people_to_the_office(as_person, person, round, app):
    round.vote_levels = ["phone"]
    db.session.commit()
    fake, app.extensions["identity"] = app.extensions["identity"], NoProvider()
    try:
        client = as_person(person("민지"))
        page = client.get("/gaon/1/residency").text
        begun = client.post("/gaon/1/residency/phone", data={"phone-district_id": "1"})
    finally:
        app.extensions["identity"] = fake
    assert "지금은 온라인으로 확인할 수 없어요" in page
    assert begun.status_code == 422


def test_one_s_word_counts_where_the_round_takes_it(as_person, person, round, gaon):
    minji = person("민지")
    client = as_person(minji)
    assert "이 동네에 살아요" in client.get("/gaon/1/residency").text
    data = {"declare-district_id": gaon.districts[1].id}
    assert client.post("/gaon/1/residency/declare", data=data).status_code == 303
    assert minji.votes_in(round)
    assert "가온시 주민으로 확인됐어요" in client.get("/gaon/1/residency").text
    # Changing one's word needs a better proof.
    data = {"declare-district_id": gaon.districts[0].id}
    assert client.post("/gaon/1/residency/declare", data=data).status_code == 422


def on_the_ballot(round):
    words = {
        "title": "밝은 골목",
        "summary": "등을 달아요",
        "category": "safety",
        "cost_won": 10_000,
    }
    solution = Solution(round_id=round.id, number=1, status="on_ballot", **words)
    db.session.add(solution)
    db.session.commit()
    return solution


def come_back(as_person, gaon, address="minji@example.org"):
    """Sign up anew under an address and give one's word."""
    somebody = Person.join(address, "민지")
    db.session.commit()
    client = as_person(somebody)
    data = {"declare-district_id": gaon.districts[0].id}
    assert client.post("/gaon/1/residency/declare", data=data).status_code == 303
    return client


def test_who_leaves_and_comes_back_by_one_s_word_has_no_second_ballot(
    as_person, gaon, round, open_phase
):
    solution = on_the_ballot(round)
    open_phase("vote")
    chosen = {"solutions": solution.id}
    statuses = []
    for _time in range(3):
        client = come_back(as_person, gaon)
        statuses.append(client.post("/gaon/1/vote/submit", data=chosen).status_code)
        assert client.post("/gaon/mine/leave", data={"sure": "y"}).status_code == 303
    assert statuses == [303, 403, 403]
    assert db.session.scalar(db.select(db.func.count()).select_from(Ballot)) == 1
    other = come_back(as_person, gaon, "haneul@example.org")
    assert other.post("/gaon/1/vote/submit", data=chosen).status_code == 303


def test_who_left_before_the_vote_votes_when_they_are_back(as_person, gaon, round, open_phase):
    solution = on_the_ballot(round)
    come_back(as_person, gaon).post("/gaon/mine/leave", data={"sure": "y"})
    open_phase("vote")
    client = come_back(as_person, gaon)
    assert client.post("/gaon/1/vote/submit", data={"solutions": solution.id}).status_code == 303


def test_a_better_proof_does_not_give_back_the_ballot_of_who_left(
    as_person, gaon, round, open_phase
):
    on_the_ballot(round)
    open_phase("vote")
    come_back(as_person, gaon).post("/gaon/mine/leave", data={"sure": "y"})
    client = come_back(as_person, gaon)
    assert go_through(client, gaon).status_code == 303
    assert not Person.at("minji@example.org").votes_in(round)


def test_of_an_address_that_left_only_a_mark_is_kept(as_person, gaon):
    client = come_back(as_person, gaon)
    assert db.session.scalars(db.select(IdentityMark)).all() == []
    client.post("/gaon/mine/leave", data={"sure": "y"})
    [mark] = db.session.scalars(db.select(IdentityMark))
    assert mark.kind == "address" and "minji" not in mark.mark and len(mark.mark) == 64


def test_a_round_may_take_the_telephone_but_not_the_posted_code(
    as_person, person, card, gaon, round
):
    minji = person("민지")
    client = as_person(minji)
    refused = client.post("/gaon/1/residency", data={"code": card(1)})
    assert "이 방법으로 확인한 주민을 받지 않아요" in refused.text
    round.vote_levels = ["invite"]
    db.session.commit()
    assert client.post("/gaon/1/residency", data={"code": card(1)}).status_code == 303
    round.vote_levels = ["phone"]
    db.session.commit()
    assert not minji.votes_in(round)
    assert go_through(client, gaon).status_code == 303
    assert [proof.level for proof in residencies()] == ["phone"]
