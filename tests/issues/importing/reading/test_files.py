"""The files of offices become tables; what is none is refused with a reason."""

import io
from datetime import datetime

import openpyxl
import pytest

from civic.places.tables import UnreadableFile, pack, read_grid, read_table, unpack
from tests.issues.importing.reading.tables import table_of


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
        ('{"제목": "가로등", "내용": "꺼짐"}\n{"제목": "버스"}'.encode(), "no_table"),
        ("제목\n".encode(), "no_rows"),
        (b"PK\x03\x04 not really a sheet", "other_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "broken"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "other_file"),
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
