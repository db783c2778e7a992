"""From a file's bytes to complaints or mistakes with a row number; no database."""

import csv
import io
import json
import time
from datetime import UTC, date, datetime

import openpyxl
import pytest

from civic.issues.importing.reading.columns import default_points, guess_mapping, is_known_name
from civic.issues.importing.reading.complaints import DistrictLookup, ReadingPlan
from civic.issues.importing.reading.dates import SEOUL, NotATime, read_time
from civic.issues.importing.reading.plain_text import plain_text
from civic.issues.importing.reading.rows import check
from civic.places.point_in_district import OutsideMunicipality
from civic.places.tables import Table, UnreadableFile, pack, read_grid, read_table, unpack
from tests.paths import SHARED
from tests.places.tables.workbooks import row, text, workbook

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
real_input = pytest.mark.skipif(not SHARED.exists(), reason="the real input is not here")


def locate(lat, lon):
    if not (36 < lat < 37 and 127 < lon < 128):
        raise OutsideMunicipality(lat, lon)
    return 7


GAON = DistrictLookup({"달내동": 7, "느티동": 8, "9900010001": 8}, locate)


def table_of(*lines):
    return read_table("\n".join(lines).encode())


def checked(*lines, **plan):
    table = table_of(*lines)
    return check(table, ReadingPlan(guess_mapping(table), **plan), GAON, NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_korean_offices(encoding):
    grid = read_grid('제목,내용\n가로등,"첫 줄\n둘째 줄"\n,\n주차,좁아요'.encode(encoding))
    table = grid.table()
    assert table.header == ("제목", "내용")
    assert table.rows == ((2, ("가로등", "첫 줄\n둘째 줄")), (4, ("주차", "좁아요")))
    assert unpack(pack(grid)) == grid


def test_semicolons_tabs_missing_and_repeated_names_are_understood():
    assert table_of("제목;내용;;제목", "가;나;다;라").header == ("제목", "내용", "(3)", "제목 (4)")
    assert table_of("제목\t내용", "가\t나").rows == ((2, ("가", "나")),)


def test_an_excel_sheet_is_read_with_its_numbers_and_dates():
    book = openpyxl.Workbook()
    book.active.append(["제목", "공감수", "접수일"])
    book.active.append(["가로등", 12, datetime(2026, 3, 2, 9, 30)])
    book.active.append([None, None, None])
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue())
    assert table.rows == ((2, ("가로등", "12", "2026-03-02 09:30:00")),)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        ("제목\n".encode(), "no_rows"),
        (b"PK\x03\x04 not really a sheet", "no_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "no_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no_table"),
        (b"\xff\xfd\xfc,\xff", "encoding"),
        ("제목\n\0\0".encode(), "no_table"),
        ('제목,내용\n가,"닫지 않은 따옴표\n나,다'.encode(), "quotes"),
        (("제목\n" + "가\n" * 50_001).encode(), "too_many_rows"),
    ],
)
def test_files_that_are_no_tables_are_refused_with_a_reason(data, why):
    with pytest.raises(UnreadableFile) as refused:
        read_table(data)
    assert refused.value.why == why


def test_columns_are_guessed_from_korean_and_english_names():
    korean = ("민원번호", "민원제목", "민원내용", "행정동", "위도", "경도", "공감 수", "접수일시")
    assert guess_mapping(Table(korean, ())) == {
        "external_id": "민원번호",
        "title": "민원제목",
        "body": "민원내용",
        "district": "행정동",
        "lat": "위도",
        "lon": "경도",
        "supports": "공감 수",
        "created_at": "접수일시",
    }
    assert guess_mapping(Table(("ID", "lat", "Votes"), ())) == {
        "external_id": "ID",
        "supports": "Votes",
    }


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2019-08-31 18:53:18", "2019-08-31T09:53:18"),
        ("2019-08-31T18:53:18Z", "2019-08-31T18:53:18"),
        ("2019-08-31", "2019-08-30T15:00:00"),
        ("2019. 8. 31. 오후 6:53", "2019-08-31T09:53:00"),
        ("2019년 8월 31일", "2019-08-30T15:00:00"),
        ("2019/8/31 9:05", "2019-08-31T00:05:00"),
        ("2019. 8. 31.(토) 18시 53분", "2019-08-31T09:53:00"),
        ("'19.8.31", "2019-08-30T15:00:00"),
        ("98-08-31", "1998-08-30T15:00:00"),
        ("2019.08.31.18:53:18", "2019-08-31T09:53:18"),
        ("２０１９－０８－３１ 오전 12:05", "2019-08-30T15:05:00"),
        ("2019-08-31 [토요일] 오후6시", "2019-08-31T09:00:00"),
        ("20190831185318", "2019-08-31T09:53:18"),
        ("2019-08-31T18:53:18.123+0900", "2019-08-31T09:53:18"),
        ("43708.787013889", "2019-08-31T09:53:18"),
        ("01/02/2015 12:35:00 AM", "2015-01-01T15:35:00"),
        ("1/2/2015", "2015-01-01T15:00:00"),
    ],
)
def test_times_are_read_in_iso_korean_and_american(text, utc):
    assert read_time(text).astimezone(UTC) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "어제",
        "2019-13-01",
        "13/40/2019",
        "0001-01-01",
        "99999999",
        "03/02/26",
        "2026. 3.",
        "1" * 9999,
    ],
)
def test_what_is_not_a_time_is_a_mistake(text):
    with pytest.raises(NotATime):
        read_time(text)


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


def test_a_point_shared_by_too_many_rows_is_found():
    shared = ["가,36.1,127.1"] * 30
    apart = [f"나,36.{n:03},127.5" for n in range(70)]
    table = table_of("제목,위도,경도", *shared, *apart)
    assert default_points(table, guess_mapping(table)) == [("36.1", "127.1", 30)]
    few = table_of("제목,위도,경도", *shared[:19])
    assert default_points(few, guess_mapping(few)) == []


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

    assert seconds(80_000) < 10 * seconds(20_000) + 0.1


def case(name):
    table = read_table((SHARED / "cases" / name).read_bytes(), is_known_name)
    place = DistrictLookup({"누리읍": 7}, lambda lat, lon: 7)
    return check(table, ReadingPlan(guess_mapping(table)), place, datetime(2026, 12, 1, tzinfo=UTC))


@real_input
def test_all_dates_as_offices_write_them_are_read():
    result = case("06_dates.csv")
    assert result.mistakes == []
    assert {row.created_at.astimezone(SEOUL).date() for row in result.complaints} == {
        date(2026, 3, 2)
    }
    clocks = {row.created_at.astimezone(SEOUL).strftime("%H:%M") for row in result.complaints}
    assert clocks == {"00:00", "14:30"}
    assert (len(result.complaints), all(row.dated for row in result.complaints)) == (16, True)


@real_input
def test_a_sum_under_the_rows_is_left_out_with_the_reason():
    result = case("01_title_row_above_header.xlsx")
    assert [row.external_id for row in result.complaints] == ["2026-0101", "2026-0102", "2026-0103"]
    assert [(row.number, row.why) for row in result.left_out] == [(7, "total")]


@real_input
def test_positions_are_refused_by_what_they_seem_to_be():
    result = case("10_coordinates.csv")
    assert [row.number for row in result.complaints] == [2, 4]
    assert [(m.number, m.why) for m in result.mistakes] == [(3, "swapped"), (5, "plane")]


@real_input
def test_a_formula_without_a_value_is_refused_not_emptied():
    result = case("12_formula_no_cached_value.xlsx")
    assert [(m.number, m.field, m.why) for m in result.mistakes] == [(2, "title", "uncalculated")]


def test_an_empty_story_behind_a_formula_is_refused_too():
    cells = text("A2", "가로등"), '<c r="B2"><f>C2</f><v/></c>'
    table = read_table(workbook(row(1, text("A1", "제목"), text("B1", "내용")) + row(2, *cells)))
    result = check(table, ReadingPlan(guess_mapping(table)), GAON, NOW)
    assert [(m.field, m.why) for m in result.mistakes] == [("body", "uncalculated")]


@real_input
def test_real_pasted_suggestions_lose_their_markup_and_keep_their_words():
    for line in (SHARED / "reports_ko" / "seoul_raw_html.jsonl").read_text().splitlines():
        text = plain_text(json.loads(line)["body_html"])
        assert text
        assert not any(mark in text for mark in ("mso-", "</", "&nbsp;", "style=", "\ufeff"))


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
