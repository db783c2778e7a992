"""Links that sign in without a code, in the demo only."""

import pytest

from civic.db import db
from civic.people.models import Person, Role
from civic.people.sign_in.models import SignIn

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def cast(person, round):
    minji = person("민지", lives=True)
    person("하늘")
    seoyeon, doyun = person("서연", "planner"), person("도윤", "consultant")
    operator = Person(name="운영자", email="operator@example.com", roles=[Role(name="operator")])
    db.session.add(operator)
    db.session.commit()
    return {"resident": minji, "planner": seoyeon, "consultant": doyun, "operator": operator}


@pytest.mark.parametrize("role", ["resident", "planner", "consultant", "operator"])
def test_a_link_signs_in_the_first_person_of_its_role(client, cast, role):
    response = client.get(f"/demo/{role}?m=gaon&next=/gaon/mine")

    assert response.location == "/gaon/mine"
    assert db.session.scalars(db.select(SignIn)).one().person_id == cast[role].id
    assert cast[role].name in client.get("/gaon/mine").text


def test_a_second_planner_can_be_tried_too(client, cast, person):
    person("지호", "planner")
    client.get("/demo/planner?n=2&next=/gaon/mine")
    assert "지호" in client.get("/gaon/mine").text


def test_links_are_refused_outside_demo_mode(app, client, cast):
    app.config["DEMO"] = False
    assert client.get("/demo/planner").status_code == 404
    assert db.session.scalar(db.select(SignIn)) is None


def test_a_link_changes_who_is_signed_in(client, cast):
    client.get("/demo/resident")
    client.get("/demo/planner")

    assert "서연" in client.get("/gaon/mine").text


def test_no_such_role_place_or_person_is_not_found(client, cast):
    assert client.get("/demo/king").status_code == 404
    assert client.get("/demo/planner?m=atlantis").status_code == 404


def test_a_link_never_leads_to_another_site(client, cast):
    assert client.get("/demo/planner?next=//evil.example").location == "/"
