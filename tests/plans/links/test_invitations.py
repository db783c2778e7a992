"""Invitations of consultants: accepted once, by one person, for one plan."""

from datetime import datetime, timedelta

import pyotp
import pytest

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.people.office import WorksHere
from civic.people.second_factor.models import SecondFactor
from civic.people.sign_in.codes import token_hash
from civic.people.sign_in.models import SignIn
from civic.plans.links.models import Invitation, LinkRefused
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze
from tests.apps import KEY
from tests.factory import add_round, report_issue
from tests.plans.links.conftest import DAY, PLAN, invitation_path, now_of


def test_a_planner_makes_an_invitation_and_only_its_hash_is_stored(
    plan, seoyeon, as_person, token_of, round
):
    last = now_of(round).astimezone(SEOUL).date() + 3 * DAY
    fields = {"label": "도윤 박사", "last_on": last.isoformat(), "request_key": "invite-01"}
    for _ in range(2):
        assert as_person(seoyeon).post(f"{PLAN}/links/invitations", data=fields).status_code == 303
    link = db.session.scalars(db.select(Invitation)).one()
    token = token_of(link)
    assert link.token_hash == token_hash(token) and token not in str(vars(link))
    assert (
        link.expires_at.astimezone(SEOUL)
        == datetime(last.year, last.month, last.day, tzinfo=SEOUL) + DAY
    )
    assert f"/gaon/1/plan/invitations/{token}" in as_person(seoyeon).get(f"{PLAN}/links").text


def test_who_consults_on_a_plan_supports_nothing_in_any_round_of_the_city(
    make, doyun, minji, round, call
):
    start = now_of(round) - DAY
    phases = {"report": (start, start + 9 * DAY)}
    issue = report_issue(add_round(round.municipality, call, number=2, phases=phases), minji)
    make(Invitation).accept(doyun)
    with pytest.raises(WorksHere):
        issue.support(doyun)
    assert issue.supports_count == 0


def test_accepting_makes_a_consultant_of_this_plan_and_of_nothing_else(
    make, doyun, token_of, as_person, plan, elsewhere, round, call
):
    start = now_of(round) - DAY
    again = add_round(
        round.municipality, call, number=2, phases={"consult": (start, start + 9 * DAY)}
    )
    freeze(Plan.start(again), None)
    db.session.commit()
    link, browser = make(Invitation), as_person(doyun)
    assert browser.get(PLAN).status_code == 403
    assert "도윤 이름으로 수락하기" in browser.get(invitation_path(token_of(link))).text
    assert browser.post(invitation_path(token_of(link))).status_code == 303
    db.session.refresh(link)
    assert (link.accepted_by_id, link.state) == (doyun.id, "accepted")
    assert "의견 쓰기" in browser.get(PLAN).text
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "said-0001"}
    assert browser.post(f"{PLAN}/1/remarks", data=said).status_code == 303
    assert db.session.scalars(db.select(Remark)).one().author_id == doyun.id
    for other in ("/gaon/2/plan", "/other/1/plan"):
        assert browser.get(other).status_code == 403
        assert browser.post(f"{other}/1/remarks", data=said).status_code == 403
    for office in ("/gaon/1/office", f"{PLAN}/links", f"{PLAN}/paragraphs", "/gaon/1/office/log"):
        assert browser.get(office).status_code in (403, 404)


def test_a_consultants_factor_lasts_as_long_as_a_session_of_staff(
    make, doyun, token_of, as_person, plan, app, clock, monkeypatch
):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    monkeypatch.setitem(app.config, "STAFF_HOURS", 12)
    browser, link = as_person(doyun), make(Invitation)
    assert browser.post(invitation_path(token_of(link))).status_code == 303
    assert browser.get(PLAN).location.startswith("/second-factor")
    factor = SecondFactor.begin(doyun, KEY)
    factor.confirm(pyotp.TOTP(factor.secret([KEY])).at(now()), [KEY])
    [session] = SignIn.live_of(doyun)
    session.factor_at = now()
    db.session.commit()
    assert browser.get(PLAN).status_code == 200
    clock(timedelta(hours=12, minutes=1))
    assert browser.get(PLAN).location.startswith("/sign-in")
    assert browser.get("/gaon/1/").status_code == 200


def test_who_accepts_in_an_old_session_goes_on_and_its_copies_do_not(
    make, doyun, token_of, as_person, plan, app, clock, monkeypatch
):
    monkeypatch.setitem(app.config, "STAFF_IDLE_MINUTES", 30)
    monkeypatch.setitem(app.config, "STAFF_HOURS", 12)
    browser, link = as_person(doyun), make(Invitation)
    stolen = app.test_client()
    stolen.set_cookie("session", browser.get_cookie("session").value, domain="localhost")
    clock(timedelta(hours=20))
    accepted = browser.post(invitation_path(token_of(link)))
    assert accepted.status_code == 303 and accepted.location.endswith(PLAN)
    assert browser.get(PLAN).status_code == 200
    assert stolen.get(PLAN).status_code == 403
    assert stolen.get("/gaon/mine").location.startswith("/sign-in")
    clock(timedelta(minutes=31))
    assert browser.get(PLAN).location.startswith("/sign-in")


def test_an_old_session_sets_up_no_factor_by_accepting(
    make, doyun, token_of, as_person, plan, app, clock, monkeypatch
):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    monkeypatch.setitem(app.config, "STAFF_IDLE_MINUTES", 30)
    browser, link = as_person(doyun), make(Invitation)
    clock(timedelta(hours=20))
    assert browser.post(invitation_path(token_of(link))).status_code == 303
    assert browser.get(PLAN).location.startswith("/second-factor")
    assert browser.post("/second-factor/set-up").status_code == 409
    assert browser.get("/second-factor/set-up").status_code == 200


def test_a_visitor_is_led_to_sign_in_and_back(make, token_of, client):
    link = make(Invitation)
    page = client.get(invitation_path(token_of(link)))
    assert "로그인하고 수락하기" in page.text and "/sign-in?next=" in page.text
    assert client.post(invitation_path(token_of(link))).location.startswith("/sign-in")
    assert link.accepted_at is None


def test_an_invitation_is_for_one_person(make, doyun, person, token_of, as_person):
    path = invitation_path(token_of(make(Invitation)))
    assert as_person(doyun).post(path).status_code == 303
    assert as_person(doyun).post(path).status_code == 303  # again is fine
    haeun = as_person(person("하은"))
    assert haeun.post(path).status_code == 410
    assert "이미 다른 사람이 쓴" in haeun.get(path).text
    assert haeun.get(PLAN).status_code == 403


def test_a_planner_who_tries_the_link_does_not_use_it_up(make, seoyeon, token_of, as_person):
    link = make(Invitation)
    assert (
        "이미 이 계획서를 볼 수 있어요"
        in as_person(seoyeon).get(invitation_path(token_of(link))).text
    )
    as_person(seoyeon).post(invitation_path(token_of(link)))
    db.session.refresh(link)
    assert link.accepted_at is None


def test_who_accepted_in_time_stays_after_the_link_expired(make, doyun, token_of, as_person, clock):
    link = make(Invitation)
    as_person(doyun).post(invitation_path(token_of(link)))
    clock(link.expires_at + DAY)
    assert as_person(doyun).get(PLAN).status_code == 200


def test_a_revoked_invitation_ends_the_access_and_keeps_the_remarks(
    make, doyun, seoyeon, token_of, as_person, plan
):
    link = make(Invitation)
    as_person(doyun).post(invitation_path(token_of(link)))
    said = {"paragraph_key": "overview.people", "body": "누구인가요?", "request_key": "said-0001"}
    as_person(doyun).post(f"{PLAN}/1/remarks", data=said)
    answer = as_person(seoyeon).post(f"{PLAN}/links/invitations/{link.id}/revoke")
    assert answer.status_code == 303
    assert as_person(doyun).get(PLAN).status_code == 403
    assert as_person(doyun).post(f"{PLAN}/1/remarks", data=said).status_code == 403
    assert as_person(doyun).post(invitation_path(token_of(link))).status_code == 410
    assert "누구인가요?" in as_person(seoyeon).get(PLAN).text
    db.session.refresh(link)
    assert link.revoked_by_id == seoyeon.id


def test_a_race_for_one_invitation_has_one_winner(make, doyun, person):
    link = make(Invitation)
    taken = db.update(Invitation).values(accepted_at=link.issued_at, accepted_by_id=doyun.id)
    db.session.execute(taken.execution_options(synchronize_session=False))  # by another worker
    with pytest.raises(LinkRefused) as refused:
        link.accept(person("하은"))
    assert refused.value.reason == "used"
