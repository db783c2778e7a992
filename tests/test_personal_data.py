"""What in a text may say who somebody is: found however it is spelled, and nothing else."""

import pytest

from bench.personal_data import missed, texts_of
from civic.personal_data import find, mask
from civic.resident_numbers import is_resident_number
from tests.paths import ROOT

REPORTS = ROOT.parent / "shared" / "data" / "reports_ko"


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
        ("ㅇ1ㅇ-1234-5678, 010ㅡ1234ㅡ5678", "[전화번호], [전화번호]"),
        ("010*1234*5678 010:1234:5678", "[전화번호] [전화번호]"),
        ("hong@naver,com hong@naver", "[이메일] [이메일]"),
        ("카뱅 3333-01-1234567", "카뱅 [계좌번호]"),
        ("예금주 홍길동 1234-56-7890123", "예금주 홍길동 [계좌번호]"),
        ("110-123-456789로 입금", "[계좌번호]로 입금"),
        ("110-123-456789, 3333-01-1234567", "[계좌번호], [계좌번호]"),
        ("123456-01-123456 352-1234-5678-13", "[계좌번호] [계좌번호]"),
        ("hong@naver.co.kr입니다", "[이메일]입니다"),
        ("hong@mail.gaon2.go.kr, hong골뱅이naver점co점kr", "[이메일], [이메일]"),
        ("12-가-3456, 면허는 11-12-345678-90", "[차량번호], 면허는 [운전면허번호]"),
        ("010-1234-5678 12가 3456", "[전화번호] [차량번호]"),
        ("031-123-4567 123동", "[전화번호] 123동"),
        ("kim@한국.kr으로, 홍길동@한국.한국", "[이메일]으로, [이메일]"),
        ("kim앳naver.com kim 앳 네이버 kim골뱅이네이버닷컴", "[이메일] [이메일] [이메일]"),
        ("kim(a)naver.com, kim@naver 닷 com", "[이메일], [이메일]"),
        ("12 가 34 56 차량, 서울 12가34 56", "[차량번호] 차량, [차량번호]"),
        ("일이가 삼사오육", "[차량번호]"),
        ("공 일 공 일 이 삼 사 오 육 칠 팔", "[전화번호]"),
        ("공하나공 일이삼사 오육칠팔", "[전화번호]"),
        ("010\u200b-12\u200b34-5678로", "[전화번호]로"),
        ("٠١٠-١٢٣٤-٥٦٧٨", "[전화번호]"),
        ("구공공일공일 일이삼사오육칠", "[주민등록번호]"),
        ("9 0 0 1 0 1 - 1 2 3 4 5 6 7", "[주민등록번호]"),
        ("카카오뱅크 삼삼삼삼 공일 일이삼사오육칠", "카카오뱅크 [계좌번호]"),
        ("성명: 홍길동, 신청인 : 홍 길 동", "성명: [이름], 신청인 : [이름]"),
    ],
)
def test_personal_data_is_found_by_its_shape(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "접수번호 2026-03-000123",
        "문서번호 110-123-456789, 관리번호: 123456-01-123456",
        "2026-123-456789",
        "1 2 3 4 5 6 7 8 9 10 11 12 13번 버스",
        "골뱅이 무침을 네이버에서 앳되게",
        "이사 오면 이 일이 사오월에 구이사오에서 일이 많아요",
        "인구 12 만 34 56",
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
        "공영주차장과 공영일자리, 오일장은 일이삼사일에 서요",
        "관리번호: 9001011234567",
        "2026.11.22. 10:30~2026.11.23. 09:00",
        "우리 동네 2017-12-31 2018-01-15 2019",
        "국민 12,345,678명이 at 센터에 왔어요",
        "119와 112, 1588-1234, 국번 없이 120",
        "45보 1000원, 30대 2000명",
        "위도 36.551234, 경도 127.051234",
        "@가온시 담당자님",
        "ㅇㅇ 2026년 ㅡㅡ 10:30:1234",
        "산 12-가 1234번지",
        "2019년 1월 1일 10시 1234번 버스",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert find(text) == []


def test_planted_numbers_are_found_in_any_spelling_and_the_words_around_them_stay():
    planted = [is_missed for *_, is_missed in missed(seed=7, each=20)]
    assert sum(planted) / len(planted) <= 0.02


@pytest.mark.skipif(not REPORTS.exists(), reason="real reports lie beside the project")
@pytest.mark.parametrize("name", ["seoul_proposals.csv", "petitions_city.jsonl"])
def test_what_real_people_wrote_is_hardly_ever_masked(name):
    masked = [bool(find(text)) for text in texts_of(REPORTS / name)]
    assert sum(masked) / len(masked) <= 0.01


@pytest.mark.parametrize(
    ("digits", "can_be_one"),
    [
        ("9001011234568", True),  # its check digit holds
        ("9001011234567", False),
        ("2011011234567"[:6] + "3234567", True),  # born when the last digit was no longer a check
        ("9002301234568", False),  # no such day
    ],
)
def test_thirteen_digits_are_a_resident_number_only_with_a_day_and_a_check(digits, can_be_one):
    assert is_resident_number(digits) == can_be_one
