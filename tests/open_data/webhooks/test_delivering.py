"""Webhooks: what is heard of, once, signed, and again where it was not taken."""

import base64
import hmac
import json
from datetime import timedelta

import pytest

from civic.db import db
from civic.engines.outside import NoOutside
from civic.issues.models import Issue
from civic.open_data.webhooks.deliver import deliver_webhooks, secret_for
from civic.open_data.webhooks.models import Delivery, Webhook
from civic.open_data.webhooks.rules import EVENTS, WAITS
from tests.factory import add_issue, add_round_elsewhere, report_issue

ADDRESS = "https://board.city.example/hook"


@pytest.fixture
def outside(app):
    """What was sent outside; other tests' messages are not in it."""
    engine = app.extensions["outside"]
    engine.sent.clear()
    engine.statuses.clear()
    return engine


@pytest.fixture
def hook(round, clock):
    """A webhook of 가온시, a minute old."""
    webhook = Webhook(
        municipality_id=round.municipality_id, name="상황판", address=ADDRESS, events=list(EVENTS)
    )
    db.session.add(webhook)
    db.session.commit()
    clock(timedelta(minutes=1))
    return webhook


def told(outside):
    """The bodies sent so far."""
    return [json.loads(body) for _address, body, _headers in outside.sent]


def report(round, person, **words):
    issue = report_issue(round, person, **words)
    db.session.commit()
    return issue


def test_a_report_and_its_step_are_heard_of_once(hook, outside, round, minji, seoyeon):
    issue = report(round, minji)
    issue.set_status("rejected", seoyeon, "이미 있어요.")
    db.session.commit()
    assert deliver_webhooks() == 2
    created, changed = told(outside)
    assert (created["type"], changed["type"]) == ("report.created", "report.status_changed")
    assert created["data"]["issue"]["id"] == issue.id
    assert changed["data"]["step"] == {
        "status": "rejected",
        "reason": "이미 있어요.",
        "agency": "",
    }
    assert deliver_webhooks() == 0 and len(outside.sent) == 2


def test_nobody_is_named(hook, outside, round, minji):
    report(round, minji, shows_name=True)
    deliver_webhooks()
    assert "민지" not in outside.sent[0][1].decode()


def test_a_message_is_signed_as_standard_webhooks_says(hook, outside, round, minji):
    report(round, minji)
    deliver_webhooks()
    ((address, body, headers),) = outside.sent
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret_for(hook).removeprefix("whsec_"))
    mark = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    assert address == ADDRESS and headers["webhook-signature"] == f"v1,{mark}"


def test_what_is_not_taken_is_sent_again_later_under_the_same_id(
    hook, outside, round, minji, clock
):
    report(round, minji)
    outside.statuses[:] = [503, 302]
    assert deliver_webhooks() == 0 and deliver_webhooks() == 0
    assert len(outside.sent) == 1
    clock(WAITS[0] + timedelta(seconds=1))
    assert deliver_webhooks() == 0
    clock(WAITS[1] + timedelta(seconds=1))
    assert deliver_webhooks() == 1
    assert len({headers["webhook-id"] for _address, _body, headers in outside.sent}) == 1


def test_after_the_last_wait_it_is_given_up(hook, outside, round, minji, clock):
    report(round, minji)
    outside.statuses[:] = [500] * 20
    for wait in (timedelta(), *WAITS, timedelta(days=1)):
        clock(wait + timedelta(seconds=1))
        deliver_webhooks()
    assert len(outside.sent) == len(WAITS) + 1
    assert Delivery.counts(hook) == (0, 0, 1)


def test_one_that_can_not_be_reached_is_not_asked_for_each(hook, outside, round, minji):
    for _time in range(3):
        report(round, minji)
    outside.statuses[:] = [500]
    deliver_webhooks()
    assert len(outside.sent) == 1 and Delivery.counts(hook) == (0, 3, 0)


def test_gone_ends_it(hook, outside, round, minji):
    report(round, minji)
    outside.statuses[:] = [410]
    deliver_webhooks()
    report(round, minji)
    deliver_webhooks()
    assert len(outside.sent) == 1 and db.session.get(Webhook, hook.id).ended_at is not None


def test_what_was_hidden_meanwhile_is_not_told(hook, outside, round, minji, clock):
    issue = report(round, minji)
    outside.statuses[:] = [500]
    deliver_webhooks()
    hidden = db.session.get_one(Issue, issue.id)
    hidden.hidden_at, hidden.listed = hidden.created_at, False
    db.session.commit()
    clock(WAITS[0] + timedelta(seconds=1))
    deliver_webhooks()
    assert len(outside.sent) == 1 and Delivery.counts(hook) == (0, 0, 1)


def test_it_hears_only_what_it_asked_for_and_only_of_its_city(hook, outside, round, minji, seoyeon):
    hook.events = ["report.status_changed"]
    elsewhere = add_issue(add_round_elsewhere(round.call))
    elsewhere.change_status("reviewing", seoyeon, "")
    issue = report(round, minji)
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    deliver_webhooks()
    assert [message["type"] for message in told(outside)] == ["report.status_changed"]


def test_what_came_before_it_is_not_told(outside, round, minji, clock):
    report(round, minji)
    clock(timedelta(minutes=1))
    db.session.add(
        Webhook(
            municipality_id=round.municipality_id, name="a", address=ADDRESS, events=list(EVENTS)
        )
    )
    db.session.commit()
    assert deliver_webhooks() == 0 and outside.sent == []


def test_switched_off_nothing_is_noted_or_sent(hook, app, round, minji):
    report(round, minji)
    kept, app.extensions["outside"] = app.extensions["outside"], NoOutside()
    try:
        assert deliver_webhooks() == 0
    finally:
        app.extensions["outside"] = kept
    assert db.session.scalars(db.select(Delivery)).all() == []


def test_old_messages_are_forgotten(hook, outside, round, minji, clock):
    report(round, minji)
    deliver_webhooks()
    clock(timedelta(days=31))
    deliver_webhooks()
    assert db.session.scalars(db.select(Delivery)).all() == []


def test_an_operator_adds_lists_and_ends_it(app, round):
    run = app.test_cli_runner().invoke
    added = run(args=["open-data", "webhooks", "add", "상황판", ADDRESS, "--municipality", "gaon"])
    assert added.output.splitlines()[1].startswith("whsec_")
    assert added.output.splitlines()[1] in run(args=["open-data", "webhooks", "secret", "1"]).output
    assert ADDRESS in run(args=["open-data", "webhooks", "list"]).output
    run(args=["open-data", "webhooks", "end", "1"])
    assert Webhook.live() == []


@pytest.mark.parametrize(
    "address", ["http://city.example/", "https://u:p@city.example/", "ftp://x", "https://", "x"]
)
def test_an_address_that_is_not_https_is_refused(app, round, address):
    words = ["open-data", "webhooks", "add", "상황판", address, "--municipality", "gaon"]
    assert app.test_cli_runner().invoke(args=words).exit_code == 1
    assert Webhook.live() == []
