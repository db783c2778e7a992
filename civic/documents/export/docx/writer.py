"""The section as a Word document: real headings, captions, repeating table headers, alt texts."""

import io

from docx import Document as new_docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle
from docx.text.paragraph import Paragraph

from civic.documents.export.archive import members, pack
from civic.documents.export.bookmarks import Bookmarks
from civic.documents.export.captions import caption, described, heading_text, picture_size
from civic.documents.export.cleaned import printed
from civic.documents.export.docx.elements import (
    ACCENT,
    INK,
    QUIET,
    RULE,
    SHADE,
    bookmarked,
    element,
    field,
    set_fonts,
    table_element,
)
from civic.documents.export.one_page import WORD, fit
from civic.documents.export.page_layout import written_on
from civic.documents.export.title_block import (
    base_line,
    notices,
    property_time,
    running_head,
    taken_at,
)
from civic.documents.model import Block, Document, Heading, Line, Picture, Table

PAGE, MARGIN, TOP = (210, 297), 22, 25  # mm
DEPTH = {"□": (0, 5), "○": (4, 5), "-": (8, 4), "※": (8, 5)}  # mm before the mark, mark's width
SMALL_TOP, SMALL_BOTTOM = 14, 10  # mm, of a document of one page
HEADINGS = {1: (15, ACCENT), 2: (12.5, INK), 3: (11, INK)}  # points, colour


def export(document: Document) -> bytes:
    document = printed(document)
    document.draw()
    return written_on(DocxPaper(document), document)


class DocxPaper:
    """One Word document being written."""

    def __init__(self, document: Document):
        self.document = document
        self.landscape, self.small = False, document.is_one_page
        self.scale, self.air = fit(document, WORD)
        self.letters = half_points(9 * self.scale) if self.small else 10.5
        self.bookmarks = Bookmarks(document)
        self.notes = half_points(8.5 * self.scale)
        self.word = new_docx()
        self._properties()
        self._styles()
        self._page(self.word.sections[0])
        if not self.small:
            self._running_lines(self.word.sections[0])

    def _properties(self) -> None:
        core, moment = self.word.core_properties, property_time(taken_at(self.document))
        core.title, core.author = self.document.title[:255], self.document.municipality[:255]
        core.created = core.modified = moment
        core.language, core.comments, core.last_modified_by = "ko-KR", "", ""
        core.subject = base_line(self.document)

    def _styles(self) -> None:
        styles = self.word.styles
        for name in ("Normal", "Title", "Caption", "Header", "Footer"):
            set_fonts(styles[name])
        styles["Normal"].font.size = Pt(self.letters)
        styles["Normal"].paragraph_format.space_after = Pt(1.5 * self.air if self.small else 4)
        close = round(1.1 + 0.1 * (self.air - 1), 2)
        styles["Normal"].paragraph_format.line_spacing = close if self.small else 1.3
        # Without these 312건 is set as 312 건.
        shape = styles["Normal"].element.get_or_add_pPr()
        shape.insert(0, element("autoSpaceDE", val=0))
        shape.insert(1, element("autoSpaceDN", val=0))
        for border in styles["Title"].element.xpath("w:pPr/w:pBdr"):
            border.getparent().remove(border)
        for level, (size, colour) in HEADINGS.items():
            style = styles[f"Heading {level}"]
            set_fonts(style)
            style.font.size, style.font.bold = Pt(size), True
            style.font.color.rgb = RGBColor.from_string(colour)
            style.paragraph_format.space_before = Pt(20 - 4 * level)
            style.paragraph_format.space_after = Pt(6)
        _letters(styles["Title"], round(16 * self.scale) if self.small else 22, INK, bold=True)
        _letters(styles["Caption"], self.letters if self.small else 10, INK, bold=True)
        for name in ("Header", "Footer"):
            _letters(styles[name], 8.5, QUIET)

    def _page(self, section: Section, landscape: bool = False) -> None:
        width, height = reversed(PAGE) if landscape else PAGE
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(MARGIN)
        top, bottom = (SMALL_TOP, SMALL_BOTTOM) if self.small else (TOP, 20)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.header_distance = section.footer_distance = Mm(11)

    def _running_lines(self, section: Section) -> None:
        head = section.header.paragraphs[0]
        head.text = running_head(self.document)
        head._p.get_or_add_pPr().append(_borders(bottom=(4, RULE)))
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("- ")
        foot._p.extend(field("PAGE"))
        foot.add_run(" -")

    def title_block(self) -> None:
        document = self.document
        self.paragraph(document.programme, colour=QUIET)
        title = f"{document.municipality} {document.title}".strip() or "주민참여 부문"
        self.word.add_paragraph(title, style="Title")
        about = base_line(document)
        if self.small:
            about = " · ".join(filter(None, [document.round_title, about]))
        else:
            self.paragraph(document.round_title, size=9.5, colour=QUIET)
        last = self.paragraph(about, size=self.notes, colour=QUIET)
        last._p.get_or_add_pPr().append(_borders(bottom=(12, ACCENT)))
        for notice in notices(document):
            line = self.paragraph(notice, size=half_points(9 * self.scale))
            line._p.get_or_add_pPr().append(element("shd", val="clear", color="auto", fill=SHADE))

    def paragraph(
        self, text: str, size: float = 0, colour: str = INK, style: str = "Normal"
    ) -> Paragraph:
        """size: in points, 0 for that of the text."""
        paragraph = self.word.add_paragraph(style=style)
        self._run(paragraph, text, size or self.letters, colour)
        return paragraph

    def turn(self, landscape: bool) -> None:
        """What follows stands upright or lies on its side, from a new page when that changes."""
        if landscape != self.landscape:
            self.landscape = landscape
            self._page(self.word.add_section(WD_SECTION.NEW_PAGE), landscape)

    def _run(
        self, paragraph: Paragraph, text: str, size: float, colour: str, bold: bool | None = None
    ) -> BaseOxmlElement:
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        run.font.bold = bold
        return run._r

    def add(self, block: Block, stays: bool = False) -> None:
        """stays: on the page of what follows."""
        match block:
            case Heading():
                heading = self.word.add_heading(heading_text(block), level=block.level)
                heading.paragraph_format.page_break_before = block.is_appendix or None
            case Line():
                self.line(block, stays)
            case Table():
                size = 8.0 if self.landscape or self.small else 9.0
                size = half_points(size * self.scale)
                self.table(block, PAGE[self.landscape] - 2 * MARGIN, size)
            case Picture():
                self.picture(block)

    def line(self, line: Line, stays: bool) -> None:
        """개조식: the following lines hang under the first word."""
        before, mark = DEPTH.get(line.mark, (0, 5))
        note = half_points(9 * self.scale)
        size, colour = (note, QUIET) if line.mark == "※" else (self.letters, INK)
        paragraph = self.word.add_paragraph()
        for words, name in self.bookmarks.parted((f"{line.mark}\t", *line.text)):
            run = self._run(paragraph, words, size, colour, bold=line.mark == "□" or None)
            paragraph._p.extend(bookmarked(run, name))
        shape = paragraph.paragraph_format
        shape.keep_with_next = stays or None
        shape.left_indent, shape.first_line_indent = Mm(before + mark), Mm(-mark)
        shape.tab_stops.add_tab_stop(Mm(before + mark))

    def table(self, table: Table, width_mm: float, size: float) -> None:
        title = self.word.add_paragraph(caption(table), style="Caption")
        title.paragraph_format.keep_with_next = True
        before = Pt(5 * self.air if self.small else 10)
        title.paragraph_format.space_before, title.paragraph_format.space_after = before, Pt(3)
        if table.unit:
            unit = self.paragraph(table.unit, self.notes, QUIET)
            unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            unit.paragraph_format.keep_with_next = True
            unit.paragraph_format.space_after = Pt(0)
        # python-docx's own cells are slow to reach: the table goes in as one element.
        self.word.element.body.insert_element_before(
            table_element(table, self.bookmarks, width_mm, size, self.air), "w:sectPr"
        )
        if table.note or not self.small:
            self.paragraph(f"※ {table.note}" if table.note else "", self.notes, QUIET)

    def picture(self, picture: Picture) -> None:
        width, _ = picture_size(picture, PAGE[0] - 2 * MARGIN)
        paragraph = self.word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(10)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.raster.data), width=Mm(width))
        shape._inline.docPr.set("name", picture.key)
        shape._inline.docPr.set("descr", described(picture))
        title = self.word.add_paragraph(caption(picture), style="Caption")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        self.word.save(file)
        return pack(members(file.getvalue()))


def half_points(size: float) -> float:
    """As Word has them."""
    return round(2 * size) / 2


def _letters(style: CharacterStyle, size: float, colour: str, bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)


def _borders(**sides: tuple[int, str]) -> BaseOxmlElement:
    lines = [
        element(side, val="single", sz=size, space=4, color=colour)
        for side, (size, colour) in sides.items()
    ]
    return element("pBdr", *lines)
