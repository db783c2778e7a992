"""When the database fails, the page that says so does not ask it for anything."""

import logging

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError, TimeoutError

from civic.db import db

PAGES = ["/gaon/1/", "/gaon/1/issues/", "/gaon/mine", "/gaon/", "/gaon/1/office"]


@pytest.fixture
def broken(app, request):
    """broken() lets every statement fail as with a lost connection."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_args):
        raise OperationalError("SELECT secret", {"email": "minji@example.com"}, Exception("gone"))

    def breaks(how=fail):
        event.listen(db.engine, "before_cursor_execute", how)
        request.addfinalizer(lambda: event.remove(db.engine, "before_cursor_execute", how))

    yield breaks
    app.config["PROPAGATE_EXCEPTIONS"] = None


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_says_to_come_again(broken, client, as_person, person, round, address, signed_in):
    browser = as_person(person("민지")) if signed_in else client
    broken()
    answer = browser.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] and "잠시 뒤 다시" in answer.text
    assert "Content-Security-Policy" in answer.headers
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_is_not_there_is_answered_too(broken, as_person, person, round, method):
    browser = as_person(person("민지"))
    broken()
    answer = getattr(browser, method)("/nowhere/at/all")
    assert answer.status_code in (404, 503) and "<h1>" in answer.text


def test_a_reader_of_english_is_told_in_english(broken, client, round):
    client.set_cookie("language", "en")
    broken()
    answer = client.get("/gaon/1/issues/")
    assert 'lang="en"' in answer.text and "잠시" not in answer.text
    assert answer.headers["Content-Language"] == "en"


def test_scripts_and_parts_are_told_in_their_own_form(broken, as_person, person, round):
    browser = as_person(person("민지"))
    broken()
    data = browser.post("/gaon/1/issues/1/support", headers={"Accept": "application/json"})
    assert data.status_code == 503 and "잠시 뒤" in data.json["error"]
    part = browser.post("/gaon/1/issues/1/support", headers={"HX-Request": "true"})
    assert part.status_code == 503 and "<html" not in part.text and "잠시 뒤" in part.text


def test_a_pool_without_a_free_connection_is_no_empty_answer(broken, as_person, person, round):
    browser = as_person(person("민지"))

    def none_free(*_args):
        raise TimeoutError("QueuePool limit of size 5 overflow 10 reached")

    broken(none_free)
    assert browser.get("/gaon/mine").status_code == 503


def test_a_fault_writes_one_line_and_nobodys_data(broken, as_person, person, round, caplog):
    browser = as_person(person("민지"))
    broken()
    with caplog.at_level(logging.INFO):
        browser.get("/gaon/mine")
    lines = [line for record in caplog.records for line in record.getMessage().splitlines()]
    assert len(lines) <= 2 and "minji@" not in caplog.text and "Traceback" not in caplog.text


def test_an_error_of_ours_needs_no_database_either(app, broken, as_person, person, round):
    browser = as_person(person("민지"))

    def wrong(*_args):
        raise ZeroDivisionError

    broken(wrong)
    answer = browser.get("/gaon/mine")
    assert answer.status_code == 500 and "처리하지 못했어요" in answer.text
