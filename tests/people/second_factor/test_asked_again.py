"""Step-up: what weighs most asks for the factor again; sessions of staff end by themselves."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from civic.db import db, now
from civic.outbox.kept.models import KeptForm
from civic.people.office import works_for
from civic.people.sign_in.models import SignIn
from civic.plans.links.models import Invitation
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CORRECTIONS = "/gaon/1/office/vote/corrections"
PAGE, FILE = "/gaon/1/office/dashboard", "/gaon/1/office/dashboard/days.csv"


@pytest.fixture
def planner(as_person, seoyeon, round, required, with_factor, digits, clock):
    with_factor(seoyeon)
    clock(MINUTE)
    client = as_person(seoyeon)
    client.post("/second-factor", data={"code": digits(seoyeon)})
    return client


def test_after_a_quarter_of_an_hour_it_is_asked_again(planner, seoyeon, digits, clock):
    assert planner.get(CORRECTIONS).status_code == 200
    clock(15 * MINUTE)
    assert planner.get("/gaon/1/office").status_code == 200  # what weighs less goes on
    asked = planner.get(CORRECTIONS)
    assert (asked.status_code, asked.location) == (303, f"/second-factor?next={CORRECTIONS}")
    planner.post("/second-factor", data={"code": digits(seoyeon)})
    assert planner.get(CORRECTIONS).status_code == 200


def test_what_was_typed_is_kept_meanwhile(planner, seoyeon, digits, clock, minji):
    clock(15 * MINUTE)
    words = {"address": "minji@example.com", "reason": "두 번 투표했다고 본인이 알려 옴"}
    page = {"Referer": f"http://localhost{CORRECTIONS}", "Origin": "http://localhost"}
    asked = planner.post("/gaon/1/office/vote/annul", data=words, headers=page)
    assert asked.status_code == 303 and "kept%3D" in asked.location
    planner.post(asked.location, data={"code": digits(seoyeon)})
    back = asked.location.partition("next=")[2].replace("%3D", "=").partition("%23")[0]
    assert "두 번 투표했다고 본인이 알려 옴" in planner.get(back.replace("%3F", "?")).text


def test_a_session_nobody_uses_ends_after_half_an_hour(planner, clock):
    clock(29 * MINUTE)
    assert planner.get("/gaon/1/office").status_code == 200
    clock(29 * MINUTE)
    assert planner.get("/gaon/1/office").status_code == 200
    clock(31 * MINUTE)
    assert planner.get("/gaon/1/office").location.startswith("/sign-in")


def test_a_session_ends_after_a_working_day_however_much_it_is_used(planner, clock):
    for _ in range(25):
        clock(29 * MINUTE)
        planner.get("/gaon/1/office")
    assert planner.get("/gaon/1/office").location.startswith("/sign-in")


@pytest.fixture
def consultant(as_person, person, round, seoyeon, open_phase, required, app):
    """도윤, who consults on the plan by invitation where no factor is required."""
    app.config["SECOND_FACTOR"] = "offered"
    open_phase("consult")
    doyun, plan = person("도윤"), Plan.start(round)
    browser = as_person(doyun)
    freeze(plan, seoyeon)
    until = {"label": "도윤", "expires_at": now() + 9 * HOUR}
    Invitation.issue(plan, seoyeon, "secret", "invite-1", **until).accept(doyun)
    db.session.commit()
    return browser


def test_who_consults_by_invitation_is_signed_out_after_half_an_hour_too(consultant, clock):
    for _ in range(3):
        clock(29 * MINUTE)
        assert consultant.get("/gaon/mine").status_code == 200
    clock(31 * MINUTE)
    for page in ("/gaon/mine", "/gaon/1/plan"):
        led = consultant.get(page)
        assert led.status_code == 303 and led.location.startswith("/sign-in"), page
    assert "한동안 쓰지 않아" in consultant.get(led.location).text


def test_and_after_a_working_day(consultant, clock):
    for _ in range(25):
        clock(29 * MINUTE)
        consultant.get("/gaon/1/plan")
    assert consultant.get("/gaon/mine").location.startswith("/sign-in")


def test_what_a_consultant_was_writing_is_kept(consultant, clock):
    page = {"Referer": "http://localhost/gaon/1/plan", "Origin": "http://localhost"}
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "said-0001"}
    clock(31 * MINUTE)
    answer = consultant.post("/gaon/1/plan/1/remarks", data=said, headers=page)
    assert answer.status_code == 303 and "kept%3D" in answer.location
    assert db.session.scalar(db.select(KeptForm)) is not None


def test_once_the_plan_is_over_or_the_invitation_ended_they_are_residents_again(
    consultant, round, clock, as_person, person
):
    invitation = db.session.scalars(db.select(Invitation)).one()
    doyun = invitation.accepted_by
    assert works_for(doyun, round.municipality)
    clock(max(phase.ends_at for phase in round.phases))
    assert not works_for(doyun, round.municipality)
    browser = as_person(doyun)
    clock(timedelta(days=20))
    assert browser.get("/gaon/mine").status_code == 200
    clock(-timedelta(days=60))
    db.session.refresh(doyun)
    assert works_for(doyun, round.municipality)
    invitation.revoke(person("지호", "planner"))
    db.session.commit()
    assert not works_for(doyun, round.municipality)


def test_use_is_written_at_most_once_a_minute(planner, clock):
    seen = []
    for _ in range(3):
        planner.get("/gaon/1/office")
        seen.append(last_use())
        clock(timedelta(seconds=40))
    assert len(set(seen)) == 2 and now() - seen[-1] < 2 * MINUTE


def last_use():
    db.session.expire_all()
    return db.session.scalars(db.select(SignIn).filter_by(revoked_at=None)).one().seen_at


def test_staff_read_on_while_somebody_else_holds_the_database(planner, clock):
    planner.get("/gaon/1/office")
    before = last_use()
    clock(2 * MINUTE)
    db.session.rollback()
    with db.engine.begin() as other:
        other.execute(db.update(SignIn).values(device="held"))
        assert planner.get("/gaon/1/office").status_code == 200
    assert last_use() == before
    planner.get("/gaon/1/office")
    assert last_use() == now()


def test_a_resident_stays_signed_in(as_person, minji, round, required, clock):
    client = as_person(minji)
    clock(timedelta(days=20))
    assert client.get("/gaon/mine").status_code == 200


def test_a_file_comes_on_the_page_that_links_to_it(planner, seoyeon, digits, clock):
    page, file = PAGE, FILE
    clock(15 * MINUTE)
    asked = planner.get(file, headers={"Referer": f"http://localhost{page}"})
    field = planner.get(asked.location).text
    assert f'action="{asked.location.replace("&", "&amp;")}"' in field
    entered = planner.post(asked.location, data={"code": digits(seoyeon)})
    assert (entered.status_code, entered.location) == (303, page)
    arrived = planner.get(page).text
    assert f'http-equiv="refresh" content="1; url={file}"' in arrived
    assert f'<a href="{file}">다시 내려받기</a>' in arrived
    assert planner.get(file).mimetype == "text/csv"
    assert file not in planner.get(page).text.partition("<body>")[0]  # once


def test_a_file_asked_for_by_nobody_leads_back_to_its_page(client, round):
    page = "/gaon/1/office/dashboard"
    asked = client.get(f"{page}/days.csv", headers={"Referer": f"http://localhost{page}"})
    assert asked.location == f"/sign-in?next={page}"


@pytest.mark.parametrize(
    ("next", "back", "leads_to"),
    [
        (FILE, "https://elsewhere.example/", "/"),
        (FILE, "//elsewhere.example/", "/"),
        (FILE, "/\\elsewhere.example/", "/"),
        (FILE, "/sign-out", FILE),  # is only sent to, never got
        (FILE, "/nowhere", FILE),
        (FILE, FILE, FILE),
        ("/gaon/", PAGE, "/gaon/"),  # no file: nothing comes by itself
        ("/nowhere", PAGE, "/nowhere"),
    ],
)
def test_a_link_somebody_sent_brings_no_other_page_or_file(
    next, back, leads_to, planner, seoyeon, digits, clock
):
    clock(15 * MINUTE)
    address = f"/second-factor?{urlencode({'next': next, 'back': back})}"
    entered = planner.post(address, data={"code": digits(seoyeon)})
    assert (entered.status_code, entered.location) == (303, leads_to)
    assert ("http-equiv" in planner.get("/gaon/").text) == (leads_to == "/")
