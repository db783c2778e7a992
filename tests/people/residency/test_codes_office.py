"""The planner's pages of participation codes."""

from datetime import UTC, datetime, timedelta

import pytest

from civic.db import db
from civic.people.residency.models import Residency
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.residency.showing import CodeShowing
from tests.apps import KEY
from tests.conftest import NOW
from tests.factory import add_round_elsewhere
from tests.pages import say_why

FORM = {"label": "느티동 우편", "size": "3", "district_id": "", "last_on": "2026-12-31"}


@pytest.fixture
def planner(as_person, person, round):
    return as_person(person("서연", "planner"))


def two_agree(batch, person):
    """지호, who together with who issued the batch sees its codes for an hour."""
    jiho = person("지호", "planner")
    CodeShowing.ask(batch, jiho, "3쪽이 찢어졌어요").confirm(batch.issued_by)
    db.session.commit()
    return jiho


def issue(client, **changes):
    return client.post("/gaon/1/office/codes", data=FORM | changes)


def test_a_planner_issues_a_batch(planner, gaon):
    response = issue(planner, district_id=gaon.districts[1].id)

    batch = db.session.scalars(db.select(CodeBatch)).one()
    assert response.location == f"/gaon/1/office/codes/{batch.id}"
    assert (batch.label, batch.size, batch.district.name) == ("느티동 우편", 3, "느티동")
    assert batch.expires_at == datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert len(batch.codes) == 3
    assert "느티동 우편" in planner.get("/gaon/1/office/codes").text


def test_sending_the_form_twice_issues_once(planner):
    first = issue(planner, request_key="the-same-key")
    second = issue(planner, request_key="the-same-key")

    assert first.location == second.location
    assert len(db.session.scalars(db.select(ParticipationCode)).all()) == 3


@pytest.mark.parametrize(
    "changes",
    [
        *({"label": ""}, {"label": "가" * 81}, {"size": "0"}, {"size": "1001"}, {"size": "많이"}),
        *({"size": "9" * 30}, {"district_id": "999"}, {"last_on": "2026-11-21"}),
        *({"last_on": ""}, {"last_on": "내일"}, {"last_on": "2036-01-01"}),
    ],
)
def test_a_wrong_field_issues_nothing_and_is_told(planner, changes):
    response = issue(planner, **changes)

    assert response.status_code == 422
    assert "고칠 곳이 1개" in response.text
    assert db.session.scalar(db.select(CodeBatch)) is None


def test_the_sheet_prints_the_same_codes_again(as_person, person, batch, card, round):
    planner = as_person(two_agree(batch, person))
    say_why(planner, f"/gaon/1/office/codes/{batch.id}")

    pages = [planner.get(f"/gaon/1/office/codes/{batch.id}").text for _ in range(2)]

    for serial in (1, 10):
        shown = f"{card(serial)[:5]}-{card(serial)[5:]}"
        assert all(f"residency#code={shown}" in page for page in pages)
    assert pages[0].count('class="qrline"') == 10
    assert " style=" not in pages[0]


def test_used_and_voided_cards_are_not_printed(as_person, person, batch, card, gaon, round):
    Residency.by_code(person("민지"), gaon, card(1), KEY)
    db.session.commit()
    planner = as_person(two_agree(batch, person))
    say_why(planner, f"/gaon/1/office/codes/{batch.id}")
    planner.post(f"/gaon/1/office/codes/{batch.id}/2/void")

    page = planner.get(f"/gaon/1/office/codes/{batch.id}").text

    assert page.count("slip off") == 2
    assert page.count('class="qrline"') == 8
    assert "10장 가운데 1장 씀" in planner.get("/gaon/1/office/codes").text


def test_a_used_code_is_not_voided(as_person, person, batch, card, gaon, round):
    Residency.by_code(person("민지"), gaon, card(1), KEY)
    db.session.commit()
    planner = as_person(person("서연", "planner"))

    assert planner.post(f"/gaon/1/office/codes/{batch.id}/1/void").status_code == 409
    assert planner.post(f"/gaon/1/office/codes/{batch.id}/99/void").status_code == 404


def test_voiding_a_batch_keeps_residents(as_person, person, batch, card, gaon, round):
    minji = person("민지")
    Residency.by_code(minji, gaon, card(1), KEY)
    db.session.commit()
    planner = as_person(person("서연", "planner"))

    planner.post(f"/gaon/1/office/codes/{batch.id}/void")

    db.session.expire_all()
    assert batch.voided_at == NOW
    assert minji.votes_in(round)


def test_a_batch_of_another_city_is_not_found(as_person, person, batch, round, call):
    nuri = add_round_elsewhere(call, "nuri").municipality
    db.session.commit()
    doyun = person("도윤")
    doyun.grant("planner", nuri)
    db.session.commit()
    planner = as_person(doyun)

    assert planner.get("/nuri/1/office/codes").status_code == 200
    say_why(planner, f"/nuri/1/office/codes/{batch.id}")
    assert planner.get(f"/nuri/1/office/codes/{batch.id}").status_code == 404
    assert planner.post(f"/nuri/1/office/codes/{batch.id}/void").status_code == 404
    assert planner.get(f"/gaon/1/office/codes/{batch.id}").status_code == 403


@pytest.mark.parametrize("role", [(), ("consultant",)])
def test_only_the_office_sees_codes(as_person, person, batch, round, role):
    someone = as_person(person("하늘", *role))

    assert someone.get("/gaon/1/office/codes").status_code == 403
    assert someone.get(f"/gaon/1/office/codes/{batch.id}").status_code == 403
    assert issue(someone).status_code == 403


def test_the_last_day_offered_is_the_vote_s(planner, round):
    last = round.phase("vote").ends_at - timedelta(seconds=1)

    assert (
        f'value="{last + timedelta(hours=9):%Y-%m-%d}"' in planner.get("/gaon/1/office/codes").text
    )
