"""Quotes that are offered for a theme: cut as written, of differing people and places, and of both
stances where both exist."""

import pytest

from civic.themes.quotable import AGAINST_LETTERS, QuotableText, candidates, is_against, sentences

WORDS = ("버스", "배차", "노선")


def text(number, body, author="", place=""):
    return QuotableText(number, "버스 의견", body, author, place)


def test_each_is_a_slice_of_its_text():
    body = "  밤 버스의 배차 간격이 너무 길어요. 한 시간을 기다렸어요!\n노선도 하나뿐이에요."
    for one in candidates([text(1, body)], WORDS):
        source = {"title": "버스 의견", "body": body}[one.field]
        assert one.words == source[one.start : one.end]


def test_no_mark_of_a_list_or_an_answer_comes_along():
    body = ">> 밤 버스의 배차 간격이 너무 길어요.\n- 노선이 하나뿐이라 갈아탈 곳이 없어요."
    body += "\n○○동에는 저녁에 다니는 버스가 없어요."
    assert [words for _start, _end, words in sentences(body)] == [
        "밤 버스의 배차 간격이 너무 길어요.", "노선이 하나뿐이라 갈아탈 곳이 없어요.",
        "○○동에는 저녁에 다니는 버스가 없어요.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "against",
    [
        "버스 노선을 바꾸는 데 반대해요, 지금이 좋아요.",
        "버스 배차를 줄이지 말고 하지 말아 주세요, 부탁해요.",
        "버스 노선은 지금 그대로 두어 주세요, 편해요.",
    ],
)
def test_both_stances_are_offered_however_few_want_the_other(against):
    most = [text(n, f"버스 배차 간격을 {n}분으로 줄여 주세요, 너무 길어요.") for n in range(2, 40)]
    offered = candidates([*most, text(1, against)], WORDS)
    assert [one.issue_id for one in offered if one.against] == [1]
    assert len([one for one in offered if not one.against]) == 5


def test_where_all_want_the_same_nobody_is_said_to_be_against():
    some = [text(n, f"버스 배차 간격을 {n}분으로 줄여 주세요, 너무 길어요.") for n in range(9)]
    assert not any(one.against for one in candidates(some, WORDS))


def test_people_and_places_differ_before_anybody_speaks_twice():
    same = [
        text(n, f"버스 노선과 배차를 {n}번째로 말씀드려요, 늘려 주세요.", "민지", "달내동")
        for n in range(1, 9)
    ]
    others = [
        text(20, "버스가 밤에 너무 일찍 끊겨서 힘들어요.", "준호", "구름면"),
        text(21, "버스 정류장까지 걸어서 이십 분이 걸려요.", "하늘", "새빛동"),
    ]
    offered = candidates([*same, *others], WORDS, most=3)
    assert {20, 21} < {one.issue_id for one in offered} and len(offered) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "노선을 바꾸는 데 반대해요",
            "줄이지 말아 주세요",
            "하지 말라고 해 주세요",
            "필요 없어요",
        ),
        *(
            "불필요한 공사예요",
            "그대로 둬 주세요",
            "지금을 유지해 주세요",
            "철회하세요",
            "과도해요",
        ),
    ],
)
def test_whoever_is_against_is_found_by_letters_too(sentence):
    assert is_against(sentence) and any(letters in sentence for letters in AGAINST_LETTERS)
