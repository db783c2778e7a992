"""The district a row names, when it has no position."""

import pytest

from civic.issues.importing.reading.complaints import DistrictLookup
from tests.issues.importing.reading.tables import checked, locate

NAMES = ("해미면", "동문1동", "동문2동", "대산읍", "부춘동", "수석동")
NURI = DistrictLookup({name: n for n, name in enumerate(NAMES, 1)}, locate, city="누리시")


def found(column, words):
    result = checked(f"제목,{column}", f'가로등,"{words}"', place=NURI)
    (row,), (match,) = result.complaints, result.districts
    assert result.mistakes == []
    return NAMES[row.district_id - 1] if row.district_id else None, match.how


@pytest.mark.parametrize(
    ("words", "district"),
    [
        ("해미면", "해미면"),
        ("해미", "해미면"),
        ("동문２동", "동문2동"),
        ("동문 2동", "동문2동"),
        ("동문제2동", "동문2동"),
        ("동문2동 123-4", "동문2동"),
        ("충남 ○○시 해미면 읍내리 12", "해미면"),
        ("누리시 대산 시장", "대산읍"),
        ("읍내리(해미면)", "해미면"),
        ("부춘동 주민센터 앞", "부춘동"),
    ],
)
def test_a_district_is_found_by_its_name_however_loose(words, district):
    assert found("읍면동", words)[0] == district
    assert found("주소", words)[0] == district


@pytest.mark.parametrize("words", ["동문동", "중앙로 12 (동문동)", "수석동·부춘동 경계"])
def test_words_that_fit_two_districts_are_taken_for_none(words):
    assert found("읍면동", words) == (None, "unclear")
    assert found("주소", words) == (None, "unclear")


def test_a_name_we_do_not_have_takes_the_row_without_its_place():
    assert found("읍면동", "한남동") == (None, "unknown")


@pytest.mark.parametrize("words", ["충남 다른시 해미면 1", "서울 강남구 부춘동 2"])
def test_an_address_of_another_city_is_none_of_ours(words):
    result = checked("제목,주소", f"가로등,{words}", place=NURI)
    assert result.complaints[0].district_id is None


def test_the_address_says_what_the_district_s_column_does_not():
    result = checked("제목,읍면동,주소", "가로등,-,누리시 해미면 12", place=NURI)
    assert result.complaints[0].district_id == 1
    assert result.found_districts == 1
