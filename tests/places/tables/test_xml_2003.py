"""Excel's XML of 2003: its cells as other workbooks' are, its sheets, and what is refused."""

import pytest

from civic.places.tables import UnreadableFile, read_grid, reading

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:html="http://www.w3.org/TR/REC-html40">'
)


def row(*cells, index=None):
    place = f' ss:Index="{index}"' if index else ""
    return f"<Row{place}>{''.join(map(cell, cells))}</Row>"


def cell(value):
    if value.startswith("<Cell"):
        return value
    return f'<Cell><Data ss:Type="String">{value}</Data></Cell>'


def typed(kind, value, **attributes):
    more = "".join(f' ss:{name}="{words}"' for name, words in attributes.items())
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def sheet(name, *rows, visible=""):
    seen = f"<x:Visible>{visible}</x:Visible>" if visible else ""
    options = f"<x:WorksheetOptions>{seen}</x:WorksheetOptions>"
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{options}</Worksheet>'


def book(*sheets) -> bytes:
    return f"{HEAD}{''.join(sheets)}</Workbook>".encode()


def why(data: bytes, sheet="") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_grid(data, sheet)
    return refused.value.why


def test_cells_say_what_those_of_other_workbooks_say():
    rows = read_grid(
        book(
            sheet(
                "민원",
                row("제목", "접수일", "건수", "처리"),
                row(
                    "가로등 &lt;고장&gt;",
                    typed("DateTime", "2026-01-02T09:30:00.000"),
                    typed("Number", "12.0"),
                    typed("Boolean", "1"),
                ),
                row("<Cell><Data ss:Type='String'>버스<html:B>가</html:B> 안 와요</Data></Cell>"),
            )
        )
    ).rows
    assert rows == (
        (1, ("제목", "접수일", "건수", "처리")),
        (2, ("가로등 <고장>", "2026-01-02 09:30:00", "12", "TRUE")),
        (3, ("버스가 안 와요",)),
    )


def test_places_that_are_left_out_or_merged_keep_their_columns():
    merged = typed("String", "도로과", MergeDown="2", MergeAcross="1")
    grid = read_grid(
        book(
            sheet(
                "표",
                row("부서", "", "제목", index=3),
                row(merged, "가로등"),
                row(typed("String", "보도", Index="3")),
                row(typed("String", "신호", Index="3")),
                row(typed("String", "버스", Index="3"), index=9),
            )
        )
    )
    assert grid.rows == (
        (3, ("부서", "", "제목")),
        (4, ("도로과", "", "가로등")),
        (5, ("도로과", "", "보도")),
        (6, ("도로과", "", "신호")),
        (9, ("", "", "버스")),
    )


def test_comments_are_no_cells_and_faults_are_known():
    note = "<Comment><ss:Data>메모</ss:Data></Comment>"
    grid = read_grid(
        book(
            sheet(
                "표",
                row("제목", "값"),
                row(
                    f'<Cell><Data ss:Type="String">가로등</Data>{note}</Cell>',
                    typed("Error", "#N/A"),
                ),
                row("버스", '<Cell ss:Formula="=A1"></Cell>'),
            )
        )
    )
    assert [cells[0] for _, cells in grid.rows] == ["제목", "가로등", "버스"]
    assert grid.broken == {(2, 1), (3, 1)}


def test_the_sheet_with_a_table_is_read_others_are_named_hidden_ones_are_not(monkeypatch):
    data = book(
        sheet("표지", row("2026년 민원")),
        sheet("숨김", row("가", "나"), row("다", "라"), visible="SheetHidden"),
        sheet("민원", row("제목", "내용"), row("가로등", "꺼짐")),
        sheet("빈", row("")),
    )
    for small in (reading.SMALL, 10):  # here, and in a process of its own
        monkeypatch.setattr(reading, "SMALL", small)
        grid = read_grid(data)
        assert (grid.sheet, grid.others) == ("민원", ("표지",))
        assert read_grid(data, "표지").rows == ((1, ("2026년 민원",)),)
        assert read_grid(data, "1").sheet == "표지"
        assert why(data, "숨김") == why(data, "없음") == "no_sheet"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(), "empty"),
        (book(sheet("표")), "empty"),
        (book(sheet("표", row("가")))[:-20], "no_table"),
        (b'<?xml version="1.0"?><rss/>', "old_markup"),
        (b'<?xml version="1.0"?><Workbook><Row><Cell/></Row></Workbook>', "old_markup"),
        (
            HEAD.replace("<Workbook", '<!DOCTYPE W [<!ENTITY a "aaaa">]><Workbook').encode(),
            "no_table",
        ),
        (book(sheet("표", *[row("가")] * 51_000)), "too_many_rows"),
        (
            book(
                sheet(
                    "표",
                    row(typed("String", "가" * 90_000, MergeDown="9999")),
                    *[row("", "나")] * 900,
                )
            ),
            "too_large",
        ),
    ],
)
def test_what_is_broken_or_made_to_do_harm_is_refused_by_name(data, reason):
    assert why(data) == reason
