"""Posted codes are printed once by who issued them; after that two planners show them together."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.residency.showing import CodeShowing
from civic.people.sign_in.codes import grouped
from tests.pages import say_why

HOUR = timedelta(hours=1)


@pytest.fixture
def address(batch, round):
    return f"/gaon/1/office/codes/{batch.id}"


@pytest.fixture
def shows(as_person, card, address):
    """shows(planner): whether a planner's page has the first card's code."""

    def look(planner):
        client = as_person(planner)
        say_why(client, address)
        return grouped(card(1)) in client.get(address).text

    return look


@pytest.fixture
def jiho(person):
    return person("지호", "planner")


def ask(client, address, **data):
    return client.post(f"{address}/show", data={"reason": "3쪽이 찢어졌어요"} | data)


def test_who_issued_them_prints_them_once_and_nobody_else_does(
    as_person, batch, shows, jiho, clock, address
):
    assert not shows(batch.issued_by)
    assert as_person(jiho).post(f"{address}/print").status_code == 409
    issuer = as_person(batch.issued_by)
    assert issuer.post(f"{address}/print").status_code == 303
    assert shows(batch.issued_by) and not shows(jiho)
    clock(HOUR / 4)
    assert not shows(batch.issued_by)
    assert issuer.post(f"{address}/print").status_code == 409
    assert not shows(batch.issued_by)
    assert "참여 코드를 인쇄함" in as_person(jiho).get("/gaon/1/office/log").text


def test_a_planner_alone_shows_no_posted_codes(as_person, batch, shows, jiho, clock, address):
    clock(2 * HOUR)
    client = as_person(jiho)
    assert ask(client, address).status_code == 303
    showing = db.session.scalars(db.select(CodeShowing)).one()
    assert client.post(f"{address}/show/{showing.id}/confirm").status_code == 409
    assert not shows(jiho)
    assert showing.confirmed_at is None


def test_two_planners_show_them_to_each_other_for_an_hour(
    as_person, batch, shows, jiho, person, clock, address
):
    clock(2 * HOUR)
    ask(as_person(jiho), address)
    showing = db.session.scalars(db.select(CodeShowing)).one()
    as_person(batch.issued_by).post(f"{address}/show/{showing.id}/confirm")
    assert shows(jiho) and shows(batch.issued_by)
    assert not shows(person("하늘", "planner"))
    clock(HOUR)
    assert not shows(jiho)


def test_a_reason_is_needed_and_asking_twice_is_once(as_person, jiho, address, batch):
    client = as_person(jiho)
    refused = ask(client, address, reason="네")
    assert refused.status_code == 422 and "왜 다시 봐야 하는지" in refused.text
    assert db.session.scalar(db.select(CodeShowing)) is None
    ask(client, address)
    ask(client, address)
    assert len(db.session.scalars(db.select(CodeShowing)).all()) == 1


def test_of_another_batch_nothing_is_confirmed(as_person, batch, jiho, address):
    ask(as_person(jiho), address)
    showing = db.session.scalars(db.select(CodeShowing)).one()
    elsewhere = f"/gaon/1/office/codes/{batch.id + 1}/show/{showing.id}/confirm"
    assert as_person(batch.issued_by).post(elsewhere).status_code == 404
