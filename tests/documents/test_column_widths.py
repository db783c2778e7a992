"""Columns take the room that their words need."""

import pytest

from civic.documents.export.column_widths import SIDES, roomy
from civic.documents.export.text_width import em_width, line_count

TARGETS = [
    ("연번", "성과목표", "성과지표", "단위", "가중치", "방향", "기준값(연도)", "목표값(연도)"),
    ("1", "농촌지역 버스 대기시간 단축", "평균 대기시간", "분", "25.7%", "감소", "72(2021)",
     "26(2023) [주민 중앙값 15]"),
    ("2", "학교 앞 정지선 위반 감소", "정지선 위반", "건/일", "7.7%", "감소", "240(2021)",
     "70(2023)"),
]  # fmt: skip
SHARES = (0.06, 0.19, 0.2, 0.08, 0.1, 0.08, 0.14, 0.15)


def lines(rows, shares, room) -> list[int]:
    """Of each row."""
    widths = [room * share - SIDES for share in shares]
    return [max(map(line_count, row, widths)) for row in rows]


def test_a_table_that_fits_keeps_its_columns():
    rows = [("읍면동", "건수"), ("주문진읍", "13")]
    assert roomy(rows, (0.6, 0.4), 50) == [0.6, 0.4]


def test_short_cells_stay_on_one_line_and_long_ones_share_the_rest():
    before, after = lines(TARGETS, SHARES, 50), lines(TARGETS, roomy(TARGETS, SHARES, 50), 50)
    assert sum(after) < sum(before) and max(after) == 2
    for column, share in zip(zip(*TARGETS, strict=True), roomy(TARGETS, SHARES, 50), strict=True):
        longest = max(em_width(word) for cell in column for word in cell.split())
        assert longest + SIDES <= share * 50 + 1e-6  # no word is broken


def test_a_date_has_a_line_where_it_is_one_word():
    rows = [("날짜", "결과"), ("2021. 11. 26.", "난방비와 버스를 가장 많이 이야기함 " * 9)]

    def room_of_dates(**named) -> float:
        return 30 * roomy(rows, (0.1, 0.9), 30, **named)[0] - SIDES

    assert room_of_dates() < em_width("2021. 11. 26.") <= room_of_dates(whole_dates=True) + 1e-6


def test_what_fits_beside_each_other_is_on_one_line_and_the_rest_is_shared_as_before():
    rows = [("모임", "결과"), ("주문진읍 마을회관 설명회", "들음")]
    shares = roomy(rows, (0.2, 0.8), 40)
    assert lines(rows, shares, 40) == [1, 1]
    assert shares[1] > 0.5


@pytest.mark.parametrize(
    "rows",
    [
        [("", "")],
        [("가" * 400, "나" * 400)],
        [("https://example.org/" + "a" * 300, "1"), ("", "")],
        [("가 " * 500, "1")] * 3,
    ],
)
def test_shares_add_up_whatever_the_cells_hold(rows):
    shares = roomy(rows, (0.5, 0.5), 50)
    assert sum(shares) == pytest.approx(1) and min(shares) > 0.01
