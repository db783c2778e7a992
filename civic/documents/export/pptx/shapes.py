"""What stands on a slide: words in sizes that fit, native charts, pictures, numbers."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide as PptxSlide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Mm, Pt

from civic.documents.charts.palette import ACCENT, INK, LINE, QUIET, SAND, SUNK
from civic.documents.model import Bars, Numbers, Picture, Text, plain

FONT = "맑은 고딕"
LINE_SIZES = (24, 22, 20, 18, 16, 14, 12)
UNBROKEN = "→\N{NO-BREAK SPACE}"  # an arrow stays with what it leads to
MM_OF_POINT = 0.3528
BETWEEN = 5  # mm from number to number
LINE_HEIGHT = 1.35  # of the letters' size


@dataclass(frozen=True)
class SlideBox:
    """A place on a slide, in mm."""

    left: float
    top: float
    width: float
    height: float

    def beside(self, share: float, gap: float = 8) -> tuple["SlideBox", "SlideBox"]:
        """Two boxes side by side, the left one taking a share of the width."""
        left = (self.width - gap) * share
        rest = SlideBox(self.left + left + gap, self.top, self.width - left - gap, self.height)
        return SlideBox(self.left, self.top, left, self.height), rest

    def stacked(self, shares: Sequence[float], gap: float = 5) -> list["SlideBox"]:
        """Boxes below one another, each with its share of the height."""
        room = self.height - gap * (len(shares) - 1)
        heights = [room * share / sum(shares) for share in shares]
        tops = (self.top + sum(heights[:n]) + gap * n for n in range(len(shares)))
        boxes = zip(tops, heights, strict=True)
        return [SlideBox(self.left, top, self.width, height) for top, height in boxes]

    @property
    def emu(self) -> tuple[int, int, int, int]:
        return Mm(self.left), Mm(self.top), Mm(self.width), Mm(self.height)


def colour(hex: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(hex.removeprefix("#")))


def add_block(slide: PptxSlide, box: SlideBox, fill: str) -> None:
    """A rectangle of one colour, without an edge."""
    block = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    block.fill.solid()
    block.fill.fore_color.rgb = colour(fill)
    block.line.fill.background()
    block._element.remove(block._element.find(qn("p:style")))  # its shadow


def say(
    paragraph: _Paragraph, text: Text | str, size: float, ink: str = INK, bold: bool = False
) -> None:
    run = paragraph.add_run()
    run.text = plain(text).replace("→ ", UNBROKEN)
    font = run.font
    font.size, font.bold, font.color.rgb, font.name = Pt(size), bold, colour(ink), FONT
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "ko-KR")
    _east(properties)


def _east(properties: BaseOxmlElement) -> None:
    """The face of Korean letters."""
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": FONT}))


def lines_tall(text: str, width: float, size: float) -> int:
    """How many lines words take: Hangul is as wide as high, other letters half of that."""
    letter = size * MM_OF_POINT
    wide = sum(letter if ord(each) > 0x2E7F else letter * 0.62 for each in text)
    return max(1, int(wide // max(width - 4, letter)) + 1)


def write_lines(
    slide: PptxSlide, lines: tuple[Text, ...], box: SlideBox, sizes: tuple[int, ...] = LINE_SIZES
) -> None:
    """Points below one another, as large as fit."""
    texts, size = [plain(line) for line in lines], _fitting(lines, box, sizes)
    frame = _frame(slide, box)
    for n, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.5)
        _bullet(paragraph, size)
        say(paragraph, text, size)


def lines_take(lines: tuple[Text, ...], box: SlideBox) -> float:
    """How high points are in the letters that fit a box, in mm."""
    return lines_need(lines, box.width, _fitting(lines, box, LINE_SIZES))


def _fitting(lines: tuple[Text, ...], box: SlideBox, sizes: tuple[int, ...]) -> int:
    fitting = (size for size in sizes if lines_need(lines, box.width, size) <= box.height)
    return next(fitting, sizes[-1])


def _tall(texts: list[str], width: float, size: float) -> float:
    rows = sum(lines_tall(text, width, size) for text in texts)
    return (rows * LINE_HEIGHT + 0.5 * len(texts)) * size * MM_OF_POINT


def _bullet(paragraph: _Paragraph, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    indent = str(int(Pt(size * 0.9)))
    properties.set("marL", indent)
    properties.set("indent", f"-{indent}")
    mark = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(mark)


def _frame(slide: PptxSlide, box: SlideBox, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> TextFrame:
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def write(slide: PptxSlide, text: Text | str, box: SlideBox, size: float, **look: Any) -> None:
    """One paragraph. look: ink, bold; align and anchor."""
    align, anchor = look.pop("align", PP_ALIGN.LEFT), look.pop("anchor", MSO_ANCHOR.TOP)
    frame = _frame(slide, box, anchor)
    frame.paragraphs[0].alignment = align
    say(frame.paragraphs[0], text, size, **look)


def lines_need(lines: tuple[Text, ...], width: float, size: float) -> float:
    """How high points are in letters of a size, in mm."""
    return _tall([plain(line) for line in lines], width - 8, size)


def add_picture(slide: PptxSlide, picture: Picture, box: SlideBox) -> None:
    """As large as fits, in the middle."""
    ratio = picture.width_px / picture.height_px
    width = min(box.width, box.height * ratio)
    height = width / ratio
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - height) / 2
    shape = slide.shapes.add_picture(
        io.BytesIO(picture.png), *SlideBox(left, top, width, height).emu
    )
    shape.name = picture.key
    shape._element.nvPicPr.cNvPr.set("descr", picture.alt)


def add_bars(slide: PptxSlide, bars: Bars, box: SlideBox) -> None:
    """A chart that can be edited; the largest on top as in the table."""
    data = CategoryChartData()
    data.categories = [plain((label,)) for label in bars.labels]
    data.add_series(bars.unit or "값", [fact.value for fact in bars.facts])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu, data)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(14), FONT
    chart.font.color.rgb = colour(INK)
    if bars.places is not None:
        _east(chart.font._element)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = colour(LINE)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    labels = plot.data_labels
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    labels.number_format, labels.number_format_is_linked = _number_format(bars), False
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = colour(ACCENT)
    for n, fact in enumerate(bars.facts):
        if bars.strong and fact not in bars.strong:
            point = plot.series[0].points[n].format.fill
            point.solid()
            point.fore_color.rgb = colour(SAND)
    description = ", ".join(
        f"{name} {fact.text}" for name, fact in zip(bars.labels, bars.facts, strict=True)
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)


def _number_format(bars: Bars) -> str:
    """Programs print the point of 0.## behind a whole number, too."""
    places = "##" if bars.places is None else "0" * bars.places
    return f'#,##0.{places}"{bars.unit}"' if places else f'#,##0"{bars.unit}"'


def add_numbers(slide: PptxSlide, numbers: Numbers, box: SlideBox, is_whole: bool = False) -> None:
    """Three in a row, each with what it counts below. is_whole: the last ends where the box does,
    not a gap before."""
    across = min(3, len(numbers.facts))
    rows = box.stacked([1] * -(-len(numbers.facts) // across))
    pairs = list(zip(numbers.labels, numbers.facts, strict=True))
    for n, (label, fact) in enumerate(pairs):
        row, width = rows[n // across], (box.width + (BETWEEN if is_whole else 0)) / across
        cell = SlideBox(box.left + (n % across) * width, row.top, width - BETWEEN, row.height)
        add_block(slide, cell, SUNK)
        middle = cell.top + cell.height / 2
        amount = SlideBox(cell.left, middle - 18, cell.width, 18)
        write(slide, fact.text, amount, 36, ink=ACCENT, bold=True, align=PP_ALIGN.CENTER)
        under = SlideBox(cell.left, middle + 3, cell.width, 9)
        write(slide, (label,), under, 16, ink=QUIET, align=PP_ALIGN.CENTER)
