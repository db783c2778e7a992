"""One slip in a word that is looked for is forgiven; what was meant is a word people wrote."""

import pytest

from civic.issues.listing.slips import without_slips

TITLES = [
    "음식물 쓰레기가 쌓여요",
    "쓰레기통이 없어요",
    "버스 정류장 그늘",
    "마을버스 배차",
    "주차 단속",
    "pub mud",
]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("쓰래기", "쓰레기"),  # another vowel
        ("쓰레개통", "쓰레기통"),
        ("마을버슈", "마을버스"),
        ("정류자 그늘", "정류장 그늘"),  # a final consonant left out
        ("쥬차  쓰래기", "주차 쓰레기"),
        ("버스정류쟝", "버스정류장"),  # written apart
        ("bud", None),  # as like pub as mud
        ("bud 쓰래기", None),
        ("쓰레기", None),  # nothing to be changed
        ("버스 쓰레기", None),
        ("쓰뢔긔", None),  # two slips
        ("헬리콥터", None),
        ("쓰래기 헬리콥터", None),
        ("ㅁ", None),
        ("", None),
        ("!?", None),
    ],
)
def test_a_word_with_one_slip_is_the_word_that_most_texts_have(asked, meant):
    assert without_slips(asked, TITLES) == meant


def test_of_two_that_were_meant_the_more_frequent_comes_first():
    assert without_slips("가러등", ["가로등", "가로등", "가루등"]) == "가로등"
    assert without_slips("가러등", ["가루등", "가루등", "가로등"]) == "가루등"


def test_no_texts_know_no_words():
    assert without_slips("쓰래기", []) is None
