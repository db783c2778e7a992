"""Whatever a form or an address brings is in one normal form before anybody reads it."""

import unicodedata

import pytest
from flask import request

from civic.db import db

FAMILY = "👨‍👩‍👧‍👦"


@pytest.fixture
def sent(app):
    """sent(form fields) is what a route reads of them."""

    def send(**fields):
        with app.test_request_context("/?q=버%E2%80%8B스", method="POST", data=fields):
            return request.form, request.args, request.values

    return send


def test_fields_come_composed_and_without_unseen_letters(sent):
    mac = unicodedata.normalize("NFD", "가온")
    form, args, values = sent(title=mac, name="\u3164", family=f"우리 {FAMILY}", lines="가\r\n나")
    assert form["title"] == values["title"] == "가온"
    assert form["name"] == ""
    assert form["family"] == f"우리 {FAMILY}"
    assert form["lines"] == "가\n나"
    assert args["q"] == values["q"] == "버스"


def test_a_field_sent_twice_stays_twice(sent):
    form, _args, _values = sent(names=["가\u200b", "나"])
    assert form.getlist("names") == ["가", "나"]


def test_a_passphrase_is_compared_as_typed(sent):
    form, _args, _values = sent(passphrase="긴\u200b비밀")
    assert form["passphrase"] == "긴\u200b비밀"


@pytest.mark.parametrize(
    "body", ["{}", "[1]", '"x"', '{"name": {"a": 1}}', '{"name": 5}', r'{"name": "\ud800"}', "{"]
)
@pytest.mark.parametrize("type", ["application/json", "application/vnd.api+json", "text/plain"])
def test_only_forms_are_read(body, type, app, as_person, person, round):
    """The form library would fill fields from JSON, whatever stands in it."""
    minji = person("민지")
    answer = as_person(minji).post("/gaon/mine/profile", data=body, content_type=type)
    assert answer.status_code == 415 and "받을 수 없는 형식" in answer.text
    db.session.refresh(minji)
    assert minji.name == "민지"


def test_a_form_for_a_script_is_refused_in_its_own_form(as_person, person, round):
    asked = {"content_type": "application/json", "headers": {"Accept": "application/json"}}
    answer = as_person(person("민지")).post("/gaon/1/issues/", data="[1]", **asked)
    assert answer.status_code == 415 and "error" in answer.json


def test_a_page_asked_for_with_a_type_is_answered(client, round):
    assert client.get("/gaon/1/", content_type="application/json").status_code == 200


def test_a_form_without_fields_needs_no_type(as_person, person, round):
    answer = as_person(person("민지")).post("/sign-out")
    assert answer.status_code == 303
