"""Whose word a right stands on, and who may be the second of two people."""

import pytest

from civic.db import db
from civic.people.models import Person
from civic.people.rights.models import RightChange
from civic.people.rights.origins import confirm, independent, unconfirmed
from civic.people.rules import AlreadyDecided, NotIndependent
from tests.pages import tight

PAGE = "/gaon/1/office/colleagues"


@pytest.fixture
def daon(person):
    """The city's operator, by the command."""
    return person("다온", "operator")


@pytest.fixture
def given_by(gaon):
    """given_by(daon, "새봄") is somebody to whom that operator gave a right."""

    def give(operator, name, role="planner"):
        someone = Person.join(f"{name.encode().hex()}@city.go.kr", name)
        someone.grant(role, None if role == "operator" else gaon, operator, "발령")
        db.session.commit()
        return someone

    return give


def both(one, other) -> bool:
    assert independent(one.id, other.id) == independent(other.id, one.id)
    return independent(one.id, other.id)


def test_nobody_is_their_own_second_person(seoyeon):
    assert not both(seoyeon, seoyeon)


def test_whom_the_command_named_are_two_people(seoyeon, daon, person):
    assert both(seoyeon, person("지호", "planner"))
    assert both(seoyeon, daon)


def test_accounts_that_one_operator_made_are_one_person_with_them(daon, given_by, seoyeon):
    first, second = given_by(daon, "새봄"), given_by(daon, "한결")
    assert not both(first, second)
    assert not both(daon, first)
    assert both(first, seoyeon) and both(second, seoyeon)


def test_so_are_those_of_operators_they_made(daon, given_by, seoyeon):
    further = given_by(daon, "가람", "operator")
    made = given_by(further, "나래")
    assert not both(made, daon)
    assert not both(made, given_by(daon, "새봄"))
    assert both(made, seoyeon)


def test_those_of_two_operators_are_two(daon, given_by, person):
    assert both(given_by(daon, "새봄"), given_by(person("하진", "operator"), "한결"))


def test_two_who_gave_each_other_their_right_are_one(daon, given_by, gaon, seoyeon):
    further = given_by(daon, "가람", "operator")
    daon.revoke("operator", None, further, "바꿈")
    db.session.commit()
    daon.grant("operator", None, further, "바꿈")
    db.session.commit()
    assert not both(daon, further)
    assert both(daon, seoyeon) and both(further, seoyeon)


def test_a_right_taken_back_makes_nobody_another(daon, given_by, gaon):
    first, second = given_by(daon, "새봄"), given_by(daon, "한결")
    first.revoke("planner", gaon, daon, "옮김")
    db.session.commit()
    assert not both(first, second)


def test_a_second_persons_word_makes_two_of_them(daon, given_by, seoyeon):
    first, second = given_by(daon, "새봄"), given_by(daon, "한결")
    confirm(first.roles[0], seoyeon)
    db.session.commit()
    assert unconfirmed(first.roles[0]) is None and unconfirmed(second.roles[0]) is not None
    assert both(first, second) and both(first, daon)
    with pytest.raises(AlreadyDecided):
        confirm(first.roles[0], seoyeon)


def test_given_anew_it_is_asked_anew(daon, given_by, seoyeon, gaon):
    first = given_by(daon, "새봄")
    confirm(first.roles[0], seoyeon)
    first.revoke("planner", gaon, daon, "옮김")
    db.session.commit()
    first.grant("planner", gaon, daon, "돌아옴")
    db.session.commit()
    assert not both(first, daon)


def test_the_word_of_who_stands_on_the_same_is_none(daon, given_by):
    first, second = given_by(daon, "새봄"), given_by(daon, "한결")
    for someone in (daon, first, second, given_by(given_by(daon, "가람", "operator"), "나래")):
        with pytest.raises(NotIndependent):
            confirm(first.roles[0], someone)
    assert {change.act for change in RightChange.history(20)} == {"grant"}


def test_a_planner_confirms_a_colleague_in_the_browser(daon, given_by, seoyeon, as_person, round):
    first = given_by(daon, "새봄")
    [right] = first.roles
    planner, made = as_person(seoyeon), as_person(given_by(daon, "한결"))
    assert "한 사람이 준 권한" in planner.get(PAGE).text
    for browser in (made, as_person(daon), as_person(first)):
        assert browser.post(f"{PAGE}/{right.id}/confirm").status_code == 409
    assert planner.post(f"{PAGE}/{right.id}/confirm").status_code == 303
    assert planner.post(f"{PAGE}/{right.id}/confirm").status_code == 409
    last = RightChange.history(1)[0]
    assert (last.act, last.by_id, last.person_id) == ("confirm", seoyeon.id, first.id)
    assert "담당자 권한 확인" in tight(as_person(daon).get("/rights/").text)
    assert "권한을 확인함" in planner.get("/gaon/1/office/log").text


def test_not_for_another_city_nor_a_consultant(daon, seoyeon, doyun, as_person, round, person):
    planner = as_person(seoyeon)
    assert planner.post(f"{PAGE}/{doyun.roles[0].id}/confirm").status_code == 404
    assert planner.post(f"{PAGE}/999/confirm").status_code == 404
    assert as_person(person("민지")).get(PAGE).status_code == 403
