"""The tables, the list of issues and the facts as a workbook with real numbers."""

import io
import re
from collections.abc import Iterable
from math import isfinite
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from civic.documents.csv_cells import safe_cell
from civic.documents.export import csv as csv_file
from civic.documents.export.bookmarks import Bookmarks
from civic.documents.export.captions import caption
from civic.documents.export.cleaned import listed, printed
from civic.documents.export.evidence_table import pictures
from civic.documents.export.text_width import line_count
from civic.documents.export.title_block import base_line, notices, property_time, taken_at
from civic.documents.model import Column, Document, Fact, ListedIssue, Table, Text, is_number, plain

FONT = "맑은 고딕"
SHEET_WIDTH = 130  # characters over all columns of a table
LONGEST = 32_000  # a cell takes 32,767 characters
ISSUE_WIDTHS = (16, 60, 14, 12, 10, 10, 12, 12, 12, 24)
_DIGITS = re.compile(r"-?\d[\d,]*(?:\.(\d+))?")


def export(document: Document) -> bytes:
    paper, file = printed(document), io.BytesIO()
    folder = TemporaryDirectory(prefix="civic-xlsx-")
    # Rows go to the disk as they come, so each sheet is written from top to bottom.
    with folder as path, Workbook(file, {"tmpdir": path, "constant_memory": True}) as book:
        created = property_time(taken_at(paper))
        book.set_properties(
            {"title": paper.title, "author": paper.municipality, "created": created}
        )
        sheets = Sheets(book)
        sheets.overview(paper)
        for n, table in enumerate(paper.tables(), start=1):
            sheets.table(table, n)
        sheets.issues(csv_file.header(document), listed(document))
        sheets.facts(paper)
    return file.getvalue()


def number_format(fact: Fact) -> str | None:
    """The format that shows a fact's number as it is printed: 1,204명 → #,##0"명".

    None when what is printed is not that number, e.g. 4.1억 원 for 410000000.
    """
    match = _DIGITS.search(fact.text)
    if not match or isinstance(fact.value, str) or not isfinite(fact.value):
        return None
    places = len(match[1] or "")
    if _in_millions(fact, match[0], places):
        return "#,##0" + ("." + "0" * places if places else "") + ",,"
    if f"{fact.value:.{places}f}" != match[0].replace(",", ""):
        return None
    before, after = fact.text[: match.start()], fact.text[match.end() :]
    if '"' in before + after or len(before + after) > 40:
        return None
    quoted = [f'"{part}"' if part else "" for part in (before, after)]
    digits = "#,##0" if "," in match[0] else "0"
    return quoted[0] + digits + ("." + "0" * places if places else "") + quoted[1]


def _in_millions(fact: Fact, digits: str, places: int) -> bool:
    """Won are printed in 백만원: such a cell holds won, and its format divides them."""
    if digits != fact.text or isinstance(fact.value, str) or abs(fact.value) < 1000:
        return False
    return f"{fact.value / 1_000_000:.{places}f}" == digits.replace(",", "")


class Sheets:
    """Sheets of one workbook; cell formats are made once."""

    def __init__(self, book: Workbook):
        self.book = book
        self.formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
            self.formats[key] = self.book.add_format(base | properties)
        return self.formats[key]

    def sheet(
        self, name: str, widths: Iterable[float], titles: Iterable[str], heading: str = ""
    ) -> Worksheet:
        """A sheet whose header row, under a heading if any, stays in sight and is repeated."""
        sheet = self.book.add_worksheet(name)
        first_row = 0
        if heading:
            write(sheet, 0, 0, heading, self.format(bold=True, text_wrap=False))
            first_row = 1
        header = self.format(bold=True, bg_color="#E6EBF2", border=1, align="center")
        for n, (width, title) in enumerate(zip(widths, titles, strict=True)):
            sheet.set_column(n, n, width)
            write(sheet, first_row, n, title, header)
        sheet.freeze_panes(first_row + 1, 0)
        sheet.repeat_rows(first_row)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C- &P -")
        return sheet

    def overview(self, document: Document) -> None:
        sheet = self.book.add_worksheet("표지")
        sheet.set_column(0, 0, 100)
        sheet.hide_gridlines(2)
        write(sheet, 0, 0, document.programme, self.format(font_color="#464C53"))
        title = self.format(bold=True, font_size=16, text_wrap=False)
        write(sheet, 1, 0, f"{document.municipality} {document.title}".strip(), title)
        lines = [document.round_title, base_line(document), *notices(document)]
        for n, line in enumerate(lines, start=2):
            write(sheet, n, 0, line, self.format())

    def table(self, table: Table, nth: int) -> None:
        widths = [max(6, round(SHEET_WIDTH * column.width)) for column in table.columns]
        titles = [column.title for column in table.columns]
        taken = self.book.get_worksheet_by_name(f"표 {table.number}")
        name = f"표 {table.number} ({nth})" if taken else f"표 {table.number}"
        heading = " ".join(filter(None, [caption(table), table.unit]))
        sheet = self.sheet(name, widths, titles, heading)
        for r, cells in enumerate(table.cells, start=2):
            is_sum = table.totals and r == len(table.cells) + 1
            for c, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                if not (is_sum and self.sum(sheet, (r, c), table, column)):
                    self.cell(sheet, r, c, cell, column)
            lines = max(
                line_count(plain(cell), width / 1.75)
                for cell, width in zip(cells, widths, strict=True)
            )
            sheet.set_row(r, min(400, 15 * lines + 3))
        if table.note:
            write(sheet, len(table.cells) + 2, 0, f"※ {table.note}", self.format(text_wrap=False))

    def sum(self, sheet: Worksheet, at: tuple[int, int], table: Table, column: Column) -> bool:
        """The sum of the numbers above as a formula, where it is what is printed."""
        (r, c), numbers = at, [_number(row[at[1]]) for row in table.cells]
        *parts, total = numbers
        shown = number_format(total) if total else None
        values = [float(part.value) for part in parts if part]
        if total is None or shown is None or len(values) < len(parts) or not values:
            return False
        if sum(values) != total.value:
            return False
        style = self.format(num_format=shown, border=1, align=column.align, bold=True)
        above = f"{xl_rowcol_to_cell(2, c)}:{xl_rowcol_to_cell(r - 1, c)}"
        sheet.write_formula(r, c, f"=SUM({above})", style, total.value)
        return True

    def cell(self, sheet: Worksheet, r: int, c: int, text: Text, column: Column) -> None:
        """A cell that is one fact holds the number itself, shown as printed."""
        style = {"border": 1, "align": column.align}
        only = text[0] if len(text) == 1 else ""
        if is_number(only) and (shown := number_format(only)):
            sheet.write_number(r, c, only.value, self.format(num_format=shown, **style))
        else:
            write(sheet, r, c, plain(text), self.format(**style))

    def issues(self, names: tuple[str, ...], places: Iterable[ListedIssue]) -> None:
        sheet = self.sheet("도시문제", ISSUE_WIDTHS[: len(names)], names)
        style, last = self.format(border=1), 1
        for last, place in enumerate(places, start=1):
            for c, value in enumerate(csv_file.row(place)[: len(names)]):
                write(sheet, last, c, value, style)
        sheet.autofilter(0, 0, last, len(names) - 1)

    def facts(self, document: Document) -> None:
        sheet = self.sheet(
            "근거", (30, 18, 18, 70), ("근거 번호", "값", "적힌 값", "무엇을 센 값인가")
        )
        rows: list[tuple[object, ...]] = [
            (fact.id, fact.value, fact.text, fact.says) for fact in document.facts()
        ]
        rows += [(id, None, shown, says) for id, shown, says in pictures(document)]
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row):
                write(sheet, r, c, value, self.format(border=1))
        for r, name in enumerate(Bookmarks(document).names.values(), start=1):
            self.book.define_name(name, f"='근거'!$B${r + 1}")


def _number(text: Text) -> Fact | None:
    """The fact that is all of a cell, if it is a number."""
    only = text[0] if len(text) == 1 else None
    return only if is_number(only) else None


def write(sheet: Worksheet, r: int, c: int, value: object, style: Format) -> None:
    """A number as a number; text as text, never a formula."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        sheet.write_number(r, c, value, style)
    elif value is None or value == "":
        sheet.write_blank(r, c, None, style)
    else:
        sheet.write_string(r, c, safe_cell(str(value)[:LONGEST]), style)
