"""Files as offices hand them over, written here: none is repaired before it is uploaded."""

import io

import openpyxl
import xlsxwriter

HEADER = ["접수번호", "제목", "내용", "접수일자", "읍면동"]
ROWS = [
    ["가-1", "가로등", "밤길이 어두워요", "2026-03-02", "달내동"],
    ["가-2", "주차", "길이 좁아요", "2026-03-03", "느티동"],
    ["가-3", "버스", "한 시간에 한 대예요", "2026-03-04", "달내동"],
]
DATES = (
    *("2026-03-02", "2026.3.2", "2026. 3. 2.", "2026/03/02", "20260302", "'26.3.2", "26-03-02"),
    *("2026년 3월 2일", "2026. 3. 2.(월)", "2026-03-02 14:30", "2026.03.02 오후 2:30", "46083"),
    *("20260302143000", "2026-03-02 14시 30분", "3/2", "２０２６．３．２"),
)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(sheet, *rows):
    for row in rows:
        sheet.append(row)
    return sheet


def under_a_title():
    book = openpyxl.Workbook()
    sheet = filled(book.active, ["2026년 1분기 민원 접수 대장"], ["(교통과, 단위: 건)"], [])
    sheet.merge_cells("A1:E1")
    filled(sheet, HEADER, *ROWS)
    return saved(book)


def under_two_merged_lines():
    book = openpyxl.Workbook()
    sheet = filled(
        book.active,
        ["접수번호", "민원", "", "접수일자", "위치"],
        ["", "제목", "내용", "", "읍면동"],
        *ROWS,
    )
    for span in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(span)
    return saved(book)


def html_named_xls():
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in [HEADER, *ROWS]]
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><body><table border=1>{rows}</table></body></html>".encode("cp949")


def separated_by_a_named_mark():
    return "\r\n".join(["sep=;", *(";".join(row) for row in [HEADER, *ROWS])]).encode("cp949")


def behind_a_hidden_sheet():
    book = openpyxl.Workbook()
    filled(book.active, ["코드", "값"], ["1", "2"], ["3", "4"])
    book.active.sheet_state = "hidden"
    filled(book.create_sheet("접수대장"), HEADER, *ROWS)
    book.active = 1
    return saved(book)


def formatted_down_to_the_last_row():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADER, *ROWS]):
        sheet.write_row(number, 0, row)
    sheet.set_row(1_048_575, 15, book.add_format({"bold": True}))
    sheet.write_blank(1_048_575, 4, None, book.add_format({"bold": True}))
    book.close()
    return out.getvalue()


def with_sums_between():
    book = openpyxl.Workbook()
    sums = [["소계", "2건"], ["", "소계", "1"], ["합계", "", "3건"]]
    filled(book.active, HEADER, *ROWS[:2], sums[0], ROWS[2], *sums[1:])
    return saved(book)


def with_a_second_table_and_notes():
    book = openpyxl.Workbook()
    filled(book.active, HEADER, *ROWS, [], ["부서", "처리상태", "건수"], ["교통과", "완료", "3"])
    filled(book.active, [], ["※ 위 내용은 잠정 자료임"])
    return saved(book)


def with_line_breaks_in_its_header():
    names = ["접수\n번호", "민원\n제목", "민원내용\n(요약)", "접수\r\n일자", "읍·면·동"]
    lines = [",".join(f'"{name}"' for name in names), *(",".join(row) for row in ROWS)]
    return "\n".join(lines).encode("utf-16-le")


def with_notes_below():
    lines = [",".join(row) for row in [HEADER, *ROWS]]
    notes = ["※ 익명 처리함,,,,", "자료: 교통과,,,,", '"끝.",,,,']
    return ("\ufeff" + "\n".join([*lines, *notes])).encode()


def with_merged_cells():
    book = openpyxl.Workbook()
    below = [[*row[:4], ""] for row in ROWS[1:]]
    sheet = filled(book.active, HEADER, ROWS[0], *below)
    sheet.merge_cells("E2:E4")
    return saved(book)


def xml_named_xls():
    """As Excel 2003 and programs of offices write it."""
    lines = ["".join(map(_xml_cell, row)) for row in [HEADER, *ROWS]]
    rows = "".join(f"<Row>{line}</Row>" for line in lines)
    return (
        '<?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="접수대장"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _xml_cell(text):
    return f'<Cell><Data ss:Type="String">{text}</Data></Cell>'


def tabs_without_a_mark():
    return "\n".join("\t".join(row) for row in [HEADER, *ROWS]).encode("utf-16-be")


def tabs_under_a_title_with_commas():
    title = ["2026년 1분기, 민원 접수 대장 (교통과, 도로과, 환경과)", "작성: 교통과, 2026.3.31."]
    return "\r\n".join([*title, *("\t".join(row) for row in [HEADER, *ROWS])]).encode("cp949")


def with_remarks_beside_the_table():
    """In columns that nobody named."""
    book = openpyxl.Workbook()
    sheet = filled(book.active, HEADER, *ROWS)
    sheet["G2"], sheet["H4"] = "확인함", "11.4. 통화"
    return saved(book)


TAKEN = (
    *(under_a_title, under_two_merged_lines, html_named_xls, separated_by_a_named_mark),
    *(behind_a_hidden_sheet, formatted_down_to_the_last_row, with_sums_between),
    *(with_a_second_table_and_notes, with_line_breaks_in_its_header, with_notes_below),
    *(with_merged_cells, tabs_without_a_mark, xml_named_xls),
    *(tabs_under_a_title_with_commas, with_remarks_beside_the_table),
)


def sixteen_dates():
    rows = [f'가-{n},제목 {n},"{date}"' for n, date in enumerate(DATES)]
    return "\n".join(["접수번호,제목,접수일자", *rows]).encode()


def web_archive():
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--"


def locked():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def xml_of_2003():
    return (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    )


def formulas_never_calculated():
    book = openpyxl.Workbook()
    filled(book.active, ["제목", "내용"], ["가로등", "=A2"], ["주차", "좁아요"])
    return saved(book)
