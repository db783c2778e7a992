"""Rights given and taken back in the browser by an operator, with history."""

import pytest

from civic.db import db
from civic.people.models import Person
from civic.people.rights.models import RightChange
from civic.people.sign_in.models import SignIn


@pytest.fixture
def daon(person):
    return person("다온", "operator")


@pytest.fixture
def operator(as_person, daon, round):
    return as_person(daon)


def give(client, place, **changes):
    typed = {"address": "new@city.go.kr", "name": "새봄", "role": "planner", "place_id": place.id}
    return client.post("/rights/", data=typed | {"reason": "2027 공모 담당으로 발령"} | changes)


def test_an_operator_gives_a_right_and_it_is_on_record(operator, gaon, daon):
    assert give(operator, gaon).status_code == 303
    saebom = Person.at("new@city.go.kr")
    assert (saebom.name, saebom.role_names(gaon)) == ("새봄", {"planner"})
    [change] = RightChange.history(10)
    assert (change.act, change.role, change.by_id) == ("grant", "planner", daon.id)
    assert (change.person_id, change.municipality_id) == (saebom.id, gaon.id)
    assert "2027 공모 담당으로 발령" in operator.get("/rights/").text


@pytest.mark.parametrize(
    "changes",
    [
        *({"address": "새봄"}, {"address": ""}, {"reason": ""}, {"role": "king"}),
        *({"place_id": ""}, {"role": "operator"}, {"place_id": "999"}, {"reason": "ㅤㅤㅤ"}),
    ],
)
def test_a_wrong_field_gives_nothing_and_keeps_what_was_typed(operator, gaon, changes):
    refused = give(operator, gaon, **changes)
    assert refused.status_code == 422 and 'value="새봄"' in refused.text
    assert Person.at("new@city.go.kr") is None
    assert RightChange.history(10) == []


def test_a_right_is_taken_back_at_once_on_every_device(operator, seoyeon, as_person, gaon):
    planner = as_person(seoyeon)
    [right] = seoyeon.roles
    refused = operator.post(f"/rights/{right.id}/revoke", data={"reason": ""})
    assert refused.status_code == 422 and "왜 주거나 거두는지" in refused.text
    assert planner.get("/gaon/1/office").status_code == 200

    operator.post(f"/rights/{right.id}/revoke", data={"reason": "다른 부서로 옮김"})
    assert planner.get("/gaon/1/office").location.startswith("/sign-in")
    db.session.expire_all()
    assert seoyeon.roles == []
    assert RightChange.history(1)[0].reason == "다른 부서로 옮김"
    mine = db.select(SignIn).filter_by(person_id=seoyeon.id)
    assert db.session.scalars(mine).one().revoked_at


def test_nobody_takes_back_their_own(operator, daon):
    [right] = daon.roles
    assert operator.post(f"/rights/{right.id}/revoke", data={"reason": "그만둠"}).status_code == 409
    assert operator.post("/rights/999/revoke", data={"reason": "그만둠"}).status_code == 404
    db.session.expire_all()
    assert len(daon.roles) == 1


def test_a_planner_gives_no_rights(as_person, seoyeon, gaon, round):
    assert give(as_person(seoyeon), gaon).status_code == 403
    assert as_person(seoyeon).get("/rights/").status_code == 403


def test_what_commands_do_is_on_record_too(app, gaon, minji):
    run = app.test_cli_runner().invoke
    told = [minji.email, "planner", "--municipality", "gaon"]
    run(args=["people", "grant", *told])
    run(args=["people", "revoke", *told])
    run(args=["people", "revoke", *told])
    acts = [(change.act, change.by_id) for change in RightChange.history(10)]
    assert acts == [("revoke", None), ("grant", None)]
