"""창구 확인: a clerk sees an identity card, and hands out a one-time code; no name is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from civic.db import db, now
from civic.people.residency.models import IdentityMark, Residency
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.sign_in.codes import grouped
from tests.apps import KEY
from tests.factory import add_city, add_round

CARD = {"name": "김민지", "birth": "19850302", "district_id": ""}


@pytest.fixture
def clerk(as_person, person, round):
    return as_person(person("서연", "planner"))


def hand_out(clerk, **changes):
    return clerk.post("/gaon/1/office/desk", data=CARD | changes)


def newest_code():
    query = db.select(ParticipationCode).order_by(ParticipationCode.id.desc()).limit(1)
    return db.session.scalar(query).text(KEY)


def prove(client, code):
    return client.post("/gaon/1/residency", data={"code": code})


def test_a_clerk_hands_out_a_code_that_makes_a_resident(clerk, as_person, person, gaon, round):
    answer = hand_out(clerk, district_id=gaon.districts[1].id)

    batch = db.session.scalars(db.select(CodeBatch)).one()
    assert answer.location == f"/gaon/1/office/desk/{batch.id}"
    slip = clerk.get(answer.location).text
    assert grouped(newest_code()) in slip
    assert " style=" not in slip

    minji = person("민지")
    assert prove(as_person(minji), newest_code()).status_code == 303
    [proof] = db.session.scalars(db.select(Residency)).all()
    assert (proof.person_id, proof.level) == (minji.id, "desk")
    assert proof.district_id == gaon.districts[1].id
    assert minji.votes_in(round)
    assert grouped(newest_code()) not in clerk.get(answer.location).text


def test_neither_name_nor_birthday_is_stored_anywhere(clerk, as_person, person):
    hand_out(clerk)
    prove(as_person(person("새별")), newest_code())

    stored = []
    for table in inspect(db.engine).get_table_names():
        if table in db.metadata.tables:
            stored += db.session.execute(db.metadata.tables[table].select()).all()
    everything = repr(stored)
    assert "새별" in everything
    assert "김민지" not in everything
    assert "19850302" not in everything and "1985" not in everything


def test_one_person_with_two_accounts_is_one_resident(clerk, as_person, person):
    hand_out(clerk)
    first = newest_code()
    prove(as_person(person("민지")), first)
    answer = hand_out(clerk, name="김 민지", birth="1985-03-02")

    assert answer.status_code == 422
    assert "이미 주민으로 확인된 분이에요" in answer.text
    assert "p2•••@example.com" in answer.text
    assert len(db.session.scalars(db.select(CodeBatch)).all()) == 1


def test_a_code_handed_out_before_the_other_account_was_confirmed_is_refused(
    clerk, as_person, person, gaon
):
    """Two slips of one person, however they came to be: the second account is told, and keeps
    the code unused."""
    hand_out(clerk)
    mark = db.session.scalar(db.select(ParticipationCode.mark))
    db.session.rollback()
    first = newest_code()
    prove(as_person(person("민지")), first)
    planner = db.session.get(CodeBatch, 1).issued_by
    CodeBatch.hand_out(
        gaon,
        planner,
        KEY,
        "other-key",
        mark,
        label="창구",
        expires_at=db.session.get(CodeBatch, 1).expires_at,
    )
    db.session.commit()

    answer = prove(as_person(person("하늘")), newest_code())

    assert answer.status_code == 422
    assert "다른 계정에서 이미 주민으로 확인된 분이에요" in answer.text
    assert len(db.session.scalars(db.select(Residency)).all()) == 1
    assert db.session.scalars(db.select(ParticipationCode.used_at)).all().count(None) == 1


def test_a_new_slip_ends_the_one_before(clerk, as_person, person):
    hand_out(clerk)
    lost = newest_code()
    hand_out(clerk)
    minji = as_person(person("민지"))
    assert "취소된 참여 코드예요" in prove(minji, lost).text
    assert prove(minji, newest_code()).status_code == 303


def test_sending_the_form_twice_hands_out_one_code(clerk):
    first, second = (hand_out(clerk, request_key="same-key") for _ in range(2))
    assert first.location == second.location
    assert len(db.session.scalars(db.select(ParticipationCode)).all()) == 1


def test_a_namesake_born_on_the_same_day_is_confirmed_by_the_clerk(clerk, as_person, person):
    hand_out(clerk)
    prove(as_person(person("민지")), newest_code())

    assert hand_out(clerk, namesake="y").status_code == 303
    assert prove(as_person(person("다른 민지")), newest_code()).status_code == 303
    assert len(set(db.session.scalars(db.select(IdentityMark.mark)))) == 2


def test_a_slip_expires(clerk, as_person, person, clock):
    hand_out(clerk)
    code, minji = newest_code(), as_person(person("민지"))
    clock(timedelta(hours=24))
    assert "때가 지난 참여 코드예요" in prove(minji, code).text
    assert not db.session.scalars(db.select(Residency)).all()


def test_a_slip_is_cancelled(clerk, as_person, person):
    answer = hand_out(clerk)
    code, batch = newest_code(), db.session.scalars(db.select(CodeBatch)).one()
    cancelled = clerk.post(f"/gaon/1/office/codes/{batch.id}/void")
    assert cancelled.location == answer.location
    assert "더는 쓸 수 없는" in clerk.get(cancelled.location).text
    assert "취소된 참여 코드예요" in prove(as_person(person("민지")), code).text


def test_slips_are_not_among_the_posted_batches(clerk):
    hand_out(clerk)
    assert "아직 만든 코드가 없어요" in clerk.get("/gaon/1/office/codes").text
    assert "기다림" in clerk.get("/gaon/1/office/desk").text


def test_a_posted_batch_is_no_slip(clerk, batch):
    assert clerk.get(f"/gaon/1/office/desk/{batch.id}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "신분증에 적힌 이름"),
        ({"name": "···"}, "신분증에 적힌 이름"),
        ({"birth": "850302"}, "8자리로"),
        ({"birth": "29990101"}, "8자리로"),
        ({"district_id": "999"}, "읍면동"),
    ],
)
def test_a_wrong_field_hands_out_nothing(clerk, changes, told):
    answer = hand_out(clerk, **changes)
    assert answer.status_code == 422
    assert told in answer.text
    assert db.session.scalar(db.select(CodeBatch)) is None


def test_a_posted_code_s_resident_rises_to_the_desk_s_level(clerk, as_person, person, card):
    minji = as_person(person("민지"))
    prove(minji, card(1))
    hand_out(clerk)
    assert prove(minji, newest_code()).status_code == 303
    [proof] = db.session.scalars(db.select(Residency)).all()
    assert proof.level == "desk"


def test_an_account_is_one_person_s(clerk, as_person, person, round):
    """하늘 can't be confirmed in 민지's account, and keeps the right to be in their own."""
    hand_out(clerk)
    shared = person("민지")
    prove(as_person(shared), newest_code())
    db.session.execute(db.update(Residency).values(level="phone"))
    db.session.commit()
    hand_out(clerk, name="이하늘")

    answer = prove(as_person(shared), newest_code())

    assert answer.status_code == 422
    assert prove(as_person(person("하늘")), newest_code()).status_code == 303


def test_leaving_frees_no_second_vote_and_bars_nobody_from_the_next(
    clerk, as_person, person, gaon, round, open_phase, clock
):
    open_phase("vote")
    hand_out(clerk)
    minji = as_person(person("민지"))
    prove(minji, newest_code())
    minji.post("/gaon/mine/leave", data={"sure": "y"})
    clock(timedelta(hours=30))

    hand_out(clerk)
    back = person("돌아온 민지")
    browser = as_person(back)
    assert prove(browser, newest_code()).status_code == 303

    assert not back.votes_in(round)
    assert "다음 투표부터 참여할 수 있어요" in browser.get("/gaon/1/residency").text
    starts = now() + timedelta(days=1)
    vote = {"vote": (starts, starts + timedelta(days=1))}
    next_round = add_round(gaon, round.call, number=2, phases=vote)
    db.session.commit()
    assert back.votes_in(next_round)
    assert db.session.scalars(db.select(Residency.person_id)).all() == [back.id]
    [mark] = db.session.scalars(db.select(IdentityMark).filter_by(kind="person"))
    assert mark.residency.person_id == back.id


def test_whoever_left_before_the_vote_began_votes_in_it(clerk, as_person, person, round):
    hand_out(clerk)
    minji = as_person(person("민지"))
    prove(minji, newest_code())
    minji.post("/gaon/mine/leave", data={"sure": "y"})
    hand_out(clerk)
    back = person("돌아온 민지")
    prove(as_person(back), newest_code())
    assert back.votes_in(round)


def test_a_mark_holds_in_its_own_city_only(clerk, as_person, person, call):
    hand_out(clerk)
    nuri = add_city("nuri")
    db.session.commit()
    mark = db.session.scalar(db.select(ParticipationCode.mark))
    prove(as_person(person("민지")), newest_code())
    assert IdentityMark.holder(nuri, mark) is None


@pytest.mark.parametrize("role", [(), ("consultant",)])
def test_only_the_office_stands_at_the_desk(as_person, person, round, role):
    someone = as_person(person("하늘", *role))
    assert someone.get("/gaon/1/office/desk").status_code == 403
    assert hand_out(someone).status_code == 403
