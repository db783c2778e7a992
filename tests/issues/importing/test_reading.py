"""From a file's bytes to complaints or mistakes with a row number; no database."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from civic.issues.importing.columns import default_points, guess_mapping
from civic.issues.importing.rows import Mistake, Place, Plan, check, read_time
from civic.issues.importing.plain_text import plain_text
from civic.places.point_in_district import OutsideMunicipality
from civic.places.tables import UnreadableFile, pack, read_table, unpack

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[3].parent / "shared" / "data"
real_input = pytest.mark.skipif(not SHARED.exists(), reason="the real input is not here")


def locate(lat, lon):
    if not (36 < lat < 37 and 127 < lon < 128):
        raise OutsideMunicipality(lat, lon)
    return 7


GAON = Place({"달내동": 7, "느티동": 8, "9900010001": 8}, locate)


def table_of(*lines):
    return read_table("\n".join(lines).encode())


def checked(*lines, **plan):
    table = table_of(*lines)
    return check(table, Plan(guess_mapping(table.header), **plan), GAON, NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_korean_offices(encoding):
    table = read_table('제목,내용\n가로등,"첫 줄\n둘째 줄"\n,\n주차,좁아요'.encode(encoding))
    assert table.header == ("제목", "내용")
    assert table.rows == ((2, ("가로등", "첫 줄\n둘째 줄")), (4, ("주차", "좁아요")))
    assert unpack(pack(table)) == table


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
        (b"PK\x03\x04 not really a sheet", "hwp_or_other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "hwp_or_other"),
        (b"\xff\xfd\xfc,\xff", "encoding"),
        ("제목\n\0\0".encode(), "hwp_or_other"),
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
    assert guess_mapping(korean) == {
        "external_id": "민원번호",
        "title": "민원제목",
        "body": "민원내용",
        "district": "행정동",
        "lat": "위도",
        "lon": "경도",
        "supports": "공감 수",
        "created_at": "접수일시",
    }
    assert guess_mapping(("ID", "lat", "Votes")) == {"external_id": "ID", "supports": "Votes"}


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2019-08-31 18:53:18", "2019-08-31T09:53:18"),
        ("2019-08-31T18:53:18Z", "2019-08-31T18:53:18"),
        ("2019-08-31", "2019-08-30T15:00:00"),
        ("2019. 8. 31. 오후 6:53", "2019-08-31T09:53:00"),
        ("2019년 8월 31일", "2019-08-30T15:00:00"),
        ("2019/8/31 9:05", "2019-08-31T00:05:00"),
        ("01/02/2015 12:35:00 AM", "2015-01-01T15:35:00"),
        ("1/2/2015", "2015-01-01T15:00:00"),
    ],
)
def test_times_are_read_in_iso_korean_and_american(text, utc):
    assert read_time(text).astimezone(UTC) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize("text", ["어제", "2019-13-01", "13/40/2019", "0001-01-01", "99999999"])
def test_what_is_not_a_time_is_a_mistake(text):
    with pytest.raises(Mistake):
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
        ("제목,내용", ",내용만", "title", "missing"),
        ("제목,내용", f"{'가' * 201},", "title", "too_long"),
        ("제목,내용", f"가,{'나' * 10_001}", "body", "too_long"),
        ("제목,위도,경도", "가,36.5,", "lat", "half_position"),
        ("제목,위도,경도", "가,북위,동경", "lat", "not_a_number"),
        ("제목,위도,경도", "가,nan,127", "lat", "off_earth"),
        ("제목,위도,경도", "가,127.5,36.5", "lat", "off_earth"),
        ("제목,위도,경도", "가,35.1,129.0", "lat", "outside"),
        ("제목,읍면동", "가,한남동", "district", "unknown_district"),
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


def test_a_repeated_number_is_taken_once_and_alike_rows_without_numbers_are_all_kept():
    assert checked("번호,제목", "1,가", "1,나").same == 1
    twins = checked("제목", "가로등 고장", "가로등 고장")
    assert len({row.external_id for row in twins.complaints}) == 2


def test_without_a_title_column_the_story_begins_it():
    (row,) = checked("내용", "가로등이 꺼져 있어요").complaints
    assert row.title == "가로등이 꺼져 있어요"


def test_a_point_shared_by_too_many_rows_is_found():
    shared = ["가,36.1,127.1"] * 30
    apart = [f"나,36.{n:03},127.5" for n in range(70)]
    table = table_of("제목,위도,경도", *shared, *apart)
    assert default_points(table, guess_mapping(table.header)) == [("36.1", "127.1", 30)]
    few = table_of("제목,위도,경도", *shared[:19])
    assert default_points(few, guess_mapping(few.header)) == []


def test_word_processor_text_becomes_plain_text():
    pasted = (
        '<!--StartFragment--><p class="0" style="mso-x:1">안녕하세요<span>.</span>&nbsp;</p>'
        "<o:p></o:p><p>둘째<br>줄</p><script>x</script>\u202e\ufeff"
    )
    assert plain_text(pasted) == "안녕하세요.\n둘째\n줄"
    assert plain_text("5 < 10 <서울> a<b") == "5 < 10 <서울> a<b"


@real_input
def test_real_pasted_suggestions_lose_their_markup_and_keep_their_words():
    for line in (SHARED / "reports_ko" / "seoul_raw_html.jsonl").read_text().splitlines():
        text = plain_text(json.loads(line)["body_html"])
        assert text
        assert not any(mark in text for mark in ("mso-", "</", "&nbsp;", "style=", "\ufeff"))


@real_input
def test_real_suggestions_are_read_without_a_mistake():
    table = read_table((SHARED / "reports_ko" / "seoul_proposals.csv").read_bytes())
    result = check(table, Plan(guess_mapping(table.header)), GAON, NOW)
    votes = [int(row["votes"]) for row in csv.DictReader(_real_lines())]
    assert (len(result.complaints), len(result.mistakes)) == (1529, 0)
    assert sum(row.supports for row in result.complaints) == sum(votes)


def _real_lines():
    text = (SHARED / "reports_ko" / "seoul_proposals.csv").read_text(encoding="utf-8-sig")
    return io.StringIO(text, newline="")
