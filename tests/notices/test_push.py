"""Pushes: to the devices of a sign-in, each notice once, small and without personal data."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from civic.db import db
from civic.engines.web_push import PushFailed, PushRefused, SubscriptionGone
from civic.notices.models import Notice, NoticeChoice, PushRefusal, PushSubscription

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
KEYS = {
    "p256dh": base64.urlsafe_b64encode(b"\x04" + b"k" * 64).decode().rstrip("="),
    "auth": base64.urlsafe_b64encode(b"a" * 16).decode().rstrip("="),
}
DEVICES = "/gaon/1/notices/devices"


@pytest.fixture(autouse=True)
def noon(clock):
    clock(NOON)


@pytest.fixture
def phone(minji, round, as_person):
    """민지's browser, which takes pushes."""
    browser = as_person(minji)
    assert add(browser).status_code == 204
    return browser


@pytest.fixture
def push(app):
    return app.extensions["web_push"]


def add(browser, endpoint=ENDPOINT, **keys):
    return browser.post(DEVICES, data={"endpoint": endpoint} | KEYS | keys)


def devices():
    return db.session.scalars(db.select(PushSubscription)).all()


def test_news_are_pushed_once(issue, phone, seoyeon, worker, push):
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    assert worker()["pushes"] == 1
    assert worker()["pushes"] == 0
    [(endpoint, payload, topic)] = push.sent
    assert endpoint == ENDPOINT and len(topic) <= 32
    assert json.loads(payload) == {
        "title": "처리 상태: 미반영",
        "body": "마을버스가 안 와요",
        "tag": topic,
        "lang": "ko",
        "url": f"/gaon/1/issues/{issue.id}#life",
    }


def test_a_device_is_spoken_to_in_its_language(issue, minji, seoyeon, as_person, worker, push):
    browser = as_person(minji)
    browser.get("/language/en")
    add(browser)
    issue.set_status("rejected", seoyeon, "이유")
    worker()
    assert json.loads(push.sent[0][1])["lang"] == "en"


def test_kinds_that_are_not_wanted_are_not_pushed(issue, minji, phone, seoyeon, worker, push):
    NoticeChoice.choose(minji, {"status": {"in_app": True, "push": False, "mail": False}})
    issue.set_status("reviewing", seoyeon)
    worker()
    assert push.sent == []


def test_at_night_pushes_wait_until_eight(issue, phone, seoyeon, clock, worker, push):
    clock(NOON + timedelta(hours=10))  # 22:00
    issue.set_status("reviewing", seoyeon)
    worker()
    assert push.sent == []
    clock(NOON + timedelta(hours=20))  # 08:00
    worker()
    assert len(push.sent) == 1


def test_what_happened_before_the_device_came_is_not_pushed(
    issue, minji, seoyeon, as_person, clock, worker, push
):
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    clock(timedelta(minutes=5))
    add(as_person(minji))
    worker()
    assert push.sent == []


def test_signing_out_ends_the_pushes_of_that_device(issue, phone, seoyeon, worker, push):
    phone.post("/sign-out")
    issue.set_status("reviewing", seoyeon)
    worker()
    assert push.sent == [] and devices() == []


def test_leaving_takes_the_device_along(minji, phone):
    minji.leave()
    db.session.commit()
    assert devices() == []


def test_the_next_person_on_the_same_phone_takes_the_device_over(
    issue, phone, junho, seoyeon, as_person, worker, push
):
    add(as_person(junho))
    [device] = devices()
    assert device.person_id == junho.id
    issue.set_status("reviewing", seoyeon)
    worker()
    assert push.sent == []


def test_a_browser_that_is_gone_is_forgotten(issue, phone, seoyeon, worker, push):
    push.answers[ENDPOINT] = SubscriptionGone("410")
    issue.set_status("reviewing", seoyeon)
    worker()
    assert devices() == []


def test_a_busy_push_service_is_tried_again_three_times_in_all(issue, phone, seoyeon, worker, push):
    push.answers[ENDPOINT] = PushFailed("503")
    issue.set_status("reviewing", seoyeon)
    worker()
    assert db.session.scalars(db.select(Notice.push_tries)).one() == 1
    push.answers.clear()
    worker()
    assert len(push.sent) == 1


def test_a_worker_killed_while_sending_never_pushes_twice(
    issue, phone, seoyeon, worker, push, monkeypatch
):
    def sent_then_killed(*args, **told):
        push.sent.append(args)
        raise KeyboardInterrupt

    monkeypatch.setattr(push, "send", sent_then_killed)
    issue.set_status("reviewing", seoyeon)
    with pytest.raises(KeyboardInterrupt):
        worker()
    monkeypatch.undo()
    db.session.rollback()
    worker()
    assert len(push.sent) == 1


def test_two_workers_share_the_work(issue, phone, seoyeon, worker, push, monkeypatch):
    """The other worker claims the push between our look and our claim."""
    issue.set_status("reviewing", seoyeon)
    claim = Notice.claim_push

    def other_first(notice):
        assert claim(notice)
        return claim(notice)

    monkeypatch.setattr(Notice, "claim_push", other_first)
    worker()
    assert push.sent == []


def test_a_notice_that_is_gone_meanwhile_stops_no_pass(
    issue, phone, seoyeon, worker, push, monkeypatch
):
    """While one is pushed, another worker forgets the rest, as it does when their person left."""
    issue.set_status("reviewing", seoyeon)
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    claim = Notice.claim_push

    def the_rest_goes(notice):
        db.session.execute(db.delete(Notice).where(Notice.id != notice.id))
        return claim(notice)

    monkeypatch.setattr(Notice, "claim_push", the_rest_goes)
    assert worker()["pushes"] == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://evil.example.com/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_only_known_push_services_are_taken(minji, round, as_person, endpoint):
    assert add(as_person(minji), endpoint).status_code == 422
    assert devices() == []


@pytest.mark.parametrize("keys", [{"p256dh": ""}, {"auth": "가"}, {"auth": "AAAA"}])
def test_keys_no_browser_makes_are_refused(minji, round, as_person, keys):
    assert add(as_person(minji), **keys).status_code == 422


def test_a_device_can_be_turned_off_by_its_own_person_only(phone, junho, as_person):
    as_person(junho).post(f"{DEVICES}/withdraw", data={"endpoint": ENDPOINT})
    assert len(devices()) == 1
    phone.post(f"{DEVICES}/withdraw", data={"endpoint": ENDPOINT})
    assert devices() == []


def test_a_sign_in_has_one_device_however_many_addresses_it_sends(phone):
    add(phone, f"{ENDPOINT}/other")
    assert [device.endpoint for device in devices()] == [f"{ENDPOINT}/other"]


def test_a_service_that_refuses_us_is_logged_and_kept_until_it_takes_a_push(
    issue, phone, seoyeon, worker, push, caplog
):
    push.answers[ENDPOINT] = PushRefused("fcm.googleapis.com", 403, "BadJwtToken")
    issue.set_status("reviewing", seoyeon)
    for _ in range(2):
        assert worker()["pushes"] == 0
    [refusal] = PushRefusal.current()
    assert (refusal.host, refusal.status, refusal.times) == ("fcm.googleapis.com", 403, 2)
    assert caplog.text.count("pushes are refused: 403 from fcm.googleapis.com: BadJwtToken") == 1
    assert "send/abc" not in caplog.text
    assert devices() != []
    push.answers.clear()
    assert worker()["pushes"] == 1
    assert PushRefusal.current() == []
