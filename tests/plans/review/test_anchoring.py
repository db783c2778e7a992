"""Where a remark's quote stands in the next version."""

import pytest

from civic.plans.review.anchoring import Anchor, RemarkPlace, anchor, find, replace_quote

TEXT = "경로당 설명회 4회를 함께 열어 휴대전화가 어려운 주민의 의견을 받음"


@pytest.mark.parametrize(
    ("quote", "how"),
    [
        ("경로당 설명회", "exact"),
        ("경로당설명회 4회", "spaces"),
        ("설명회 12회를 함께", "numbers"),
        ("휴대전화가 어려운 주민들의 의견을 받음", "alike"),
    ],
)
def test_a_quote_is_found_by_the_strictest_way_that_fits(quote, how):
    assert find(quote, TEXT).how == how


@pytest.mark.parametrize("quote", ["버스 대기시간", "주민투표를 함께 열어", "회의 12회", "음받"])
def test_other_words_are_not_the_quote(quote):
    assert find(quote, TEXT) is None


def test_the_found_passage_is_where_the_words_are():
    span = find("설명회  4회를", TEXT)
    assert TEXT[span.start : span.end] == "설명회 4회를"


def test_an_empty_quote_is_the_whole_paragraph():
    span = find("", TEXT)
    assert (span.start, span.end) == (0, len(TEXT))


def test_a_figure_counted_again_keeps_the_remark_on_its_sentence():
    spots = {"overview.people": Anchor("참여 주민: 1,213명", {})}
    assert anchor("overview.people", "", "참여 주민: 0명", spots) == RemarkPlace("overview.people")


def test_a_number_alone_is_not_taken_for_another_one():
    assert find("4", "설명회 12회") is None


def test_long_words_are_followed_into_the_one_paragraph_that_has_them():
    spots = {"a": Anchor("다른 글", {}), "b": Anchor(TEXT, {}), "c": Anchor("또 다른 글", {})}
    assert anchor("a", "", "휴대전화가 어려운 주민의", spots) == RemarkPlace("b", moved=True)
    assert anchor("gone", "", "휴대전화가 어려운 주민의", spots) == RemarkPlace("b", moved=True)


def test_words_that_stand_twice_or_are_short_are_not_followed():
    spots = {"b": Anchor(TEXT, {}), "c": Anchor(TEXT, {})}
    assert anchor("gone", "", "휴대전화가 어려운 주민의", spots) is None
    assert anchor("gone", "", "경로당", {"b": Anchor(TEXT, {})}) is None


def test_a_row_is_held_by_its_key_and_lost_with_it():
    spots = {"t": Anchor("표", {"issue.12": "1 · 정류장"})}
    assert anchor("t", "issue.12", "4 · 정류장", spots) == RemarkPlace("t", "issue.12")
    assert anchor("t", "issue.13", "1 · 정류장", spots) is None


def test_suggested_words_take_the_quotes_place_and_nothing_elses():
    assert replace_quote("설명회  4회", "찾아가는 설명회 5회", TEXT).startswith(
        "경로당 찾아가는 설명회 5회를"
    )
    assert replace_quote("버스", "기차", TEXT) is None


def test_a_hostile_quote_takes_no_time_and_finds_nothing():
    assert find("(a+)+" * 600, "a" * 3000) is None
    assert find("가" * 3000, "나" * 3000) is None
