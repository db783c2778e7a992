"""Whatever a form or an address brings is in one normal form before anybody reads it."""

import unicodedata

import pytest
from flask import request

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
