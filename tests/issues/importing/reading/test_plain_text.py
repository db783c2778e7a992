"""What was pasted from a word processor, as plain text."""

import json
import time

import pytest

from civic.issues.importing.reading.plain_text import plain_text
from tests.issues.importing.reading.tables import real_input
from tests.paths import SHARED


def test_word_processor_text_becomes_plain_text():
    pasted = (
        '<!--StartFragment--><p class="0" style="mso-x:1">안녕하세요<span>.</span>&nbsp;</p>'
        "<o:p></o:p><p>둘째<br>줄</p><script>x</script>\u202e\ufeff"
    )
    assert plain_text(pasted) == "안녕하세요.\n둘째\n줄"
    assert plain_text("5 < 10 <서울> a<b") == "5 < 10 <서울> a<b"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p><![서울]></p>", "<![서울]>"),
        ("<p>‹![서울]></p>", "‹![서울]>"),
        ("<![if !supportLists]>하나<![endif]>", "하나"),
        ("<p>열린 <!-- 설명", "열린 설명"),
        ("<p>가<!-- 나 -->다</p>", "가다"),
        ("<style>p{}</style><p>가</p>", "가"),
        ("<p>가<style>나", "가나"),
        ("&#99999999999;&#0;&lt;가&gt;", "&#99999999999;\ufffd<가>"),
        ("&#" + "9" * 5000 + ";<p>가</p>", "&#" + "9" * 5000 + ";\n가"),
        ('<a href="?a=1&copy=2">가</a>&copy=3', "가&copy=3"),
        ('<p title="a>b">가</p>', "가"),
        ("<p>5 < 10 & <서울></p>", "5 < 10 & <서울>"),
        ("<?xml:namespace prefix = o /><!DOCTYPE html><o:p>가</o:p>", "가"),
        ("<p", "<p"),
    ],
)
def test_odd_markup_loses_no_words(cell, text):
    assert plain_text(cell) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "</p>",
        "<div><b>",
        "<!--",
        "<![",
        "<?",
        "&",
        "&#",
        "<a b='",
        '<a b="',
        "<style>",
        "<p",
    ],
)
def test_a_cell_four_times_as_long_takes_about_four_times_as_long(piece):
    def once(count):
        began = time.process_time()
        plain_text("<p>가</p>" + piece * count)
        return time.process_time() - began

    def seconds(count):  # the best of three: a busy machine makes one slow
        return min(once(count) for _ in range(3))

    assert seconds(16_000) < 10 * seconds(4_000) + 0.1


@real_input
def test_real_pasted_suggestions_lose_their_markup_and_keep_their_words():
    for line in (SHARED / "reports_ko" / "seoul_raw_html.jsonl").read_text().splitlines():
        text = plain_text(json.loads(line)["body_html"])
        assert text
        assert not any(mark in text for mark in ("mso-", "</", "&nbsp;", "style=", "\ufeff"))
