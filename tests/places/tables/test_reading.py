"""Files as offices save them, and files made to do harm: a table, or a reason, and soon."""

import io
import json
import time
from datetime import datetime

import openpyxl
import pytest
from flask_babel import force_locale

from civic.places.tables import (
    UnreadableFile,
    html_table,
    read_grid,
    read_table,
    reading,
    text_file,
)
from civic.places.tables import apart as parent
from civic.places.tables.labels import about_file
from tests.paths import SHARED
from tests.places.tables.workbooks import GOOD, MAIN, row, strings, text, workbook
from tests.waiting import spent_s

CASES = SHARED / "cases"
cases = pytest.mark.skipif(not CASES.exists(), reason="the real input is not here")
COMPLAINTS = ["2026-0101", "2026-0102", "2026-0103"]


def why(data) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_table(data)
    return refused.value.why


@cases
@pytest.mark.parametrize(
    ("name", "header_row", "rows"),
    [
        ("01_title_row_above_header.xlsx", 3, [*COMPLAINTS, "합계"]),
        ("03_html_table_renamed.xls", 1, COMPLAINTS),
        ("03b_html_table_lines.xls", 1, ["1", "2"]),
        ("05_sep_line.csv", 2, COMPLAINTS),
        ("11_formatted_to_last_row.xlsx", 1, COMPLAINTS),
        ("20_good.csv", 1, ["옛-1", "옛-2", "옛-3"]),
    ],
)
def test_a_file_as_offices_save_it_is_a_table(name, header_row, rows):
    before = spent_s()
    table = read_table((CASES / name).read_bytes())
    assert spent_s() - before < 1.5
    assert table.header_row == header_row
    assert [cells[0] for _, cells in table.rows] == rows
    assert "제목" in table.header


@cases
def test_letters_cut_in_the_middle_are_refused_by_name():
    assert why((CASES / "08_utf8_cut_mid_letter.csv").read_bytes()) == "encoding"


def test_a_formula_that_was_never_calculated_is_marked_and_an_empty_answer_is_not():
    cells = (
        text("A2", "가"),
        '<c r="B2"><f>A2&amp;"!"</f></c>',
        '<c r="C2" t="str"><f>IF(A2="","x","")</f><v></v></c>',
        '<c r="D2" t="str"><f>A2</f><v>가</v></c>',
        '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )
    header = row(1, *(text(f"{letter}1", f"열{letter}") for letter in "ABCDE"))
    table = read_table(workbook(header + row(2, *cells)))
    assert table.broken == {(2, 1), (2, 4)}
    assert table.rows[0][1][:4] == ("가", "", "", "가")


def test_a_sheet_keeps_its_row_numbers_and_says_which_sheets_were_left(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "표지"
    book.active["C3"] = "2026년 민원"
    sheet = book.create_sheet("접수대장")
    sheet["B5"], sheet["C5"] = "제목", "접수일"
    sheet["B7"], sheet["C7"] = "가로등", datetime(2026, 3, 2, 9, 30)
    book.create_sheet("빈 시트")
    book.create_sheet("숨은 시트").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    grid = read_grid(out.getvalue())
    table = grid.table()
    assert (grid.sheet, grid.others) == ("접수대장", ("표지",))
    assert table.header == ("(1)", "제목", "접수일")
    assert table.rows == ((7, ("", "가로등", "2026-03-02 09:30:00")),)


BOMBS = {
    "shared strings": lambda: workbook(sharedStrings=strings(12_000_000)),
    "cell formats": lambda: workbook(
        styles=[f'<styleSheet xmlns="{MAIN}"><cellXfs>', *["<xf/>" * 100_000] * 50]
    ),
    "entities": lambda: workbook(
        styles='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><a>&b;</a>'
    ),
    "an archive that unpacks to too much": lambda: workbook(
        junk=("0" * 1_000_000 for _ in range(400))
    ),
    "one cell in the last corner": lambda: workbook(GOOD + row(1048576, text("XFD1048576", "x"))),
    "many rows": lambda: workbook("".join(row(n, text(f"A{n}", "가")) for n in range(1, 60_000))),
    "tags within tags": lambda: workbook("<a>" * 300_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_workbook_made_to_do_harm_is_refused_soon(bomb, app):
    data = BOMBS[bomb]()
    before = spent_s()
    refused = why(data)
    assert spent_s() - before < 10
    assert refused in ("too_large", "too_many_rows", "broken", "empty")
    with app.test_request_context(), force_locale("ko"):
        assert about_file(UnreadableFile(refused)).endswith("요.")


def test_a_parser_that_takes_too_long_or_dies_is_a_refusal(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    monkeypatch.setattr(reading, "WORKBOOK", child)
    monkeypatch.setattr(parent, "LONGEST_S", 0.1)
    child.write_text("while True: pass")
    assert why(workbook()) == "too_large"
    child.write_text("import os; os.abort()")
    assert why(workbook()) == "too_large"


def test_another_sheet_that_no_memory_holds_does_not_keep_one_from_being_read():
    book = openpyxl.Workbook()
    for words in (("제목", "내용"), ("가로등", "어두워요"), ("주차", "좁아요")):
        book.active.append(words)
    book.create_sheet("메모")["A1"] = "메모"
    book["메모"]["XFD1048576"] = "끝"
    out = io.BytesIO()
    book.save(out)
    grid = read_grid(out.getvalue(), likeness=lambda peek: peek.total)
    assert (grid.sheet, len(grid.rows), grid.others) == (book.active.title, 3, ("메모",))


def test_a_likelier_sheet_that_is_too_large_leaves_the_first(monkeypatch):
    book = openpyxl.Workbook()
    for name, rows in (("접수", 3), ("로그", 9)):
        sheet = book.create_sheet(name)
        for n in range(rows):
            sheet.append((f"제목 {n}", "내용"))
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    monkeypatch.setattr(parent, "MAX_ROWS", 2 - parent.MOST_ABOVE)
    grid = read_grid(out.getvalue(), likeness=lambda peek: peek.total)
    assert (grid.sheet, grid.others) == ("접수", ("로그",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "old_markup"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "old_markup"),
        (b"<html><body>no table</body></html>", "old_markup"),
        (b"<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>", "old_markup"),
        (b"<table></table>", "empty"),
        (b"PK\x05\x06" + b"\0" * 18, "no_table"),
        (b"%PDF-1.7\n1 0 obj", "other_file"),
        (b"\x89PNG\r\n\x1a\n\x00", "other_file"),
        (workbook()[:-30], "broken"),
        (workbook(""), "empty"),
    ],
)
def test_what_is_no_table_is_refused_by_name(data, reason):
    assert why(data) == reason


def test_cells_of_a_page_that_span_keep_their_columns():
    page = (
        "<!-- x --><table><tr><th rowspan=2>제목</th><th colspan='2'>위치</th></tr>"
        "<tr><th>위도</th><th>경도</th></tr><tr><td>가<br>나 &lt;b&gt;<td>36<td>127</table>"
    )
    assert [cells for _, cells in read_grid(page.encode()).rows] == [
        ("제목", "위치", ""),
        ("제목", "위도", "경도"),
        ("가\n나 <b>", "36", "127"),
    ]


def test_a_cell_that_spans_rows_in_the_last_column_spans_no_more_of_them():
    page = (
        "<table><tr><th rowspan=2>번호<th colspan=2>민원<th rowspan=2>접수일</tr>"
        "<tr><th>제목<th>내용</tr><tr><td>1<td>가<td>나<td rowspan=2>3.2</tr>"
        "<tr><td>2<td>다</tr><tr><td>3<td>라<td>마<td>3.4</tr></table>"
    )
    assert [cells for _, cells in read_grid(page.encode()).rows] == [
        ("번호", "민원", "", "접수일"),
        ("번호", "제목", "내용", "접수일"),
        ("1", "가", "나", "3.2"),
        ("2", "다", "", "3.2"),
        ("3", "라", "마", "3.4"),
    ]


def seconds(page) -> float:
    """In this process, where it can be measured."""
    began = time.process_time()
    try:
        text_file.read_text(page.encode())
    except UnreadableFile as refused:
        assert refused.why in ("too_large", "too_many_rows", "old_markup")
    return time.process_time() - began


@pytest.mark.parametrize("piece", ["<td>", "<tr>", "<td colspan=9999999>", "<!--", "<a ", "&#9"])
def test_a_page_four_times_as_long_takes_about_four_times_as_long(piece):
    short, long = ("<table><tr><td>가</td></tr>" + piece * n for n in (20_000, 80_000))
    assert seconds(long) < 10 * seconds(short) + 0.1


@pytest.mark.parametrize("piece", ["<td>", "<td>가</td>"])
def test_a_row_of_more_cells_than_any_sheet_has_is_refused_soon(piece):
    page = f"<table><tr><td>제목</td></tr><tr>{piece * 1_000_000}"
    began = time.process_time()
    assert why(page.encode()) == "too_large"
    assert time.process_time() - began < 2


def test_a_page_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(html_table, "CPU_S", 0.05)
    assert why(("<table><tr><td>" + "<" * 300_000).encode()) == "too_large"


def test_titles_above_the_names_do_not_hide_the_separator():
    table = read_table("2026년 현황\n제목;내용;장소\n가;나,다;라\n".encode())
    assert table.header == ("제목", "내용", "장소")
    assert json.dumps(table.rows[0][1], ensure_ascii=False) == '["가", "나,다", "라"]'


LARGE = {
    "a CSV": "제목,내용\n" + "가로등,어두워요\n" * 40_000,
    "a page": "<table>" + "<tr><td>제목<td>내용</tr>" * 20_000 + "</table>",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_text_is_read_in_a_process_of_its_own(name, monkeypatch):
    data = LARGE[name].encode()
    assert len(data) > reading.SMALL
    here = text_file.read_text(data)
    monkeypatch.setattr(reading, "read_text", None)
    assert read_grid(data) == here


def test_what_is_wrong_with_a_large_text_is_told_with_its_line():
    data = ("제목\n" + "가로등\n" * 50_000 + '"나').encode()
    with pytest.raises(UnreadableFile) as refused:
        read_grid(data)
    assert (refused.value.why, refused.value.line) == ("quotes", 50_002)


def test_a_sheet_is_read_by_its_name_or_its_number():
    book = openpyxl.Workbook()
    book.active.append(["제목", "내용"])
    book.active.append(["가", "나"])
    book.create_sheet("2026").append(["다", "라"])
    out = io.BytesIO()
    book.save(out)
    for sheet in ("2026", "2"):
        assert read_grid(out.getvalue(), sheet).rows == ((1, ("다", "라")),)
    with pytest.raises(UnreadableFile) as refused:
        read_grid(out.getvalue(), "3")
    assert refused.value.why == "no_sheet"


def test_a_merged_cell_made_to_fill_the_memory_is_refused_soon():
    sheet = "".join(
        row(n, text(f"A{n}", "가" * 30_000 if n == 1 else ""), text(f"B{n}", "나"))
        for n in range(1, 20_000)
    )
    merged = f'{sheet}</sheetData><mergeCells><mergeCell ref="A1:A20000"/></mergeCells><sheetData>'
    assert why(workbook(merged)) in ("too_large", "broken")
