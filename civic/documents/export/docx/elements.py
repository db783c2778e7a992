"""Pieces of WordprocessingML that python-docx has no call for."""

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import CharacterStyle

from civic.documents.export.bookmarks import Bookmarks
from civic.documents.export.page_layout import end_rows, stays_whole
from civic.documents.model import Column, Table

INK, QUIET, ACCENT, RULE, SHADE = "1E2124", "464C53", "0B50D0", "8A949E", "E6EBF2"
FONT = "맑은 고딕"
MAY_SPLIT = 600  # a row with a cell of so many letters may break over pages
_TWIPS_A_MM = 1440 / 25.4
CENTERED = Column("", 0, "center")
Cell = tuple[list[tuple[str, str | None]], Column]  # words as bookmarks part them, and alignment


def element(
    tag: str, *children: BaseOxmlElement, text: str | None = None, **attributes: object
) -> BaseOxmlElement:
    """A w: element; attribute names get the same prefix, e.g. element("shd", fill="E6EBF2")."""
    new_element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        new_element.set(qn(f"w:{name}"), str(value))
    if text is not None:
        new_element.text = text
        new_element.set(qn("xml:space"), "preserve")
    new_element.extend(children)
    return new_element


def field(code: str) -> list[BaseOxmlElement]:
    """Runs of a field, e.g. PAGE."""
    kinds = [element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    parts = [kinds[0], element("instrText", text=code), kinds[1], element("t", text="1"), kinds[2]]
    return [element("r", part) for part in parts]


def bookmarked(run: BaseOxmlElement, name: str | None) -> list[BaseOxmlElement]:
    """A run, and around it the bookmark of that name (see bookmarks.Bookmarks), if there is one."""
    if name is None:
        return [run]
    number = name.split("_")[1]
    return [
        element("bookmarkStart", id=number, name=name),
        run,
        element("bookmarkEnd", id=number),
    ]


def set_fonts(style: CharacterStyle) -> None:
    """Korean and Latin letters of a style in the same face; Korean as the proofing language."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:lang")):
        properties.remove(old)
    faces = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    properties.insert(0, element("rFonts", **faces))
    properties.append(element("lang", val="ko-KR", eastAsia="ko-KR"))


def table_element(
    table: Table, bookmarks: Bookmarks, width_mm: float, size_pt: float, air: float = 1
) -> BaseOxmlElement:
    """The whole w:tbl: borders, widths, a shaded header row that repeats on every page. air: times
    what lies above and below a cell's words."""
    widths = [round(width_mm * column.width * _TWIPS_A_MM) for column in table.columns]
    edges = [
        element(side, val="single", sz=4, space=0, color=RULE)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [element(side, w=70, type="dxa") for side in ("left", "right")]
    new_table = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblBorders", *edges),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *margins),
            element("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
    )
    header: list[Cell] = [([(column.title, None)], CENTERED) for column in table.columns]
    new_table.append(_row(header, widths, size_pt, air, header=True))
    for row, span in zip(table.cells, table.spans(), strict=True):
        cells = zip(map(bookmarks.parted, row), table.columns, strict=True)
        new_table.append(_row(cells, widths, size_pt, air, span=span))
    for row in _kept(table, new_table.xpath("w:tr")):
        for shape in row.xpath(".//w:pPr"):
            shape.insert(0, element("keepNext"))
    return new_table


def _kept(table: Table, rows: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """The rows, of the header's and all, that stay on the page of the next one."""
    if stays_whole(table):
        return rows[:-1]
    first, last = end_rows(table)
    return rows[:first] + rows[len(rows) - last : -1]


def _row(
    cells: Iterable[Cell],
    widths: list[int],
    size_pt: float,
    air: float,
    header: bool = False,
    span: int = 1,
) -> BaseOxmlElement:
    cells = list(cells)
    longest = max((sum(len(words) for words, _ in parts) for parts, _ in cells), default=0)
    properties = element("trPr", *([element("cantSplit")] if longest < MAY_SPLIT else []))
    if header:
        properties.append(element("tblHeader"))
    row = element("tr", properties)
    for (parts, column), width in zip(cells, widths, strict=True):
        row.append(_cell(parts, column.align, width, size_pt, air, header))
    if span != 1:
        _merge(row.find(qn("w:tc")), span)
    return row


def _merge(cell: BaseOxmlElement, span: int) -> None:
    """Begin a cell over several rows, or go on with it: then its words stand in the first."""
    width = cell.find(f".//{qn('w:tcW')}")
    width.addnext(element("vMerge", **({"val": "restart"} if span else {})))
    for part in () if span else cell.xpath(".//w:r | .//w:bookmarkStart | .//w:bookmarkEnd"):
        part.getparent().remove(part)


def _cell(
    parts: list[tuple[str, str | None]],
    align: str,
    width: int,
    size_pt: float,
    air: float,
    header: bool,
) -> BaseOxmlElement:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if header:
        properties.append(element("shd", val="clear", color="auto", fill=SHADE))
    properties.append(element("vAlign", val="center"))
    around = round(30 * air)
    shape = element(
        "pPr",
        element("spacing", before=around, after=around, line=252, lineRule="auto"),
        element("jc", val=align),
    )
    size = round(size_pt * 2)
    runs = []
    for words, name in parts:
        letters = element("rPr", *([element("b")] if header else []), element("sz", val=size))
        runs += bookmarked(element("r", letters, element("t", text=words)), name)
    return element("tc", properties, element("p", shape, *runs))
