"""One normal form for whatever people type."""

import unicodedata

import pytest

from civic.text import has_something_to_see, normal, one_line, paragraphs, search_form
from tests.paths import SHARED

CASES = SHARED / "cases"
FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    "blank",
    ["", " ", "\n\t", "\u3164\u3164", "\u115f\u1160", "\uffa0", "\u2800\u2800", "\u034f", "\ufe0f",
     "\u200b", "\u200d", "\u2060\ufeff", "\u00a0\u3000", "\ud800", "\x00\x1b", "\u202e", "\u0301",
     "\U000e0041", "\u180e"],
)  # fmt: skip
def test_what_nobody_sees_is_empty(blank):
    assert one_line(blank) == paragraphs(blank) == normal(blank) == ""
    assert not has_something_to_see(blank)


@pytest.mark.parametrize(
    "seen", ["가", "1", "?", "★", FAMILY, "🫩", "ㅋ", "　가　", "\u1100\u1161"]
)
def test_what_somebody_sees_stays(seen):
    assert has_something_to_see(seen)
    assert one_line(seen) == unicodedata.normalize("NFC", seen).strip("　")


def test_every_blank_of_the_cases_is_empty():
    file = CASES / "30_blank_titles.txt"
    if not file.exists():
        pytest.skip("../shared is not here")
    for line in file.read_text(encoding="utf-8").splitlines():
        assert one_line(line.partition("\t")[2]) == "", line


@pytest.mark.parametrize(
    "emoji",
    [FAMILY, "👩🏽‍🚒", "❤️‍🔥", "🏳️‍🌈", "🧑‍🦽", "क्‍ष", "می‌خواهم"],
)
def test_a_joiner_inside_an_emoji_or_a_joined_word_stays(emoji):
    assert one_line(f"우리 {emoji} 가족") == f"우리 {emoji} 가족"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("버스\u200b정류장", "버스정류장"),
        (unicodedata.normalize("NFD", "가온시청"), "가온시청"),
        ("가\u3164나", "가 나"),
        ("김\u200d민지", "김민지"),
        ("safe\u202etxt", "safetxt"),
        ("가\x00나\ud800", "가나"),
        ("가\r\n나\r다\u2028라", "가\n나\n다\n라"),
        ("\ufeff제목", "제목"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_letters_nobody_sees_fall_away(typed, kept):
    assert paragraphs(typed) == kept
    assert normal(paragraphs(typed)) == paragraphs(typed)


def test_old_hangul_keeps_its_fillers():
    assert one_line("\u115f\u1161") == "\u115f\u1161"


def test_what_is_searched_for_meets_what_is_written_otherwise():
    spellings = ["버스２번", unicodedata.normalize("NFD", "버스2번"), "버\u200b스2번", "버스2번"]
    assert {search_form(each) for each in spellings} == {"버스2번"}
    assert search_form("㎡ CO₂") == "m2 co2"


def test_a_long_text_is_read_at_once():
    assert len(normal("가\u200d나👨‍👩" * 50_000)) > 100_000
