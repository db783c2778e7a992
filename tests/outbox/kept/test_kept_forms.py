"""A form sent after its session ended is kept for its person, in their browser, for an hour."""

import re
from datetime import timedelta

import pytest
from flask_wtf import FlaskForm
from wtforms import PasswordField

from civic.db import db
from civic.issues.comments import IssueComment
from civic.outbox.kept import routes
from civic.outbox.kept.models import MOST, KeptForm
from civic.outbox.kept.sent_form import NOT_KEPT
from civic.people.rules import REQUIRED_CONSENTS
from civic.people.sign_in.models import SignIn
from tests.outbox.forms_of_pages import forms_of

HOME = {"Referer": "http://localhost/gaon/1/"}
WORDS = "장날마다 버스가 한 시간씩 늦어요.\r\n<둘째 줄>"
SHOWN = "장날마다 버스가 한 시간씩 늦어요."
PASSPHRASE = "느티나무 아래 빨간 자전거 두 대"


@pytest.fixture
def issue(report, person):
    return report(person("하준"))


@pytest.fixture
def minji(person):
    minji = person("민지", lives=True)
    minji.agree(REQUIRED_CONSENTS)
    minji.set_passphrase(PASSPHRASE)
    db.session.commit()
    return minji


def end_sessions():
    db.session.execute(db.delete(SignIn))
    db.session.commit()


def opinion(browser, issue, words=WORDS):
    """The form under an issue with an opinion in it, and the page it stands on."""
    page = f"/gaon/1/issues/{issue.id}"
    form = next(f for f in forms_of(browser.get(page).text, page) if f.path.endswith("/comments"))
    return page, form.path, {**form.data, "body": [words]}


def send(browser, page, path, data, **headers):
    headers = {"Referer": f"http://localhost{page}"} | headers
    return browser.post(path, data=data, headers=headers)


def sign_in_page(browser, issue):
    """Send an opinion after the session has ended; gives where that leads."""
    sent = opinion(browser, issue)
    end_sessions()
    return send(browser, *sent).location


def press(browser, page, answer):
    """Send the form of the opinion as it stands in the answer, unchanged."""
    fields = re.search(r'<form[^>]*comments".*?</form>', answer.text, re.DOTALL).group()
    data = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', fields))
    data["body"] = re.search(r'name="body"[^>]*>\n?([^<]*)<', fields).group(1)
    path = re.search(r'action="([^"]*)"', fields).group(1)
    return send(browser, page, path, data)


def test_after_the_passphrase_the_opinion_is_there_and_one_press_stores_it(as_person, minji, issue):
    browser = as_person(minji)
    page = f"/gaon/1/issues/{issue.id}"
    way = sign_in_page(browser, issue)
    assert "적은 내용은 보관했어요" in browser.get(way).text
    way = re.search(r'href="(/sign-in/passphrase[^"]*)"', browser.get(way).text).group(1)
    way = way.replace("&amp;", "&")
    form = forms_of(browser.get(way).text, way)[0]
    data = form.data | {"address": [minji.email], "passphrase": [PASSPHRASE]}
    arrived = browser.post(way, data=data)
    assert arrived.location.startswith(f"{page}?kept=") and arrived.location.endswith("#kept-form")
    filled = browser.get(arrived.location)
    assert "적던 내용을 그대로 가져왔어요" in filled.text and SHOWN in filled.text
    assert press(browser, page, filled).status_code == 303
    assert db.session.scalar(db.select(IssueComment.body)).startswith(SHOWN)
    assert db.session.scalar(db.select(db.func.count(KeptForm.id))) == 0


def test_after_the_steps_of_the_code_the_opinion_is_there(app, as_person, minji, issue):
    browser = as_person(minji)
    way = sign_in_page(browser, issue)
    form = next(f for f in forms_of(browser.get(way).text, way) if "address" in f.data)
    code = browser.post(way, data=form.data | {"address": [minji.email]}).location
    digits = re.search(r"\d{6}", app.extensions["sender"].sent[-1][-1]).group()
    wrong = forms_of(browser.get(code).text, code)[0]
    assert browser.post(code, data=wrong.data | {"code": ["000000"]}).status_code == 422
    right = forms_of(browser.get(code).text, code)[0]
    arrived = browser.post(code, data=right.data | {"code": [digits]})
    assert SHOWN in browser.get(arrived.location).text


def test_an_old_form_token_leads_back_to_the_form_at_once(as_person, again, minji, issue):
    browser = as_person(minji)
    sent = opinion(browser, issue)
    again(browser, minji)
    answer = send(browser, *sent)
    assert answer.status_code == 303 and answer.location.startswith(sent[0])
    assert SHOWN in browser.get(answer.location).text


def test_htmx_is_told_where_to_go(as_person, again, minji, issue):
    browser = as_person(minji)
    page, path, data = opinion(browser, issue)
    htmx = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{page}"}
    again(browser, minji)
    answer = send(browser, page, path, data, **htmx)
    assert SHOWN in browser.get(answer.headers["HX-Redirect"]).text
    end_sessions()
    answer = send(browser, page, path, data, **htmx)
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


def test_somebody_else_at_the_same_device_sees_nothing(as_person, again, person, minji, issue):
    browser, haneul = as_person(minji), person("하늘")
    sent = opinion(browser, issue)
    again(browser, haneul)
    answer = send(browser, *sent)
    assert answer.status_code == 403 and SHOWN not in answer.text
    kept = db.session.scalars(db.select(KeptForm)).one()
    for place in (f"{sent[0]}?kept={kept.key}", f"/kept/{kept.key}"):
        assert SHOWN not in browser.get(place).text
    assert db.session.scalar(db.select(db.func.count(IssueComment.id))) == 0
    again(browser, minji)
    assert SHOWN in browser.get(f"{sent[0]}?kept={kept.key}").text


def test_another_browser_of_the_same_person_sees_nothing(as_person, again, minji, issue):
    browser = as_person(minji)
    sign_in_page(browser, issue)
    kept = db.session.scalars(db.select(KeptForm)).one()
    other = as_person(minji)
    assert SHOWN not in other.get(f"/gaon/1/issues/{issue.id}?kept={kept.key}").text
    assert other.get(f"/kept/{kept.key}").status_code == 404


def test_an_hour_later_it_is_gone(as_person, again, clock, minji, issue):
    browser = as_person(minji)
    sign_in_page(browser, issue)
    key = db.session.scalars(db.select(KeptForm.key)).one()
    clock(timedelta(minutes=61))
    again(browser, minji)
    assert browser.get(f"/kept/{key}").status_code == 404
    assert KeptForm.forget_old() == 1


def test_signing_out_forgets_what_waited(as_person, again, minji, issue):
    browser = as_person(minji)
    sent = opinion(browser, issue)
    again(browser, minji)
    send(browser, *sent)
    token = re.search(r'csrf_token" value="([^"]*)"', browser.get("/gaon/mine").text).group(1)
    assert browser.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert db.session.scalar(db.select(db.func.count(KeptForm.id))) == 0


def test_it_can_be_thrown_away(as_person, again, minji, issue):
    browser = as_person(minji)
    sign_in_page(browser, issue)
    key = db.session.scalars(db.select(KeptForm.key)).one()
    again(browser, minji)
    page = browser.get(f"/kept/{key}")
    token = re.search(r'csrf_token" value="([^"]*)"', page.text).group(1)
    assert SHOWN in page.text
    browser.post(f"/kept/{key}/drop", data={"csrf_token": token})
    assert browser.get(f"/kept/{key}").status_code == 404


def test_what_another_site_sends_is_not_kept(as_person, minji, issue):
    browser = as_person(minji)
    page, path, data = opinion(browser, issue)
    end_sessions()
    send(browser, page, path, data, Origin="https://example.invalid")
    send(browser, "", path, data, Referer="https://example.invalid/gaon/1/")
    assert db.session.scalar(db.select(db.func.count(KeptForm.id))) == 0


def test_a_browser_keeps_a_few_and_an_address_a_few_a_minute(app, as_person, minji, issue):
    browser = as_person(minji)
    sent = opinion(browser, issue)
    end_sessions()
    for _ in range(MOST + 3):
        send(browser, *sent)
    assert db.session.scalar(db.select(db.func.count(KeptForm.id))) == MOST
    app.config["KEEP_LIMIT"] = "1 per hour"
    for _ in range(2):
        answer = send(browser, *sent)
    app.config["KEEP_LIMIT"] = ""
    assert answer.status_code == 303 and "kept" not in answer.location


def test_many_phones_of_one_village_hall_keep_their_forms(app, as_person, person, issue):
    """Ten phones behind one address, each with its own words."""
    app.config["KEEP_LIMIT"] = "2 per hour"
    for number in range(10):
        browser = as_person(person(f"주민{number}"))
        sent = opinion(browser, issue)
        end_sessions()
        assert "kept" in send(browser, *sent).location
    app.config["KEEP_LIMIT"] = ""


def test_an_address_fills_no_disk(app, as_person, minji, issue, monkeypatch):
    monkeypatch.setattr(routes, "MOST_KB_AN_HOUR", 2)
    browser = as_person(minji)
    sent = opinion(browser, issue)
    end_sessions()
    answers = [send(browser, *sent) for _ in range(4)]
    assert "kept" in answers[0].location and "kept" not in answers[-1].location


def test_nobody_reads_it_without_the_browser(as_person, minji, issue):
    browser = as_person(minji)
    sign_in_page(browser, issue)
    kept = db.session.scalars(db.select(KeptForm)).one()
    assert SHOWN.encode() not in kept.sealed
    stored = " ".join(str(value) for value in vars(kept).values())
    assert browser.get_cookie("kept_forms").value not in stored


def subforms(form):
    for each in form.__subclasses__():
        yield each
        yield from subforms(each)


def test_no_passphrase_and_no_code_is_ever_kept():
    secret = set()
    for form in subforms(FlaskForm):
        for name, field in vars(form).items():
            kind = getattr(field, "field_class", None)
            words = getattr(field, "kwargs", {}).get("render_kw") or {}
            if kind is PasswordField or words.get("autocomplete") == "one-time-code":
                secret.add(name)
    assert secret and secret <= NOT_KEPT


def test_a_passphrase_sent_with_an_old_token_is_kept_nowhere(client, round):
    client.get("/sign-in/passphrase")
    client.sends_tokens = False
    data = {"address": "minji@example.com", "passphrase": PASSPHRASE}
    answer = client.post(
        "/sign-in/passphrase", data=data, headers={"Referer": "http://localhost/sign-in/passphrase"}
    )
    page = client.get(answer.location)
    assert 'value="minji@example.com"' in page.text and PASSPHRASE not in page.text
