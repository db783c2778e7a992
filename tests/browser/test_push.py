"""이 기기로 알림 받기, as a person meets it; and what the service worker does with a push."""

import json

import pytest

from civic.db import db
from civic.engines.web_push import MemoryPush
from civic.notices.models import PushSubscription
from civic.people.models import Person
from tests.browser.phone import until

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
CHOICES = "/gaon/1/notices/choices"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
# No push service is within reach of a test: the browser's side of it is played.
BROWSER = """
const answer = %s, keys = {p256dh: "BG" + "A".repeat(85), auth: "A".repeat(22)};
let device = null;
const endpoint = "%s";
const made = {
  endpoint,
  unsubscribe: async () => { device = null; },
  toJSON: () => ({endpoint, keys}),
};
const pushManager = {
  subscribe: async (told) => (device = told.userVisibleOnly ? made : null),
  getSubscription: async () => device,
};
window.asked = 0;
Object.defineProperty(Notification, "permission", {get: () => window.asked ? answer : "default"});
Notification.requestPermission = async () => { window.asked += 1; return answer; };
Object.defineProperty(navigator.serviceWorker, "ready", {get: async () => ({pushManager})});
"""


@pytest.fixture
def card(person, round, page_of, app):
    """card("granted") is 민지's choices page in a browser that answers so when asked."""
    minji = person("민지")

    def open_page(answer):
        page = page_of(minji)
        page.add_init_script(BROWSER % (json.dumps(answer), ENDPOINT))
        page.goto(CHOICES)
        return page

    return open_page


def devices(look):
    return look(db.select(db.func.count(PushSubscription.id)))


def test_permission_is_asked_only_on_pressing_and_the_device_is_kept(card, look):
    page = card("granted")
    page.get_by_role("button", name="이 기기에서 켜기").wait_for()
    assert page.evaluate("asked") == 0
    page.get_by_role("button", name="이 기기에서 켜기").click()
    page.get_by_text("켜져 있어요.").wait_for()
    assert look(db.select(PushSubscription.endpoint)) == ENDPOINT
    page.get_by_role("button", name="이 기기에서 끄기").click()
    page.get_by_text("꺼져 있어요.").wait_for()
    assert devices(look) == 0
    assert page.problems == []


def test_a_refused_permission_has_its_own_words(card, look):
    page = card("denied")
    page.get_by_role("button", name="이 기기에서 켜기").click()
    page.get_by_text("알림을 막아 두었어요").wait_for()
    assert page.get_by_role("button", name="이 기기에서 켜기").is_hidden()
    assert devices(look) == 0


def test_a_service_we_do_not_know_is_said_kindly(card, look, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "web_push", MemoryPush(("push.example.com",)))
    page = card("granted")
    page.get_by_role("button", name="이 기기에서 켜기").click()
    page.get_by_text("지금은 켜지 못했어요").wait_for()
    assert devices(look) == 0


def test_without_javascript_the_page_says_what_else_there_is(person, round, page_of, look):
    minji = person("민지")
    page = page_of(minji, java_script_enabled=False)
    page.goto(CHOICES)
    assert page.get_by_text("휴대전화 알림을 켤 수 없어요").is_visible()
    page.get_by_label("하루 한 번 이메일로 받기").check()
    page.get_by_role("button", name="저장하기").click()
    page.get_by_text("바꿨어요.").wait_for()
    assert page.get_by_label("하루 한 번 이메일로 받기").is_checked()
    assert look(db.select(Person.id)) == minji.id


NOTIFICATIONS = """async () => {
  const here = await navigator.serviceWorker.getRegistration("/static/js/");
  const shown = await here.getNotifications();
  return shown.map((one) => [one.title, one.body, one.data.url]);
}"""


def deliver(page, payload, shows):
    """Hand a push to the registered worker and give what it then shows, as (title, body, url).
    shows: how many there are to be."""
    session = page.context.new_cdp_session(page)
    found = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated", lambda e: found.extend(e["registrations"])
    )
    session.send("ServiceWorker.enable")
    until(page, lambda: found)
    told = {"origin": page.evaluate("location.origin"), "data": payload}
    told["registrationId"] = found[-1]["registrationId"]
    session.send("ServiceWorker.deliverPushMessage", told)
    page.wait_for_timeout(300)  # one that is there already is to stay the only one
    until(page, lambda: len(page.evaluate(NOTIFICATIONS)) == shows)
    return page.evaluate(NOTIFICATIONS)


def test_the_worker_shows_a_push_once_and_leads_only_to_this_site(page_of, round, server):
    page = page_of(None, permissions=["notifications"])
    page.goto("/gaon/1/")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    told = {"title": "처리 상태: 검토중", "body": "버스", "tag": "n1", "url": "/gaon/1/issues/1"}
    shown = ["처리 상태: 검토중", "버스", f"{server}/gaon/1/issues/1"]
    for _ in range(2):
        assert deliver(page, json.dumps(told), shows=1) == [shown]
    told |= {"tag": "n2", "url": "https://evil.example.com/"}
    assert sorted(url for *_, url in deliver(page, json.dumps(told), shows=2)) == ["/", shown[2]]
