"""다온 sees what is overdue on a page of hers and where she works, a monitor by a status."""

from datetime import timedelta

from civic.db import db, now
from civic.housekeeping.models import ChoreRun
from civic.issues.reporting.drafts import Draft
from civic.notices.models import PushRefusal

PAGE = "/housekeeping/"


def status(app):
    return app.test_cli_runner().invoke(args=["housekeeping", "status"])


def test_the_page_is_the_operators(client, operator, person, as_person):
    assert client.get(PAGE).status_code == 303
    assert as_person(person("민지")).get(PAGE).status_code == 403
    assert as_person(person("서연", "planner")).get(PAGE).status_code == 403
    assert as_person(operator).get(PAGE).status_code == 200


def test_without_a_worker_the_operator_is_told_so(app, operator, round, as_person):
    browser = as_person(operator)
    assert "flask work가 켜져" in browser.get(PAGE).text
    for page in ("/gaon/", "/gaon/1/office"):
        assert "늦어진 일이 있어요" in browser.get(page).text
    told = status(app)
    assert told.exit_code == 1
    assert "drafts: OVERDUE, last done never" in told.output


def test_all_is_well_after_a_pass(app, operator, round, as_person, worker):
    daon = as_person(operator)
    worker()
    text = daon.get(PAGE).text
    assert "늦어진 일이 없어요" in text and "밀림" not in text
    assert "늦어진 일이 있어요" not in daon.get("/gaon/1/office").text
    assert status(app).exit_code == 0


def test_a_planner_is_not_told_of_what_only_the_operator_can_mend(round, person, as_person):
    assert "밀린 약속" not in as_person(person("서연", "planner")).get("/gaon/1/office").text


def test_what_is_overdue_is_told_with_its_number_and_its_day(
    app, operator, round, as_person, worker, clock
):
    worker()
    Draft.keep(round, {})
    db.session.commit()
    clock(timedelta(days=10))
    daon = as_person(operator)
    text = " ".join(daon.get(PAGE).text.split())
    assert '임시저장 <span class="num">1건</span>' in text
    assert "11월 29일" in text and "아직 남았어요" in text
    assert "1 due 2026-11-29" in status(app).output


def test_a_failure_is_shown(app, operator, as_person, worker):
    worker()
    ChoreRun.fail("photos", "OSError: No space left on device (models.py:12)", timedelta(hours=1))
    db.session.commit()
    assert "No space left on device" in as_person(operator).get(PAGE).text
    assert "failed 1 times: OSError" in status(app).output


def test_a_push_service_that_refuses_is_shown_until_it_takes_one(app, operator, as_person, worker):
    daon = as_person(operator)
    worker()
    assert PushRefusal.record("web.push.apple.com", 403, "BadJwtToken")
    assert not PushRefusal.record("web.push.apple.com", 403, "BadJwtToken")
    db.session.commit()
    text = daon.get(PAGE).text
    assert "web.push.apple.com" in text and "403 BadJwtToken" in text and "2번 거절" in text
    assert "CIVIC_VAPID_SUBJECT" in text
    assert "늦어진 일이 있어요" in daon.get("/gaon/").text
    assert status(app).exit_code == 1
    PushRefusal.settle("web.push.apple.com")
    db.session.commit()
    assert "web.push.apple.com" not in daon.get(PAGE).text
    assert status(app).exit_code == 0


def test_a_pass_by_hand_does_what_is_named(app, round, clock):
    Draft.keep(round, {})
    db.session.commit()
    clock(timedelta(days=8))
    done = app.test_cli_runner().invoke(args=["housekeeping", "run", "drafts"])
    assert (done.exit_code, done.output) == (0, "1 done\n")
    assert db.session.scalar(db.select(db.func.count(Draft.id))) == 0
    assert ChoreRun.all()["drafts"].finished_at == now()
