"""A form of a page is filled in again as it was sent, whatever it is made of."""

import pytest
from lxml import html

from civic.outbox.kept.refill import refill
from civic.outbox.kept.sent_form import SentForm

pytestmark = pytest.mark.either_database
PAGE = """<!doctype html><html><body>
<form method="get" action="/list"><input name="q"></form>
<details><summary>답글</summary>
<form method="post" action="/talk"><input type="hidden" name="parent_id" value="1">
<textarea name="body"></textarea></form></details>
<form method="post" action="/talk"><input type="hidden" name="parent_id" value="2">
<input type="hidden" name="csrf_token" value="fresh"><textarea name="body">old</textarea>
<input name="title" value="before"><input type="password" name="pass">
<select name="sort"><option value="a" selected>A</option><option>B</option></select>
<input type="checkbox" name="on" value="y" checked><input type="checkbox" name="off" value="y">
<input type="radio" name="way" value="1" checked><input type="radio" name="way" value="2">
<input name="step"><input name="step"><input name="locked" value="kept" disabled>
<template><input name="photo_keys" value=""></template>
<button name="act" value="save">보내기</button><button formaction="/other">다른 일</button></form>
</body></html>"""


def sent(*fields, path="/talk"):
    return SentForm.of(path, "/page", fields)


def filled(*fields, path="/talk"):
    """The form with the note in it, and what found no place."""
    rest = []

    def note(left):
        rest.extend(left)
        return '<p id="kept-form">note</p>'

    page = refill(PAGE, sent(*fields, path=path), note)
    return html.document_fromstring(page).xpath('//form[p/@id="kept-form"]')[0], rest


def value(form, name):
    return form.xpath(f'.//*[@name="{name}"]/@value')


def test_words_stand_in_their_fields():
    words = "첫 줄\n<b>둘째</b> & 끝 😀"
    form, rest = filled(("parent_id", "2"), ("body", words), ("title", '따옴표 "'))
    assert form.xpath('.//textarea[@name="body"]')[0].text.lstrip("\n") == words
    assert value(form, "title") == ['따옴표 "'] and rest == []


def test_the_form_that_says_the_same_in_secret_is_the_one():
    form, _rest = filled(("parent_id", "1"), ("body", "답글"))
    assert form.xpath('.//textarea[@name="body"]')[0].text.strip() == "답글"
    assert "open" in form.getparent().attrib


def test_choices_are_those_made():
    form, _rest = filled(
        ("parent_id", "2"), ("sort", "B"), ("off", "y"), ("way", "2"), ("step", "1"), ("step", "2")
    )
    assert form.xpath(".//option[@selected]")[0].text == "B"
    assert form.xpath(".//input[@checked]/@name") == ["off", "way"]
    assert form.xpath('.//input[@name="way"][@checked]/@value') == ["2"]
    assert value(form, "step") == ["1", "2"]


def test_what_is_not_the_persons_stays_the_pages():
    form, rest = filled(("parent_id", "2"), ("csrf_token", "old"), ("pass", "x"), ("act", "save"))
    assert value(form, "csrf_token") == ["fresh"]
    assert value(form, "pass") == [] and ("act", "save") not in rest


def test_what_has_no_field_any_more_is_left_over_in_its_order():
    photos = [("photo_keys", "k1"), ("photo_alts", ""), ("photo_keys", "k2"), ("photo_alts", "문")]
    _form, rest = filled(("parent_id", "2"), *photos)
    assert [pair for pair in rest if pair[0].startswith("photo")] == [
        *(("photo_keys", "k1"), ("photo_keys", "k2")),
        *(("photo_alts", ""), ("photo_alts", "문")),
    ]


def test_a_button_may_send_the_form_elsewhere():
    form, _rest = filled(("body", "다른 곳으로"), path="/other")
    assert form.xpath('.//textarea[@name="body"]')[0].text.strip() == "다른 곳으로"


def test_a_page_without_such_a_form_says_so():
    assert refill(PAGE, sent(("body", "글"), path="/elsewhere"), lambda rest: "") is None
    assert refill(PAGE, sent(("q", "글"), path="/list"), lambda rest: "") is None


def test_what_no_page_can_hold_is_left_out():
    kept = sent(("body", "한\x00글\ud800\x0b"))
    assert kept.fields == (("body", "한글"),)
    again = SentForm.unseal(kept.seal("key", "token"), ["key"], "token")
    assert again == kept and not sent(("body", " "), ("request_key", "abc")).is_worth_keeping


def test_a_form_sealed_with_a_key_that_is_gone_is_no_form_any_more():
    sealed = SentForm.of("/a", "/a", [("title", "가로등")]).seal("old key", "token")
    assert SentForm.unseal(sealed, ["new key", "old key"], "token") is not None
    assert SentForm.unseal(sealed, ["new key"], "token") is None
    assert SentForm.unseal(sealed, ["old key"], "another token") is None
