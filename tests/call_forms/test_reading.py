"""What is read of a form, and what is refused in clear words."""

import io
import json
import zipfile

import pytest
from flask import Flask
from flask_babel import Babel

from civic.call_forms import labels
from civic.call_forms.find import find
from civic.call_forms.normal import core, is_placeholder, normal
from civic.call_forms.package import open_package
from civic.call_forms.place import FillPlace
from civic.call_forms.read import read_form
from civic.call_forms.refusals import FormRefused
from tests.call_forms.small_forms import docx_form, hwpx_form
from tests.paths import SHARED

EDGE = SHARED / "forms" / "edge"


@pytest.mark.parametrize(
    "typed",
    [
        "총사업비",
        "총 사 업 비",
        "총\u2007사업비",
        "2. 총사업비(백만원)",
        "\uf0a7총사업비",
        "【총사업비】",
    ],
)
def test_a_label_is_found_as_people_type_it(typed):
    form = read_form(hwpx_form(), "a.hwpx")
    place, score = find(form, typed)[0]
    assert (place.hops, place.old) == ("right", "OO백만원")
    assert score >= 0.9


def test_places_of_a_form_say_what_they_are():
    form = read_form(hwpx_form(), "a.hwpx")
    kinds = {place.label.split(" | ")[0]: place.kind for place in form.places if not place.hops}
    assert kinds["동의"] == "checkbox"
    assert kinds["성과지표"] == "rows"
    assert [text for _number, text in form.outline][:2] == ["1. 사업 개요", "2. 성과지표"]


def test_no_label_is_a_place_to_write():
    form = read_form(hwpx_form(), "a.hwpx")
    told = {"사업명", "사업기간", "비고", "성과지표", "목표값", "합계"}
    assert told.isdisjoint(place.old for place in form.places)


def test_keys_are_one_of_a_kind_and_stay_when_a_line_comes_before():
    form, longer = (
        read_form(data, "a.hwpx") for data in (hwpx_form(), hwpx_form(before=("안내", "둘째 안내")))
    )
    keys = [place.key for place in form.places]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {place.key for place in longer.places}


def test_a_place_is_kept_as_json():
    for data, name in ((hwpx_form(), "a.hwpx"), (docx_form(), "a.docx")):
        for place in read_form(data, name).places:
            assert FillPlace.from_json(json.loads(json.dumps(place.to_json()))) == place


@pytest.mark.parametrize("wrong", [{}, {"kind": "magic"}, {"kind": "cell", "more": 1}, [], None])
def test_what_is_no_place_is_refused(wrong):
    with pytest.raises(ValueError):
        FillPlace.from_json(wrong)


def test_labels_have_one_form():
    assert normal(" 1-1. 총 사 업 비 (백만원)") == "총사업비백만원"
    assert core("산출물\n(협약기간 내 목표)") == "산출물"
    assert core("Ⅰ. 자가진단표") == "자가진단표"
    assert core("2026년 목표") == "2026년목표"


def _zip(files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(name: str, content: bytes, form=hwpx_form) -> bytes:
    return _zip(dict(open_package(form(), "").files) | {name: content})


_ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def _section(old: str, new: str) -> bytes:
    name = "Contents/section0.xml"
    files = open_package(hwpx_form(), "").files
    return _with(name, files[name].decode().replace(old, new).encode())


_MACRO = 'function OnDocument_Open()\r\n{\r\n  Run("calc.exe");\r\n}'.encode("utf-16")
BAD = {
    "nothing": (lambda: b"", "a.hwp", "empty"),
    "words": (lambda: b"hello", "a.hwp", "unknown"),
    "a workbook": (lambda: _zip({"xl/workbook.xml": "<a/>"}), "a.hwpx", "other_file"),
    "a cut zip": (lambda: hwpx_form()[:4000], "a.hwpx", "broken"),
    "a cut hwp": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "a.hwp", "unknown"),
    "HWP 3": (lambda: b"HWP Document File V3.00 \x1a" + b"\0" * 99, "a.hwp", "hwp3"),
    "a DOCX named hwp": (docx_form, "신청서.hwp", "misnamed"),
    "an HWPX named docx": (hwpx_form, "신청서.docx", "misnamed"),
    "a DOCX with macros": (
        lambda: _with("word/vbaProject.bin", b"x", docx_form),
        "a.docx",
        "macros",
    ),
    "an HWPX with macros": (lambda: _with("Scripts/sourceScripts", _MACRO), "a.hwpx", "macros"),
    "entities": (lambda: _with("Contents/section0.xml", _ENTITY), "a.hwpx", "broken"),
    "no XML": (lambda: _with("Contents/section0.xml", b"\x00\x01"), "a.hwpx", "broken"),
    "a column far away": (
        lambda: _section('colAddr="0"', 'colAddr="99999999"'),
        "a.hwpx",
        "too_large",
    ),
    "too many boxes": (
        lambda: _section("<hp:t>", "<hp:t>" + "□ 가 " * 4_000),
        "a.hwpx",
        "too_long",
    ),
    "a file for elsewhere": (lambda: _with("../../a.txt", b"a"), "a.hwpx", "broken"),
    "a bomb": (lambda: _with("BinData/a.bin", b"\0" * 130_000_000), "a.hwpx", "too_large"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_clear_words(what):
    make, name, code = BAD[what]
    with pytest.raises(FormRefused) as refused:
        read_form(make(), name)
    assert refused.value.code == code
    app = Flask(__name__)
    Babel(app, default_locale="ko")
    with app.test_request_context():
        assert labels.about_form(refused.value)


def test_too_many_pages_are_refused():
    part = "Contents/section0.xml"
    section = open_package(hwpx_form(), "a.hwpx").files[part]
    more = b'<hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="1"/>' * 300
    end = section.rindex(b"</")
    with pytest.raises(FormRefused) as refused:
        read_form(_with(part, section[:end] + more + section[end:]), "a.hwpx")
    assert refused.value.code == "too_long"


def test_empty_functions_are_no_macros():
    script = (
        "var Documents = XHwpDocuments;\r\nfunction OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    )
    assert read_form(_with("Scripts/sourceScripts", script.encode("utf-16")), "a.hwpx").places


@pytest.mark.skipif(not EDGE.exists(), reason="the shared forms are not on this machine")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("배포용.hwp", "distribution"),
        ("배포용2.hwp", "distribution"),
        ("hj_password-12345.hwp", "password"),
        ("hj_password-12345.hwpx", "password"),
        ("hwp3_old.hwp", "hwp3"),
    ],
)
def test_locked_and_old_forms_are_told_apart(name, code):
    with pytest.raises(FormRefused) as refused:
        read_form((EDGE / name).read_bytes(), name)
    assert refused.value.code == code


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-3", "1e9", ""])
def test_numbers_that_are_none_break_no_reading(number):
    for old in ('colAddr="0"', 'colSpan="1"', 'rowSpan="1"'):
        assert read_form(_section(old, f'{old[:7]}="{number}"'), "a.hwpx").places


@pytest.mark.parametrize(
    ("text", "is_left"),
    [("00명", True), ("OO백만원", True), ("0000년 00월", True), ("총 00건", True), ("600명", False),
     ("1,000명", False), ("2000년", False), ("12.00%", False), ("39.9억 원", False)],
)  # fmt: skip
def test_a_number_that_ends_in_zeros_is_no_place_left_open(text, is_left):
    assert is_placeholder(text) == is_left
