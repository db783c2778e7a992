"""Paragraphs and tables of an HWPX section as elements.

python-hwpx reaches a table's cells one by one and slowly; a table here is written in one go.
"""

from copy import deepcopy

from hwpx.oxml.namespaces import HP
from lxml import etree

from civic.documents.export.bookmarks import Bookmarks
from civic.documents.export.hwpx.styles import Look, Shapes, mm, pt
from civic.documents.export.text_width import line_count
from civic.documents.model import Table, plain

_PARAGRAPH = {"id": "0", "pageBreak": "0", "columnBreak": "0", "merged": "0"}
_SUBLIST = {
    "id": "",
    "textDirection": "HORIZONTAL",
    "lineWrap": "BREAK",
    "vertAlign": "CENTER",
    "linkListIDRef": "0",
    "linkListNextIDRef": "0",
    "textWidth": "0",
    "textHeight": "0",
    "hasTextRef": "0",
    "hasNumRef": "0",
}
_TABLE = {
    "id": "0",
    "zOrder": "0",
    "numberingType": "TABLE",
    "textWrap": "TOP_AND_BOTTOM",
    "textFlow": "BOTH_SIDES",
    "lock": "0",
    "dropcapstyle": "None",
    "pageBreak": "CELL",
    "repeatHeader": "1",
    "cellSpacing": "0",
    "noAdjust": "0",
}
# Apart from the text line: 한글 breaks only such a table over pages.
_POSITION = {
    "treatAsChar": "0",
    "affectLSpacing": "0",
    "flowWithText": "1",
    "allowOverlap": "0",
    "holdAnchorAndSO": "0",
    "vertRelTo": "PARA",
    "horzRelTo": "COLUMN",
    "vertAlign": "TOP",
    "horzAlign": "LEFT",
    "vertOffset": "0",
    "horzOffset": "0",
}
_SIDE, _TOP = 340, 170  # margins in a cell, HWPUNIT
_MARGIN = {"left": str(_SIDE), "right": str(_SIDE), "top": str(_TOP), "bottom": str(_TOP)}
_NONE = dict.fromkeys(("left", "right", "top", "bottom"), "0")
_LINE = 1.3  # a line in a cell, times the letters' size
_TALLEST = mm(200)  # a row taller than a page starts at this height and goes on over pages
_INLINE = mm(80)  # tables up to this height stand in the text line and are never broken


def add(
    parent: etree._Element, tag: str, attributes: dict[str, str] | None = None
) -> etree._Element:
    return etree.SubElement(parent, f"{HP}{tag}", attributes or {})


Words = str | list[tuple[str, str | None]]  # as bookmarks.Bookmarks parts them


def add_paragraph(parent: etree._Element, look: Look, text: Words = "") -> etree._Element:
    """A paragraph in that look; returns it."""
    ids = {"paraPrIDRef": look.paragraph, "styleIDRef": look.style}
    paragraph = add(parent, "p", _PARAGRAPH | ids)
    add_run(paragraph, look, text)
    return paragraph


def add_run(paragraph: etree._Element, look: Look, text: Words = "") -> etree._Element:
    run = add(paragraph, "run", {"charPrIDRef": look.letters})
    put(run, text)
    return run


def put(run: etree._Element, text: Words) -> None:
    """Words, and marks where figures stand, behind what is in a run."""
    for words, name in [(text, None)] if isinstance(text, str) else text:
        if name:
            add(add(run, "ctrl"), "bookmark", {"name": name})
        add(run, "t").text = words


def add_table(
    run: etree._Element,
    table: Table,
    bookmarks: Bookmarks,
    shapes: Shapes,
    width: int,
    size: float,
    more: int = 0,
) -> None:
    """A table into a run: shaded header row repeated on each page. width in HWPUNIT, size in pt;
    more: HWPUNIT of a row's height beyond what its words need."""
    widths = [int(width * column.width) for column in table.columns]
    rows = [[(column.title,) for column in table.columns], *table.cells]
    heights = [row_height([plain(cell) for cell in row], widths, size) + more for row in rows]
    counts = {"rowCnt": str(len(rows)), "colCnt": str(len(widths)), "borderFillIDRef": shapes.cell}
    new_table = etree.Element(f"{HP}tbl", _TABLE | counts)
    run.insert(0, new_table)
    _size(new_table, "sz", sum(widths), sum(heights))
    add(new_table, "pos", _POSITION | {"treatAsChar": str(int(sum(heights) <= _INLINE))})
    add(new_table, "outMargin", _NONE)
    add(new_table, "inMargin", _MARGIN)
    columns = list(zip(table.columns, widths, strict=True))
    head = [_blank(shapes.head_look(size), shapes.head_cell, wide, "1") for _, wide in columns]
    body = [
        _blank(shapes.cell_look(size, column.align), shapes.cell, wide) for column, wide in columns
    ]
    spans = [1, *table.spans()]
    for r, row in enumerate(rows):
        line = add(new_table, "tr")
        for c, text in enumerate(row):
            span = 1 if c else spans[r]
            if span:  # else a cell from above lies here
                cell = deepcopy(body[c] if r else head[c])
                line.append(cell)
                _fill(cell, (r, c), bookmarks.parted(text), sum(heights[r : r + span]), span)


def row_height(texts: list[str], widths: list[int], size: float) -> int:
    """HWPUNIT for the cell with most lines: 한글 cuts off what a row has no room for."""
    lines = max(
        line_count(text, max(1.0, (width - 2 * _SIDE) / pt(size)))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_TALLEST, round(lines * pt(size) * _LINE) + 2 * _TOP)


def _blank(look: Look, border: str, width: int, header: str = "0") -> etree._Element:
    """A cell of a column; copied, for to make one takes four times as long."""
    attributes = {"name": "", "header": header, "hasMargin": "0", "protect": "0", "editable": "0"}
    cell = etree.Element(f"{HP}tc", attributes | {"dirty": "0", "borderFillIDRef": border})
    add_paragraph(add(cell, "subList", _SUBLIST), look, [])
    add(cell, "cellAddr")
    add(cell, "cellSpan", {"colSpan": "1"})
    add(cell, "cellSz", {"width": str(width)})
    add(cell, "cellMargin", _MARGIN)
    return cell


def _fill(
    cell: etree._Element, at: tuple[int, int], text: Words, height: int, rows: int = 1
) -> None:
    """Words and measures of a blank cell. at: row and column; rows: that it reaches over."""
    inside, address, span, size, _margin = cell
    put(inside[0][0], text)
    address.attrib.update({"colAddr": str(at[1]), "rowAddr": str(at[0])})
    span.set("rowSpan", str(rows))
    size.set("height", str(height))


def _size(parent: etree._Element, tag: str, width: int, height: int) -> None:
    add(
        parent,
        tag,
        {
            "width": str(width),
            "widthRelTo": "ABSOLUTE",
            "height": str(height),
            "heightRelTo": "ABSOLUTE",
            "protect": "0",
        },
    )


def add_box(parent: etree._Element, text: str, shapes: Shapes, width: int) -> None:
    """One sentence in a shaded box over the whole width."""
    look = shapes.notice
    run = add_run(
        add(parent, "p", _PARAGRAPH | {"paraPrIDRef": look.paragraph, "styleIDRef": "0"}), look
    )
    height = row_height([text], [width], look.size) + _TOP
    box = etree.Element(
        f"{HP}tbl",
        _TABLE | {"rowCnt": "1", "colCnt": "1", "borderFillIDRef": shapes.box, "repeatHeader": "0"},
    )
    run.insert(0, box)
    _size(box, "sz", width, height)
    add(box, "pos", _POSITION | {"treatAsChar": "1"})
    add(box, "outMargin", _NONE)
    add(box, "inMargin", _MARGIN)
    cell = _blank(look, shapes.box, width)
    add(box, "tr").append(cell)
    _fill(cell, (0, 0), text, height)


def number_ids(section: etree._Element) -> None:
    """Ids in reading order instead of random ones: the same document is the same bytes."""
    for n, item in enumerate(section.iter(f"{HP}p", f"{HP}tbl", f"{HP}pic", f"{HP}header"), 1):
        item.set("id", str(n))
        if "instid" in item.attrib:
            item.set("instid", str(n))
