"""Each look of staff at personal data is written down before the page is shown, and reviewed."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.housekeeping.chores import CHORES
from civic.people.access_log.models import AccessEntry, AccessReview
from civic.web.access import TABLE
from civic.web.guarded_pages import LOGGED
from tests.access.test_access import address
from tests.factory import add_person, add_round_elsewhere
from tests.pages import say_why

LOG = "/gaon/1/office/access-log"
DESK = "/gaon/1/office/desk"


@pytest.fixture
def planner(as_person, seoyeon, round):
    return as_person(seoyeon)


@pytest.fixture
def jiho(person):
    return person("지호", "planner")


def entries():
    db.session.expire_all()
    return db.session.scalars(db.select(AccessEntry).order_by(AccessEntry.id)).all()


def test_a_look_is_an_entry_with_who_when_where_whose_and_what_for(
    planner, seoyeon, batch, gaon, clock
):
    path = f"/gaon/1/office/codes/{batch.id}"
    asked = planner.get(path)
    assert asked.location == f"/access-reason?next={path}"
    assert entries() == []
    too_short = planner.post(asked.location, data={"reason": "음"})
    assert too_short.status_code == 422 and 'value="음"' in too_short.text
    assert planner.post(asked.location, data={"reason": "1차 우편 인쇄"}).location == path
    assert planner.get(path).status_code == 200

    [entry] = entries()
    assert (entry.person_id, entry.municipality_id) == (seoyeon.id, gaon.id)
    assert (entry.data, entry.path, entry.purpose) == ("codes", path, "1차 우편 인쇄")
    assert (entry.address, entry.whose) == ("127.0.0.1", f"batch_id {batch.id}")
    clock(timedelta(minutes=15))
    assert planner.get(path).status_code == 303  # a reason counts for a quarter of an hour


def test_a_reason_is_for_one_page_and_one_person(planner, as_person, jiho, batch):
    path = f"/gaon/1/office/codes/{batch.id}"
    say_why(planner, "/gaon/1/office/meetings/1/sign-ups")
    assert planner.get(path).status_code == 303
    say_why(as_person(jiho), path)
    assert planner.get(path).status_code == 303


def test_every_page_that_is_to_be_logged_is(planner, application, as_person, person):
    operator = as_person(person("다온", "operator"))
    for endpoint, data in LOGGED.items():
        rule = next(application.url_map.iter_rules(endpoint))
        path = address(rule, application)
        known = len(entries())
        client = planner if "planner" in TABLE[endpoint] else operator
        say_why(client, path)
        client.open(path, method="GET" if "GET" in rule.methods else "POST")
        added = entries()[known:]
        assert [entry.data for entry in added] == [data], endpoint


def test_whom_it_shows_is_named_by_number(planner, minji, round, open_phase, seoyeon):
    planner.post("/gaon/1/office/vote/annul", data={"address": minji.email, "reason": "두 번"})
    assert f"person {minji.id}" in entries()[-1].whose
    assert minji.name not in entries()[-1].whose


def test_residents_and_visitors_leave_no_entry(as_person, minji, client, round):
    for browser in (as_person(minji), client):
        browser.get("/gaon/1/plan/export.csv")
        browser.get(DESK)
    assert entries() == []


def test_a_changed_row_shows_on_the_page_and_by_the_command(planner, app):
    for _ in range(3):
        planner.get(DESK)
    run = app.test_cli_runner().invoke
    assert "3 entries" in run(args=["people", "verify-log"]).output
    assert "적힌 그대로" in planner.get(LOG).text
    first = entries()[0]
    change = db.update(AccessEntry).where(AccessEntry.id == first.id + 1)
    db.session.execute(change.values(purpose="점검"))
    db.session.commit()
    assert f"{first.id + 1}번 기록부터 바뀐 흔적" in planner.get(LOG).text
    assert run(args=["people", "verify-log"]).exit_code == 1


@pytest.mark.parametrize(
    ("kept", "months"),
    [
        ((1, 2, 3), ["2026-11"]),  # cut off the beginning
        ((0, 2, 3), ["2026-11", "2026-12"]),  # the last of a month
        ((0, 1, 3), ["2026-11", "2026-12"]),  # the first of the next
        ((), ["2026-11", "2026-12"]),
    ],
)
def test_what_is_cut_off_shows_in_its_month(as_person, seoyeon, round, app, clock, kept, months):
    for days in (0, 14):
        clock(timedelta(days=days))
        browser = as_person(seoyeon)
        for _ in range(2):
            browser.get(DESK)
    assert {AccessEntry.broken(month) for month in (None, "2026-11", "2026-12")} == {None}
    rows = entries()
    gone = [rows[n].id for n in range(4) if n not in kept]
    db.session.execute(db.delete(AccessEntry).where(AccessEntry.id.in_(gone)))
    db.session.commit()
    wrong = [m for m in ("2026-11", "2026-12") if AccessEntry.broken(m) is not None]
    assert wrong == months
    assert app.test_cli_runner().invoke(args=["people", "verify-log"]).exit_code == 1
    page = browser.get(LOG, query_string={"month": months[0]}).text
    assert "바뀐 흔적" in page


def test_what_is_cut_off_the_end_shows(planner, app):
    for _ in range(2):
        planner.get(DESK)
    db.session.execute(db.delete(AccessEntry).where(AccessEntry.id == entries()[-1].id))
    db.session.commit()
    assert "바뀐 흔적" in planner.get(LOG).text
    assert app.test_cli_runner().invoke(args=["people", "verify-log"]).exit_code == 1


def test_a_month_is_reviewed_by_two_once_it_is_over(planner, as_person, jiho, clock, gaon):
    planner.get(DESK)
    note = {"note": "목적과 다른 조회 없음, 두 건 확인"}
    early = planner.post(LOG, data=note, query_string={"month": "2026-11"})
    assert early.status_code == 409
    clock(timedelta(days=14))
    november = {"query_string": {"month": "2026-11"}}
    assert planner.post(LOG, data={"note": ""}, **november).status_code == 422
    assert planner.post(LOG, data=note, **november).status_code == 303
    assert planner.post(LOG, data=note, **november).status_code == 409
    review = db.session.scalars(db.select(AccessReview)).one()
    assert (review.month, review.entries) == ("2026-11", 2)  # the desk, and signing too early
    assert planner.post(f"{LOG}/{review.id}/confirm").status_code == 409
    db.session.expire_all()
    assert review.confirmed_at is None
    assert as_person(jiho).post(f"{LOG}/{review.id}/confirm").status_code == 303
    db.session.expire_all()
    assert (review.state, review.decided_by_id) == ("confirmed", jiho.id)
    assert "점검 마침" in planner.get(LOG, **november).text


def test_a_city_sees_its_own_entries_alone(planner, call, person, as_person):
    other = add_round_elsewhere(call).municipality
    doyun = add_person("도윤", "planner", city=other)
    db.session.commit()
    planner.get(DESK)
    page = as_person(doyun).get("/other/1/office/access-log").text
    assert "서연" not in page
    [mine, theirs] = entries()
    assert (mine.data, theirs.data) == ("desk", "log")


def test_old_entries_go_after_their_time_and_the_rest_still_holds(
    planner, seoyeon, as_person, clock
):
    planner.get(DESK)
    clock(timedelta(days=700))
    as_person(seoyeon).get(DESK)
    clock(timedelta(days=60))
    [chore] = [chore for chore in CHORES if chore.name == "access-log"]
    assert [each.count for each in chore.overdue(chore.grace)] == [1]
    chore.act()
    assert len(entries()) == 1
    assert list(chore.overdue(chore.grace)) == []
    assert AccessEntry.broken() is None
    db.session.execute(db.delete(AccessEntry))
    assert AccessEntry.broken() is not None


def test_what_is_kept_can_be_read_and_reviewed_to_the_end(planner, as_person, seoyeon, clock):
    planner.get(DESK)
    clock(timedelta(days=743))
    planner, november = as_person(seoyeon), {"query_string": {"month": "2026-11"}}
    page = planner.get(LOG, **november).text
    assert "2026-11 점검" in page and "이 달의 기록 1건" in page
    assert 'value="2026-10"' not in page
    signed = planner.post(LOG, data={"note": "목적과 다른 조회 없음"}, **november)
    assert signed.status_code == 303


@pytest.mark.parametrize("month", ["2026-13", "0000-00", "x", "2026-1", "9999-12", "' OR 1"])
def test_a_strange_month_is_this_one(planner, month):
    assert "2026-11 점검" in planner.get(LOG, query_string={"month": month}).text
