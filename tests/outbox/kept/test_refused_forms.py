"""A form refused because its person has no right any more is kept as one whose session ended."""

import re

import pytest

from civic.db import db
from civic.outbox.kept.models import KeptForm
from civic.people.models import Role
from tests.outbox.forms_of_pages import forms_of
from tests.outbox.kept.test_kept_forms import SHOWN, WORDS, send

NEW = "/gaon/1/office/meetings/new"


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


def take_the_right():
    db.session.execute(db.delete(Role))
    db.session.commit()


def kept_at(answer):
    return re.search(r'href="([^"]*kept=[^"]*)"', answer.text).group(1).replace("&amp;", "&")


def typed(browser):
    form = next(f for f in forms_of(browser.get(NEW).text, NEW) if "about" in f.data)
    return form.path, {**form.data, "title": ["설명회"], "about": [WORDS]}


def test_it_says_so_and_leads_to_the_words(as_person, round, seoyeon):
    browser = as_person(seoyeon)
    path, data = typed(browser)
    take_the_right()
    answer = send(browser, NEW, path, data)
    assert answer.status_code == 403
    assert "이 화면은 볼 수 없어요" in answer.text and "브라우저에 보관해요" in answer.text
    assert SHOWN in browser.get(kept_at(answer), follow_redirects=True).text


def test_with_the_right_again_the_form_is_filled_in(as_person, round, seoyeon, gaon):
    browser = as_person(seoyeon)
    path, data = typed(browser)
    take_the_right()
    way = kept_at(send(browser, NEW, path, data))
    seoyeon.grant("planner", gaon)
    db.session.commit()
    page = browser.get(way)
    assert page.status_code == 200 and "적던 내용을 그대로 가져왔어요" in page.text
    assert SHOWN in page.text and 'value="설명회"' in page.text


def test_htmx_gets_the_sentence_and_the_way(as_person, round, seoyeon):
    browser = as_person(seoyeon)
    path, data = typed(browser)
    take_the_right()
    htmx = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{NEW}"}
    answer = send(browser, NEW, path, data, **htmx)
    assert answer.status_code == 403 and "<html" not in answer.text
    assert SHOWN in browser.get(kept_at(answer), follow_redirects=True).text


def test_nothing_typed_and_other_sites_are_not_kept(as_person, round, seoyeon):
    browser = as_person(seoyeon)
    path, data = typed(browser)
    take_the_right()
    answer = browser.post(path, data=data, headers={"Referer": "http://elsewhere.invalid/"})
    assert answer.status_code in (400, 403) and "보관해요" not in answer.text
    assert browser.get(NEW).status_code == 403
    assert db.session.scalar(db.select(db.func.count(KeptForm.id))) == 0
