"""A row is a complaint, a mistake with its number, or left out."""

import csv
import io

import pytest

from civic.issues.importing.reading.columns import guess_mapping
from civic.issues.importing.reading.complaints import ReadingPlan
from civic.issues.importing.reading.rows import check
from civic.places.tables import read_table
from tests.issues.importing.reading.tables import GAON, NOW, checked, real_input
from tests.paths import SHARED
from tests.places.tables.workbooks import row, text, workbook


def test_a_good_row_becomes_a_complaint():
    result = checked(
        "번호,제목,내용,분야,읍면동,위도,경도,추천수,등록일",
        '7,버스가 안 와요,"한 시간\n기다려요",교통,느티동,36.5,127.5,"1,204명",2026-11-01',
        categories={"교통": "transit"},
    )
    (row,) = result.complaints
    assert (row.number, row.title, row.category) == (2, "버스가 안 와요", "transit")
    assert (row.district_id, row.lat, row.lon, row.supports) == (7, 36.5, 127.5, 1204)
    assert (row.external_id, row.body) == ("7", "한 시간\n기다려요")


@pytest.mark.parametrize(
    ("header", "row", "field", "why"),
    [
        ("제목,내용,번호", ",-,7", "title", "missing"),
        ("제목,내용", f"{'가' * 201},", "title", "too_long"),
        ("제목,내용", f"가,{'나' * 10_001}", "body", "too_long"),
        ("제목,위도,경도", "가,36.5,", "lat", "half_position"),
        ("제목,위도,경도", "가,북위,동경", "lat", "not_a_number"),
        ("제목,위도,경도", "가,nan,127", "lat", "off_earth"),
        ("제목,위도,경도", "가,127.5,36.5", "lat", "swapped"),
        ("제목,위도,경도", "가,1755000.2,737000.5", "lat", "plane"),
        ("제목,위도,경도", "가,95,200", "lat", "off_earth"),
        ("제목,위도,경도", "가,35.1,129.0", "lat", "outside"),
        ("제목,추천수", "가,많음", "supports", "not_a_number"),
        ("제목,추천수", "가,-1", "supports", "negative"),
        ("제목,추천수", "가,99999999", "supports", "too_many"),
        ("제목,등록일", "가,모름", "created_at", "not_a_time"),
        ("제목,등록일", "가,2030-01-01", "created_at", "future"),
        ("제목,내용", "가,나,다", "", "extra_cells"),
    ],
)
def test_a_wrong_row_says_its_number_field_and_reason(header, row, field, why):
    result = checked(header, "좋은 줄,", row)
    (mistake,) = result.mistakes
    assert (mistake.number, mistake.field, mistake.why) == (3, field, why)
    assert len(result.complaints) == 1


def test_zero_zero_and_chosen_points_are_no_place():
    result = checked(
        "제목,읍면동,위도,경도",
        "가,,0,0",
        "나,달내동,36.2,127.2",
        "다,,,",
        no_place=frozenset({(36.2, 127.2)}),
    )
    assert [row.lat for row in result.complaints] == [None, None, None]
    assert [row.district_id for row in result.complaints] == [None, 7, None]
    assert result.no_place == 2


def test_positions_outside_may_be_left_out_on_request():
    lines = "제목,위도,경도", "가,35.1,129.0"
    assert checked(*lines).mistakes[0].why == "outside"
    asked = checked(*lines, outside_is_no_place=True)
    assert (asked.outside, asked.complaints[0].lat) == (1, None)


def test_without_a_title_column_the_story_begins_it():
    (row,) = checked("내용", "가로등이 꺼져 있어요").complaints
    assert row.title == "가로등이 꺼져 있어요"


def test_an_empty_story_behind_a_formula_is_refused_too():
    cells = text("A2", "가로등"), '<c r="B2"><f>C2</f><v/></c>'
    table = read_table(workbook(row(1, text("A1", "제목"), text("B1", "내용")) + row(2, *cells)))
    result = check(table, ReadingPlan(guess_mapping(table)), GAON, NOW)
    assert [(m.field, m.why) for m in result.mistakes] == [("body", "uncalculated")]


@real_input
def test_real_suggestions_are_read_without_a_mistake():
    table = read_table((SHARED / "reports_ko" / "seoul_proposals.csv").read_bytes())
    result = check(table, ReadingPlan(guess_mapping(table)), GAON, NOW)
    votes = [int(row["votes"]) for row in csv.DictReader(_real_lines())]
    assert (len(result.complaints), len(result.mistakes)) == (1529, 0)
    assert sum(row.supports for row in result.complaints) == sum(votes)


def _real_lines():
    text = (SHARED / "reports_ko" / "seoul_proposals.csv").read_text(encoding="utf-8-sig")
    return io.StringIO(text, newline="")


@pytest.mark.parametrize("blank", ["-", "·", "없음", "해당없음", "N/A", "해당 없음", " – ", "NULL"])
def test_what_offices_write_for_nothing_is_nothing(blank):
    (row,) = checked(
        "제목,내용,장소,추천수,접수번호,접수일자", f"가로등,{blank},{blank},{blank},{blank},{blank}"
    ).complaints
    assert (row.body, row.place, row.supports, row.external_id, row.dated) == ("", "", 0, "", False)


def test_a_story_without_a_title_gets_one_cut_between_words():
    story = "버스가 한 시간에 한 대밖에 오지 않아서 어르신들이 병원에 가기가 너무 어렵습니다 배차를"
    (row,) = checked("제목,내용", f",{story} 늘려 주세요. 정말 부탁드려요.").complaints
    assert row.title.endswith("…") and len(row.title) <= 60
    whole, words = f"{story} 늘려 주세요. 정말", row.title[:-1]
    assert whole.startswith(words) and not whole[len(words)].isalnum()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("※ 위 내용은 잠정 자료임,,", "remark"),
        ("3,,", "remark"),
        ("소계,,12", "total"),
        ("교통,소계,12건", "total"),
        ("합계(교통),,30", "total"),
        ("번호,제목,공감수", "header"),
    ],
)
def test_rows_that_are_no_complaints_are_left_out_with_the_reason(line, why):
    result = checked("번호,제목,공감수", "가-1,가로등,3", line, "가-2,주차,2")
    assert [(row.number, row.why) for row in result.left_out] == [(3, why)]
    assert (len(result.complaints), result.mistakes) == (2, [])


def test_a_second_table_in_the_sheet_is_left_out_until_ours_goes_on():
    result = checked(
        *("번호,제목,내용", "가-1,가로등,어두워요", "부서,접수일자,건수"),
        *("교통과,2026-01-02,3", "번호,제목,내용", "가-2,주차,좁아요"),
    )
    assert [row.title for row in result.complaints] == ["가로등", "주차"]
    assert [(row.number, row.why) for row in result.left_out] == [
        (3, "other_table"),
        (4, "other_table"),
        (5, "header"),
    ]


def test_categories_come_in_as_themselves_and_by_other_names():
    words = {
        "주차": "parking",
        "대중교통": "transit",
        "교통": "transit",
        "가로등": "safety",
        "쓰레기": "environment",
        "불법 주·정차": "parking",
        "자원순환과": "environment",
        "보행·도로": "walking",
        "외계인": "other",
        "-": "other",
    }
    rows = checked("제목,분야", *(f"제목 {n},{word}" for n, word in enumerate(words))).complaints
    assert [row.category for row in rows] == list(words.values())


def test_a_day_that_stands_alone_is_that_of_the_rows_below_it():
    """Merged over the columns, it heads the reports of a day; a row's own day goes before it."""
    result = checked(
        *("제목,내용,접수일", "2026. 3. 2.(월),,", "가로등,어두워요,", "주차,좁아요,2026-03-05"),
        *("3월 4일,,", "나무,부러졌어요,-", "붙임 1부,,"),
    )
    days = [row.created_at.date().isoformat() for row in result.complaints]
    assert days == ["2026-03-02", "2026-03-05", "2026-03-04"]
    left_out = [(row.number, row.why) for row in result.left_out]
    assert left_out == [(2, "day"), (5, "day"), (7, "remark")]


def test_minutes_pasted_line_by_line_leave_out_when_and_where_it_was():
    result = checked(
        *("주민설명회 건의사항", "○ 일시: 2026. 11. 4.(수) 14:00", "장 소 : 해미면 회관"),
        *(
            "1. 버스 막차를 늦춰 주세요",
            "* 장소가 좁아요: 회관을 넓혀 주세요",
            "※ 다음 회의 11월 18일",
        ),
    )
    assert [row.title for row in result.complaints] == [
        "1. 버스 막차를 늦춰 주세요",
        "* 장소가 좁아요: 회관을 넓혀 주세요",
    ]
    assert [(row.number, row.why) for row in result.left_out] == [
        (2, "remark"),
        (3, "remark"),
        (6, "remark"),
    ]


def test_answers_too_long_for_titles_are_bodies():
    """As the only question of a survey: most are short, some are not."""
    question, long = "불편한 점을 적어 주세요", "버스가 늦어요 " * 40
    rows = [*(f"{n}번째 주차장이 좁아요" for n in range(9)), long]
    result = checked(f"응답일시,{question}", *(f"2026-03-02,{row}" for row in rows))
    assert not result.mistakes and len(result.complaints) == 10
    assert result.complaints[-1].body == long.strip()
    assert result.complaints[-1].title.startswith("버스가 늦어요") and len(long) > 200
