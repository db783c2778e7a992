"""Tables and pictures put into a .hwpx."""

from typing import Any

from lxml import etree

from civic.call_forms.hwpx.styles import Styles
from civic.call_forms.hwpx.text import new_paragraph, text_element
from civic.call_forms.values import PictureValue, RowsValue, numeric, widths

_MM = 283.465  # HWPUNIT
_ROW = 1_900  # the least height of a row: less is clipped
_HC = "http://www.hancom.co.kr/hwpml/2011/core"
_POSITION = (
    '<pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0"'
    ' holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT"'
    ' vertOffset="0" horzOffset="0"/><outMargin left="0" right="0" top="283" bottom="283"/>'
)
_SUBLIST = (
    '<subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER"'
    ' linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0"'
    ' hasNumRef="0"/>'
)


def _parse(near: Any, xml: str) -> Any:
    space = etree.QName(near).namespace
    start, _, rest = xml.partition(" ")
    return etree.fromstring(f'{start} xmlns="{space}" xmlns:hc="{_HC}" {rest}')


def table(near: Any, rows: RowsValue, width: int, styles: Styles, number: int) -> Any:
    """A ruled hp:tbl; the first row is its header. number: a id nothing else has."""
    count, columns = len(rows.rows), len(rows.rows[0])
    border, wide = styles.ruled(), widths(rows, width)
    element = _parse(
        near,
        f'<tbl id="{number}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM"'
        f' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1"'
        f' rowCnt="{count}" colCnt="{columns}" cellSpacing="0" borderFillIDRef="{border}"'
        f' noAdjust="0"><sz width="{sum(wide)}" widthRelTo="ABSOLUTE"'
        f' height="{_ROW * count}" heightRelTo="ABSOLUTE" protect="0"/>{_POSITION}'
        f'<inMargin left="510" right="510" top="141" bottom="141"/></tbl>',
    )
    sides = ["RIGHT" if is_numeric else "LEFT" for is_numeric in numeric(rows)]
    for row, cells in enumerate(rows.rows):
        line = etree.SubElement(element, etree.QName(element).text.replace("}tbl", "}tr"))
        for column, text in enumerate(cells):
            cell = _cell(near, row, column, wide[column], border)
            paragraph = new_paragraph(near, tuple(text.split("\n")), styles)
            shape = styles.in_cell(near.get("paraPrIDRef"), sides[column] if row else "CENTER")
            paragraph.set("paraPrIDRef", shape)
            cell[0].append(paragraph)
            line.append(cell)
    return element


def _cell(near: Any, row: int, column: int, width: int, border: str, height: int = _ROW) -> Any:
    return _parse(
        near,
        f'<tc name="" header="0" hasMargin="0" protect="0" editable="0" dirty="0"'
        f' borderFillIDRef="{border}">{_SUBLIST}<cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<cellSpan colSpan="1" rowSpan="1"/><cellSz width="{width}" height="{height}"/>'
        f'<cellMargin left="510" right="510" top="141" bottom="141"/></tc>',
    )


def picture(near: Any, value: PictureValue, width: int, item: str, number: int) -> Any:
    """hp:pic in the body, apart from the line; no wider than there is room."""
    wide = min(round(value.width_mm * _MM), width)
    high = round(wide * value.height_px / value.width_px)
    dim_x, dim_y = value.width_px * 75, value.height_px * 75  # else 한글 crops it
    element = _parse(
        near,
        f'<pic id="{number}" zOrder="0" numberingType="PICTURE" textWrap="TOP_AND_BOTTOM"'
        f' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" href="" groupLevel="0"'
        f' instid="{number}" reverse="0"><offset x="0" y="0"/><orgSz width="{wide}"'
        f' height="{high}"/><curSz width="{wide}" height="{high}"/><flip horizontal="0"'
        f' vertical="0"/><rotationInfo angle="0" centerX="{wide // 2}" centerY="{high // 2}"'
        f' rotateimage="1"/><renderingInfo><hc:transMatrix {_ONE}/><hc:scaMatrix {_ONE}/>'
        f'<hc:rotMatrix {_ONE}/></renderingInfo><imgRect><hc:pt0 x="0" y="0"/>'
        f'<hc:pt1 x="{wide}" y="0"/><hc:pt2 x="{wide}" y="{high}"/><hc:pt3 x="0" y="{high}"/>'
        f'</imgRect><imgClip left="0" right="{dim_x}" top="0" bottom="{dim_y}"/>'
        f'<inMargin left="0" right="0" top="0" bottom="0"/><imgDim dimwidth="{dim_x}"'
        f' dimheight="{dim_y}"/><hc:img binaryItemIDRef="{item}" bright="0" contrast="0"'
        f' effect="REAL_PIC" alpha="0"/><effects/><sz width="{wide}" widthRelTo="ABSOLUTE"'
        f' height="{high}" heightRelTo="ABSOLUTE" protect="0"/>{_POSITION}<shapeComment/></pic>',
    )
    element[-1].text = value.alt
    return element


_ONE = 'e1="1" e2="0" e3="0" e4="0" e5="1" e6="0"'


def in_paragraph(near: Any, thing: Any, styles: Styles) -> Any:
    """A paragraph of its own for a table or picture."""
    paragraph = new_paragraph(near, ("",), styles)
    run = paragraph[0]
    run.remove(run[0])
    run.append(thing)
    run.append(text_element(near, ("",)))
    return paragraph


def boxed(near: Any, pic: Any, styles: Styles, number: int) -> Any:
    """A picture in a cell stands in a table of one cell: readers lose it otherwise."""
    size = next(pic.iter("{*}sz"))
    element = table(near, RowsValue((("",),)), int(size.get("width")) + 1_020, styles, number)
    cell = next(element.iter("{*}tc"))
    paragraph = next(cell.iter("{*}p"))
    run = paragraph[0]
    run.insert(0, pic)
    next(pic.iter("{*}pos")).set("treatAsChar", "1")
    height = str(int(size.get("height")) + 282)
    next(cell.iter("{*}cellSz")).set("height", height)
    element[0].set("height", height)
    return element
