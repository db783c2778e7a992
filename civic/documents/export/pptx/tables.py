"""A table on a slide: as large as fits, in letters that a room can read."""

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide as PptxSlide
from pptx.table import Table as PptxTable
from pptx.table import _Cell
from pptx.util import Mm, Pt

from civic.documents.charts.palette import ACCENT, INK, LINE, QUIET, SUNK
from civic.documents.export.pptx.shapes import (
    LINE_HEIGHT,
    MM_OF_POINT,
    SlideBox,
    colour,
    lines_tall,
    say,
    write,
)
from civic.documents.model import Table, plain

ALIGNED = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
LARGEST_CELL, LEGIBLE_CELL, SMALLEST_CELL = 20, 12, 8  # points; less than legible as a last resort
Measures = tuple[list[float], list[float], float]  # widths, heights; size of letters
CELL_PADDING, ROOMY = 2.4, 8.0  # mm above and below a cell's words together, and at most
UNIT_MM, NOTE_MM = 6, 7  # of the lines above and below a table


def add_table(slide: PptxSlide, table: Table, box: SlideBox, largest: int = LARGEST_CELL) -> None:
    """As large as fits, its unit above and its note below. largest: its letters, in points."""
    rows, widths, room = _words(table), _widths(table, box), box.height - _around(table)
    size = min(largest, letters(table, box))
    heights = _heights(rows, widths, size)
    spare = min((room - sum(heights)) / len(rows), ROOMY - CELL_PADDING)
    heights = [height + max(0, spare) for height in heights]
    top = box.top
    if table.unit:
        write(slide, table.unit, SlideBox(box.left, top, box.width, 5), 12, ink=QUIET,
              align=PP_ALIGN.RIGHT)  # fmt: skip
        top += UNIT_MM
    place = SlideBox(box.left, top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(rows), len(widths), *place.emu)
    frame.name = table.key
    _fill(frame.table, table, rows, (widths, heights, size))
    if table.note:
        below = SlideBox(box.left, top + sum(heights) + 1.5, box.width, 5)
        write(slide, f"※ {table.note}", below, 12, ink=QUIET)


def letters(table: Table, box: SlideBox) -> int:
    """Points of the largest letters in which each word has a line, else words broken over lines,
    legible from the back of a room if anything is."""
    rows, widths, room = _words(table), _widths(table, box), box.height - _around(table)
    fitting = [
        size
        for size in range(LARGEST_CELL, SMALLEST_CELL - 1, -1)
        if sum(_heights(rows, widths, size)) <= room
    ]
    legible = [size for size in fitting if size >= LEGIBLE_CELL]
    whole = (size for size in legible if _has_whole_words(rows, widths, size))
    return next(whole, min(legible, default=max(fitting, default=SMALLEST_CELL)))


def _has_whole_words(rows: list[list[str]], widths: list[float], size: float) -> bool:
    return all(
        lines_tall(word, width, size) == 1
        for row in rows
        for text, width in zip(row, widths, strict=True)
        for word in text.split()
    )


def table_need(table: Table, width: float, size: float) -> float:
    """How high a table is in letters of a size, in mm."""
    widths = [column.width * width for column in table.columns]
    return sum(_heights(_words(table), widths, size)) + _around(table)


def _widths(table: Table, box: SlideBox) -> list[float]:
    return [column.width * box.width for column in table.columns]


def _words(table: Table) -> list[list[str]]:
    header = [column.title for column in table.columns]
    return [header, *([plain(cell) for cell in row] for row in table.cells)]


def _around(table: Table) -> float:
    return (UNIT_MM if table.unit else 0) + (NOTE_MM if table.note else 0)


def _heights(rows: list[list[str]], widths: list[float], size: float) -> list[float]:
    line = size * MM_OF_POINT * LINE_HEIGHT
    return [
        max(lines_tall(text, width, size) for text, width in zip(row, widths, strict=True)) * line
        + CELL_PADDING
        for row in rows
    ]


def _fill(grid: PptxTable, table: Table, rows: list[list[str]], measures: Measures) -> None:
    widths, heights, size = measures
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row, height in zip(grid.rows, heights, strict=True):
        row.height = Mm(height)
    for n, row in enumerate(rows):
        last = table.totals and n == len(rows) - 1
        for cell, text, column in zip(grid.rows[n].cells, row, table.columns, strict=True):
            cell.margin_top = cell.margin_bottom = Mm(0.8)
            cell.margin_left = cell.margin_right = Mm(1.8)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour(ACCENT if n == 0 else SUNK if last else "#ffffff")
            if n:
                _rule_around(cell)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.CENTER if n == 0 else ALIGNED[column.align]
            say(paragraph, text, size, ink="#ffffff" if n == 0 else INK, bold=n == 0 or last)


def _rule_around(cell: _Cell) -> None:
    """Thin lines, as the tables of the paper have: python-pptx knows no edges of cells."""
    properties = cell._tc.get_or_add_tcPr()
    for n, side in enumerate(("a:lnT", "a:lnB")):
        rule = properties.makeelement(qn(side), {"w": str(int(Pt(0.75)))})
        fill = rule.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LINE.removeprefix("#")}))
        rule.append(fill)
        properties.insert(n, rule)
