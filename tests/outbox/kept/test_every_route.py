"""Whatever the route a form is sent to, its words are kept: with an old form token, after the
session ended, and where the right was taken away."""

import pytest

from civic.roles import EVERYONE, OFFICE, RESIDENT
from civic.web.access import TABLE
from tests.access.test_access import address
from tests.outbox.kept.test_kept_forms import SHOWN, WORDS, end_sessions
from tests.outbox.kept.test_refused_forms import kept_at

pytestmark = pytest.mark.either_database
FROM = {"Referer": "http://localhost/offline"}  # the page that asks for least
# Sent by a phone or a mail program, which have no form token; and one with nothing typed.
NOT_ASKED = (
    *("issues.reporting.share", "notices.end_mails", "people.residency.phone.prove"),
    "open_data.open311.send",  # of programs, by their key
)


def posts(application):
    """(endpoint, address) of every route that takes a form."""
    for rule in application.url_map.iter_rules():
        if "POST" in rule.methods:
            yield rule.endpoint, address(rule, application)


def test_whatever_the_route_an_old_form_token_keeps_the_words(
    application, as_person, person, round
):
    """Where the page has no such form any more too: there they stand by themselves."""
    browser, lost = as_person(person("서연", "planner")), []
    browser.token()  # the session has one, which these posts do not send
    browser.sends_tokens = False
    for endpoint, path in posts(application):
        answer = browser.post(path, data={"body": WORDS}, headers=FROM)
        shown = browser.get(answer.location, follow_redirects=True) if answer.location else answer
        if SHOWN not in shown.text and endpoint not in NOT_ASKED:
            lost.append(endpoint)
    assert lost == []


def test_whatever_the_route_an_ended_session_keeps_the_words(
    application, app, as_person, again, person, round
):
    seoyeon, lost = person("서연", "planner", "operator", "consultant"), []
    for endpoint, path in posts(application):
        if TABLE[endpoint] == EVERYONE:
            continue
        browser = as_person(seoyeon)
        end_sessions()
        answer = browser.post(path, data={"body": WORDS, "title": "제목"}, headers=FROM)
        again(browser, seoyeon)
        shown = browser.get(answer.location, follow_redirects=True)
        if SHOWN not in shown.text and endpoint not in NOT_ASKED:
            lost.append(endpoint)
    assert lost == []
    assert sum(TABLE[name] == OFFICE for name, _ in posts(application)) > 40


def test_whatever_the_route_a_right_taken_away_keeps_the_words(application, as_person, person):
    lost, asked = [], 0
    for endpoint, path in posts(application):
        if TABLE[endpoint] == EVERYONE or RESIDENT in TABLE[endpoint]:
            continue
        browser, asked = as_person(person("민지")), asked + 1
        answer = browser.post(path, data={"body": WORDS}, headers=FROM)
        if answer.status_code != 403 or endpoint in NOT_ASKED:
            continue
        if SHOWN not in browser.get(kept_at(answer), follow_redirects=True).text:
            lost.append(endpoint)
    assert (lost, asked > 40) == ([], True)
