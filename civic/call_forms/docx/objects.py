"""Tables and pictures put into a .docx."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from civic.call_forms.docx.runs import W
from civic.call_forms.values import PictureValue, RowsValue

RELATIONS, CONTENT_TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MM = 36_000  # EMU
_WIDEST = 160  # mm


def relation(relations: Any, target: str) -> str:
    taken = {one.get("Id") for one in relations}
    number = next(n for n in range(1, 10_000) if f"rIdForm{n}" not in taken)
    tag = f"{{{etree.QName(relations).namespace}}}Relationship"
    item = {"Id": f"rIdForm{number}", "Type": f"{_OFFICE}/image", "Target": target}
    etree.SubElement(relations, tag, item)
    return item["Id"]


def ruled_table(rows: RowsValue, paragraph: Callable[[str], Any]) -> Any:
    table = etree.Element(f"{W}tbl")
    settings = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(settings, f"{W}tblW", {f"{W}w": "5000", f"{W}type": "pct"})
    borders = etree.SubElement(settings, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {f"{W}val": "single", f"{W}sz": "4", f"{W}space": "0", f"{W}color": "000000"}
        etree.SubElement(borders, f"{W}{side}", line)
    grid = etree.SubElement(table, f"{W}tblGrid")
    for _column in rows.rows[0]:
        etree.SubElement(grid, f"{W}gridCol")
    for cells in rows.rows:
        line = etree.SubElement(table, f"{W}tr")
        for text in cells:
            etree.SubElement(line, f"{W}tc").append(paragraph(text))
    return table


def drawing(picture: PictureValue, item: str, number: int) -> Any:
    wide = round(min(picture.width_mm, _WIDEST) * _MM)
    high = round(wide * picture.height_px / picture.width_px)
    element = etree.fromstring(
        f'<w:drawing xmlns:w="{W[1:-1]}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
        f' xmlns:r="{_OFFICE}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="picture {number}"/>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{item}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    next(element.iter(f"{{{_WP}}}docPr")).set("descr", picture.alt)
    return element
