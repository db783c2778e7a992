"""Personal data in words: found by kind, and taken out unless the planner lets it stand."""

import pytest

from civic.issues.importing.reading.personal import KINDS, find, mask
from tests.issues.importing.reading.tables import checked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("010-1234-5678로 연락", "[전화번호]로 연락"),
        ("０１０－１２３４－５６７８", "[전화번호]"),
        ("01012345678", "[전화번호]"),
        ("+82 10-1234-5678", "[전화번호]"),
        ("041-660-1234, 02) 123-4567", "[전화번호], [전화번호]"),
        ("주민 900101-1234567", "주민 [주민등록번호]"),
        ("900101-1******", "[주민등록번호]"),
        ("메일hong.gd@naver.com으로", "메일[이메일]으로"),
        ("농협 352-1234-5678-13", "농협 [계좌번호]"),
        ("12가 3456 차량", "[차량번호] 차량"),
        ("서울12가3456", "[차량번호]"),
        ("누리아파트 101동 1203호", "누리아파트 [동·호]"),
        ("빌라 302호", "빌라 [동·호]"),
        ("성명: 홍길동, 신청인 : 홍 길 동", "성명: [이름], 신청인 : [이름]"),
    ],
)
def test_personal_data_is_found_by_its_shape(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "접수번호 2026-03-000123",
        "20260302143000",
        "동문2동 123-4",
        "7호선 1203호선",
        "이름: 익명",
        "12월 2026년 30건",
        "온도 30도 1000원",
        "3번 버스 12시 3000원",
        "35.12345, 127.12345",
        "예산 1,234,567,890원",
        "1호기 2호차",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert find(text) == []


ROW = "가로등,김민수 010-1234-5678 12가 3456 김민수입니다,김민수,010-1234-5678"


def test_words_are_masked_and_the_row_is_pointed_out():
    result = checked("제목,내용,신청인,연락처", ROW)
    (row,), (found,) = result.complaints, result.personal
    assert row.body == "[이름] [전화번호] [차량번호] [이름]입니다"
    assert (found.number, found.field) == (2, "body")
    assert set(found.kinds) == {"phone", "plate", "name"}
    assert result.personal_rows == {"phone": 1, "plate": 1, "name": 1}
    assert "010" in found.before and "010" not in found.after


def test_a_kind_may_stand_where_the_planner_says_so():
    result = checked("제목,내용,신청인,연락처", ROW, unmasked=frozenset({"plate"}))
    assert result.complaints[0].body == "[이름] [전화번호] 12가 3456 [이름]입니다"


def test_same_rows_are_told_alike_whatever_is_masked():
    keys = {
        checked("제목,내용,신청인,연락처", ROW, unmasked=frozenset(kinds)).complaints[0].content_key
        for kinds in ((), KINDS)
    }
    assert len(keys) == 1


def test_nothing_of_people_is_kept_of_rows_that_become_no_issue():
    result = checked(
        "신청인,접수번호,제목,추천수",
        *("김민수,가-1,하나 010-1234-5678,1", "김민수,가-1,하나 010-1234-5678,1"),
        "이영희,가-2,둘,010-2222-3333",
    )
    (left_out,), (mistake,) = result.left_out, result.mistakes
    assert (left_out.why, left_out.words) == ("repeated", "가-1 · 하나 [전화번호] · 1")
    assert (mistake.why, mistake.value) == ("not_a_number", "[전화번호]")
