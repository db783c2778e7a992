"""The operator's page of webhooks: what was not taken in words, again now, and a pause."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.engines.outside import NoOutside
from civic.open_data.webhooks.deliver import deliver_webhooks
from civic.open_data.webhooks.models import Delivery, Webhook
from civic.open_data.webhooks.rules import EVENTS, WAITS
from tests.factory import report_issue
from tests.pages import tight

PAGE = "/operator/webhooks/"


@pytest.fixture
def operator(as_person, person):
    """다온's browser."""
    return as_person(person("다온", "operator"))


@pytest.fixture
def outside(app):
    engine = app.extensions["outside"]
    engine.sent.clear()
    engine.statuses.clear()
    return engine


@pytest.fixture
def hook(round, clock):
    address = "https://board.city.example/hook"
    words = {"name": "상황판", "address": address, "events": list(EVENTS)}
    webhook = Webhook(municipality_id=round.municipality_id, **words)
    db.session.add(webhook)
    db.session.commit()
    clock(timedelta(minutes=1))
    return webhook


def report(round, person):
    report_issue(round, person)
    db.session.commit()


def press(operator, hook, act):
    answer = operator.post(f"{PAGE}{hook.id}/{act}")
    db.session.expire_all()
    return answer


def test_before_there_is_one_it_says_so(operator, round):
    assert "아직 알려 줄 곳이 없어요" in operator.get(PAGE).text


def test_it_shows_the_address_and_what_it_hears_of(operator, hook, outside, round, minji):
    page = operator.get(PAGE).text
    assert hook.address in page and "새 제보, 처리 상태가 바뀜, 투표 결과" in page
    assert "아직 받은 것이 없어요." in page
    report(round, minji)
    deliver_webhooks()
    page = operator.get(PAGE).text
    assert "마지막으로 받은 때" in page and "받음 1건, 기다림 0건, 그만둠 0건" in page
    assert "지금 다시 보내기" not in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "그 주소에 받는 곳이 없어요."),
        (302, "옮긴 주소로는 보내지 않아요."),
        (503, "받는 쪽에 문제가 있어요."),
        (400, "받지 않았어요."),
    ],
)
def test_why_it_was_not_taken_is_said_in_words(
    operator, hook, outside, round, minji, status, words
):
    report(round, minji)
    outside.statuses[:] = [status]
    deliver_webhooks()
    page = tight(operator.get(PAGE).text)
    assert words in page and f">{status}<" in page and "1번 보냈고" in page


def test_pressed_again_now_it_is_sent_at_the_next_pass(operator, hook, outside, round, minji):
    report(round, minji)
    outside.statuses[:] = [503]
    deliver_webhooks()
    assert deliver_webhooks() == 0
    assert press(operator, hook, "retry").status_code == 303
    assert "1건을 곧 다시 보내요." in operator.get(PAGE).text
    assert deliver_webhooks() == 1
    assert press(operator, hook, "retry").status_code == 303 and deliver_webhooks() == 0


def test_what_was_given_up_is_tried_once_more(operator, hook, outside, round, minji, clock):
    report(round, minji)
    outside.statuses[:] = [500] * (len(WAITS) + 1)
    for wait in (timedelta(), *WAITS):
        clock(wait + timedelta(seconds=1))
        deliver_webhooks()
    assert Delivery.counts(hook) == (0, 0, 1)
    assert "8번 보내고 그만뒀어요." in operator.get(PAGE).text
    press(operator, hook, "retry")
    assert deliver_webhooks() == 1 and Delivery.counts(hook) == (1, 0, 0)


def test_paused_it_hears_nothing_and_of_all_of_it_once_it_goes_on(
    operator, hook, outside, round, minji
):
    assert press(operator, hook, "pause").status_code == 303
    assert db.session.get_one(Webhook, hook.id).paused_at is not None
    report(round, minji)
    assert deliver_webhooks() == 0 and not outside.sent
    assert "15일이 지난 것은 빼요" in operator.get(PAGE).text
    press(operator, hook, "resume")
    assert db.session.get_one(Webhook, hook.id).paused_at is None
    assert deliver_webhooks() == 1


def test_an_ended_one_is_shown_and_can_not_be_pressed(operator, hook):
    hook.end()
    db.session.commit()
    page = operator.get(PAGE).text
    assert "에 끝났어요." in page and f"{PAGE}{hook.id}/" not in page
    for act in ("retry", "pause", "resume"):
        assert press(operator, hook, act).status_code == 404
    assert operator.post(f"{PAGE}999/pause").status_code == 404


def test_only_an_operator_opens_it(client, hook, as_person, seoyeon):
    assert as_person(seoyeon).get(PAGE).status_code in (403, 404)
    assert as_person(seoyeon).post(f"{PAGE}{hook.id}/pause").status_code in (403, 404)
    assert db.session.get_one(Webhook, hook.id).paused_at is None


def test_where_nothing_is_sent_outside_it_says_so(operator, hook, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "outside", NoOutside())
    assert "CIVIC_OUTSIDE" in operator.get(PAGE).text
