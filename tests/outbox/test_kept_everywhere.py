"""Every form of every page, for every role: what was typed outlasts the session it was typed in."""

import re

import pytest
from werkzeug.exceptions import HTTPException

from civic.db import db
from civic.people.sign_in.models import SignIn
from tests.demo.test_city import LINK, NOT_PAGES
from tests.outbox.forms_of_pages import forms_of, missing

pytestmark = pytest.mark.either_database

ROLES = ("resident", "planner", "consultant", "operator")
ROWS = re.compile(r"\.csv(\?|$)")  # files of rows, without a form in any
BEGINNINGS = (*(f"/gaon/{n}/" for n in (4, 3, 2, 1)), "/gaon/", "/gaon/rounds/new")


def sign_in(app, role):
    browser = app.test_client()
    browser.get(f"/demo/{role}?next=/gaon/")
    return browser


def endpoint(app, path):
    try:
        return app.url_map.bind("localhost").match(path, method="POST")[0]
    except HTTPException:
        return path


def kind(address):
    """The page of a round that an address shows, whichever thing it is about."""
    start, rest = re.match(r"(/gaon/\d+)?(.*)", address.split("?")[0]).groups()
    return start, re.sub(r"\d+", "0", re.sub(r"/sources/(\w+).*", r"/sources/\1", rest))


def forms_for(app, browser):
    """One of each kind of form with something to type that this person reaches by links."""
    found, seen, waiting = {}, set(), list(BEGINNINGS)
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if kind(address) in seen or NOT_PAGES.search(address) or ROWS.search(address):
            continue
        seen.add(kind(address))
        answer = browser.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        waiting += LINK.findall(answer.text)
        for form in forms_of(answer.text, address):
            if form.typed:
                found.setdefault((endpoint(app, form.path), form.names), form)
    return found


def of_that_session(app, browser):
    """A browser like that one: what its pages showed was for this session."""
    other = app.test_client()
    other.set_cookie("session", browser.get_cookie("session").value)
    return other


def send(browser, form):
    headers = {"Referer": f"http://localhost{form.page}"}
    return browser.post(form.path, data=form.data, headers=headers)


def signed_in_again(browser, role, answer):
    """What is shown after signing in, which the answer asks for; else the answer itself, or None
    where it was taken from whoever sent it."""
    if answer.status_code != 303:  # open to everyone: answered where it stands
        return answer
    if "/sign-in" not in answer.location:
        return None
    page = browser.get(answer.location).text
    assert "적은 내용은 보관했어요" in page or "로그인하면 쓴 제보를 보내요" in page
    arrived = browser.get(answer.location.replace("/sign-in", f"/demo/{role}", 1))
    return browser.get(arrived.location, follow_redirects=True)


def test_every_form_stands_there_again(app, small_city):
    """After signing in again, and with a form token of an earlier session of the same person.
    What several roles see alike is sent by the first of them."""
    sent = set()
    for role in ROLES:
        reader, lost = sign_in(app, role), []
        forms = forms_for(app, reader)
        db.session.execute(db.delete(SignIn))
        db.session.commit()
        for about in forms.keys() - sent:
            gone = lost_on_the_way(of_that_session(app, reader), role, forms[about])
            lost += [(about, forms[about].page, *one) for one in gone]
        assert lost == [], role
        assert len(forms) > (40 if role == "planner" else 10)
        sent |= forms.keys()


def lost_on_the_way(browser, role, form) -> list[tuple]:
    """(session | token, what is missing of the form) after what ended, which is this browser's
    session."""
    answer = signed_in_again(browser, role, send(browser, form))
    lost = [("session", gone) for gone in missing(answer.text, form)] if answer else []
    browser.get(f"/demo/{role}")  # in another tab: the page's token is of the session before
    answer = send(browser, form)
    again = browser.get(answer.location, follow_redirects=True)
    return lost + [("token", gone) for gone in missing(again.text, form)]
