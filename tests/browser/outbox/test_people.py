"""One phone, several people: what is unsent belongs to who wrote it."""

import pytest
from flask.sessions import SecureCookieSessionInterface

from civic.db import db
from civic.issues.models import Issue
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from tests.browser.phone import (
    NEW,
    OUTBOX,
    count,
    keeps,
    online_again,
    report_offline,
    send,
    until,
    write_report,
)

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
TITLE = "민지만 아는 문제"


@pytest.fixture
def switch(app, server):
    """switch(page, person) signs somebody else in on this phone."""

    def become(page, person):
        token = SignIn.open(person, device="browser")
        db.session.commit()
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        cookie = signer.dumps({"_user_id": token, "_fresh": True})
        page.context.add_cookies([{"name": "session", "value": cookie, "url": server}])
        db.session.rollback()

    return become


def sign_out(page):
    page.context.set_offline(False)
    page.goto("/gaon/mine")
    page.wait_for_selector("[data-unsent][data-ready]", state="attached")
    page.get_by_role("button", name="로그아웃", exact=True).first.click()


class Hold:
    """While it is on, the server takes no reports for ten minutes, neither from a page nor from
    the service worker, which no route of the browser would stop."""

    def __init__(self, serve):
        self.on, self.serve = True, serve

    def __call__(self, environ, start_response):
        reports = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].endswith("/issues/")
        if not (self.on and reports):
            return self.serve(environ, start_response)
        start_response("503 Service Unavailable", [("Retry-After", "600")])
        return [b""]


@pytest.fixture
def hold(app, monkeypatch):
    hold = Hold(app.wsgi_app)
    monkeypatch.setattr(app, "wsgi_app", hold)
    return hold


def test_signing_out_says_what_is_unsent_and_leaves_it_for_me_only(
    page_of, look, round, person, switch, hold
):
    minji, hajun = person("민지"), person("하준")
    page = page_of(minji)
    report_offline(page, TITLE)
    sign_out(page)
    page.get_by_role("heading", name="보내지 않은 1건이 있어요").wait_for()
    assert page.get_by_text(TITLE).is_visible()
    page.get_by_role("button", name="이 휴대전화에 나만 보이게 두기").click()
    page.get_by_text("로그아웃했어요").wait_for()

    hold.on = False
    page.goto(OUTBOX)
    page.get_by_text("기다리는 것이 없어요").wait_for()
    assert page.get_by_text(TITLE).count() == 0
    switch(page, hajun)
    page.goto(OUTBOX)
    page.get_by_text("기다리는 것이 없어요").wait_for()
    assert page.get_by_text(TITLE).count() == 0
    online_again(page)
    page.wait_for_timeout(500)
    assert count(look, Issue) == 0

    hold.on = True
    switch(page, minji)
    page.goto(OUTBOX)
    page.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_text("접속이 많아 잠시 뒤 다시 보내요.").wait_for()  # nothing goes by itself now
    hold.on = False
    page.get_by_role("button", name="다시 보내기").click()
    until(page, lambda: count(look, Issue) == 1)
    assert look(db.select(Person.name).join(Issue, Issue.reporter_id == Person.id)) == "민지"


def test_signing_out_can_send_first(page_of, look, round, person, hold):
    page = page_of(person("민지"))
    report_offline(page, TITLE)
    sign_out(page)
    page.get_by_role("heading", name="보내지 않은 1건이 있어요").wait_for()
    hold.on = False
    page.get_by_role("button", name="먼저 보내고 로그아웃").click()
    page.get_by_text("로그아웃했어요").wait_for()
    assert count(look, Issue) == 1


def test_signing_out_can_delete_what_is_unsent(page_of, look, round, person, switch, hold):
    minji = person("민지")
    page = page_of(minji)
    report_offline(page, TITLE)
    sign_out(page)
    page.get_by_role("button", name="지우고 로그아웃").click()
    page.get_by_text("로그아웃했어요").wait_for()
    hold.on = False
    switch(page, minji)
    page.goto(OUTBOX)
    page.get_by_text("기다리는 것이 없어요").wait_for()
    assert count(look, Issue) == 0


def test_an_open_page_of_one_person_sends_nothing_as_the_next(page_of, look, round, person, switch):
    """하준 signs in in another tab while 민지's page still waits for the network."""
    page = page_of(person("민지"))
    report_offline(page, TITLE)
    switch(page, person("하준"))
    online_again(page)
    page.wait_for_timeout(1000)
    assert count(look, Issue) == 0
    other = page.context.new_page()
    other.goto(OUTBOX)
    other.get_by_text("기다리는 것이 없어요").wait_for()
    assert count(look, Issue) == 0


def test_an_ended_session_leaves_the_report_waiting_with_a_way_in(
    page_of, look, round, person, switch
):
    minji = person("민지")
    page = page_of(minji)
    page.goto(NEW)
    keeps(page)
    other = page.context.new_page()
    other.goto(OUTBOX)
    other.get_by_text("기다리는 것이 없어요").wait_for()
    page.bring_to_front()  # a tab behind another is slow to draw
    page.context.set_offline(True)
    write_report(page, TITLE)
    send(page)
    minji.sign_out_everywhere()
    db.session.commit()
    online_again(page)
    other.get_by_text("로그인이 끝났어요. 로그인하면 바로 보내요.").first.wait_for()
    assert count(look, Issue) == 0
    switch(page, minji)
    other.goto(OUTBOX)
    until(page, lambda: count(look, Issue) == 1)


def test_what_nobody_wrote_becomes_mine_only_when_i_say_so(page_of, look, round, person, switch):
    page = page_of(None)
    page.goto(NEW)
    keeps(page)
    page.context.set_offline(True)
    write_report(page, "로그인하기 전에 쓴 것")
    page.get_by_role("button", name="로그인하고 보내기").click()
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()
    page.context.set_offline(False)
    minji = person("민지")
    switch(page, minji)
    page.goto(OUTBOX)
    page.get_by_role("heading", name="로그인하기 전에 담은 것이 있어요").wait_for()
    page.wait_for_timeout(500)
    assert count(look, Issue) == 0
    page.get_by_role("button", name="내가 썼어요").click()
    until(page, lambda: count(look, Issue) == 1)
    assert look(db.select(Person.name).join(Issue, Issue.reporter_id == Person.id)) == "민지"
