"""The section as HWPX for 한글: outline headings, 개조식 lines, real tables, described pictures."""

import re
from html import escape

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HP
from lxml import etree

from civic.documents.export.archive import members, pack
from civic.documents.export.bookmarks import Bookmarks
from civic.documents.export.captions import caption, described, heading_text, picture_size
from civic.documents.export.cleaned import printed
from civic.documents.export.hwpx.body import (
    add,
    add_box,
    add_paragraph,
    add_run,
    add_table,
    number_ids,
)
from civic.documents.export.hwpx.styles import Look, Shapes, mm
from civic.documents.export.page_layout import followed, page_runs
from civic.documents.export.title_block import (
    base_line,
    notices,
    property_time,
    running_head,
    taken_at,
)
from civic.documents.model import Block, Document, Heading, Line, Picture, Table, Text, plain

PAGE, SIDE = (210, 297), 20  # mm
MARGINS = {"left": SIDE, "right": SIDE, "top": 15, "bottom": 12, "header": 10, "footer": 10}
SMALL_MARGINS = MARGINS | {"top": 10, "bottom": 6, "header": 5, "footer": 5}  # of one page
_UNITS_A_PIXEL = 75
_PREVIEW = 1_000
_BEGINNING = 64  # bytes of a picture that say its kind and size
HP10 = (
    b'xmlns:hp10="http://www.hancom.co.kr/hwpml/2011/paragraph"',
    b'xmlns:hp10="http://www.hancom.co.kr/hwpml/2016/paragraph"',
)


def export(document: Document) -> bytes:
    document = printed(document)
    document.draw()
    paper = HwpxPaper(document)
    paper.title_block()
    for lying, blocks in page_runs(document):
        paper.turn(lying)
        for block, stays in followed(blocks):
            paper.add(block, stays)
    return paper.to_bytes()


class HwpxPaper:
    """One HWPX document being written; body is the section that takes the next block."""

    def __init__(self, document: Document):
        self.document = document
        self.hwpx = HwpxDocument.new()
        self.shapes = Shapes(self.hwpx, document.is_one_page)
        self.bookmarks = Bookmarks(document)
        self.section = self.hwpx.sections[0]
        self.landscape = False
        self.preview: list[str] = []
        self._pictures: dict[bytes, int] = {}
        self._page()
        if not document.is_one_page:
            self._running_lines()
        self._first = self.body[0]

    @property
    def body(self) -> etree._Element:
        return self.section.element

    @property
    def width(self) -> int:
        """Of the printed area, in HWPUNIT."""
        return mm(PAGE[self.landscape] - 2 * SIDE)

    def _page(self) -> None:
        self.hwpx.page.setup(
            section=self.section,
            orientation="landscape" if self.landscape else "portrait",
            margins_mm=SMALL_MARGINS if self.document.is_one_page else MARGINS,
        )

    def _running_lines(self) -> None:
        """The header and one page number control, both in the first run; they hold to the end."""
        first = self.body.find(f"{HP}p/{HP}run")
        header = add(add(first, "ctrl"), "header", {"id": "0", "applyPageType": "BOTH"})
        inside = add(
            header,
            "subList",
            {
                "id": "",
                "textDirection": "HORIZONTAL",
                "lineWrap": "BREAK",
                "vertAlign": "TOP",
                "linkListIDRef": "0",
                "linkListNextIDRef": "0",
                "textWidth": str(self.width),
                "textHeight": str(mm(10)),
                "hasTextRef": "0",
                "hasNumRef": "0",
            },
        )
        add_paragraph(inside, self.shapes.running, running_head(self.document))
        place = {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"}
        add(add(first, "ctrl"), "pageNum", place)

    def title_block(self) -> None:
        document, shapes = self.document, self.shapes
        title = f"{document.municipality} {document.title}".strip() or "주민참여 부문"
        if document.programme:
            self.text(shapes.programme, document.programme)
        self.text(shapes.title, title)
        about = [document.round_title, base_line(document)]
        if document.is_one_page:
            about = ["", " · ".join(filter(None, about))]
        if about[0]:
            self.text(shapes.small, about[0])
        self.text(shapes.base, about[1])
        for notice in notices(document):
            add_box(self.body, notice, shapes, self.width)

    def text(self, look: Look, text: str | Text) -> etree._Element:
        """A paragraph; the first of a section goes where the section's properties are."""
        self.preview.append(plain(text))
        words = text if isinstance(text, str) else self.bookmarks.parted(text)
        first, self._first = self._first, None
        if first is None:
            return add_paragraph(self.body, look, words)
        first.attrib.update({"paraPrIDRef": look.paragraph, "styleIDRef": look.style})
        for empty in first.findall(f"{HP}run/{HP}t"):
            empty.getparent().remove(empty)
        add_run(first, look, words)
        return first

    def add(self, block: Block, stays: bool = False) -> None:
        """stays: on the page of what follows."""
        match block:
            case Heading():
                paragraph = self.text(self.shapes.headings[block.level], heading_text(block))
                if block.is_appendix and paragraph is not self.body[0]:
                    paragraph.set("pageBreak", "1")
            case Line():
                look = self.shapes.line(block.mark, stays)
                self.text(look, (f"{block.mark} ", *block.text))
            case Table():
                self.table(block, 8 if self.landscape or self.document.is_one_page else 9)
            case Picture():
                self.picture(block)

    def turn(self, landscape: bool) -> None:
        """What follows stands upright or lies on its side, from a new page when that changes."""
        if landscape == self.landscape:
            return
        self.landscape = landscape
        self.section = self.hwpx.add_section()
        self._page()
        self._first = self.body[0]

    def table(self, table: Table, size: float) -> None:
        self.text(self.shapes.caption, caption(table))
        if table.unit:
            self.text(self.shapes.unit, table.unit)
        holder = self.text(self.shapes.holder, "")
        add_table(holder.find(f"{HP}run"), table, self.bookmarks, self.shapes, self.width, size)
        if table.note:
            self.text(self.shapes.note, f"※ {table.note}")

    def picture(self, picture: Picture) -> None:
        room = PAGE[self.landscape] - 2 * SIDE
        width, height = map(mm, picture_size(picture, room))
        look, raster = self.shapes.picture, picture.raster
        self.hwpx.add_picture(
            self._stand_in(raster.data),
            {"jpeg": "jpg", "png": "png"}[raster.kind],
            section=self.section,
            width=width,
            height=height,
            para_pr_id_ref=look.paragraph,
            style_id_ref="0",
            char_pr_id_ref=look.letters,
        )
        self._finish(self.body[-1].find(f".//{HP}pic"), picture)
        self.text(self.shapes.picture_caption, caption(picture))

    def _finish(self, element: etree._Element, picture: Picture) -> None:
        """The kept part in the picture's own units, else 한글 crops it; the words for a reader."""
        raster = picture.raster
        right, bottom = raster.width_px * _UNITS_A_PIXEL, raster.height_px * _UNITS_A_PIXEL
        element.find(f"{HP}imgClip").attrib.update({"right": str(right), "bottom": str(bottom)})
        whole = {"dimwidth": str(right), "dimheight": str(bottom)}
        element.find(f"{HP}imgDim").attrib.update(whole)
        element.find(f"{HP}shapeComment").text = described(picture)
        element.set("textWrap", "TOP_AND_BOTTOM")

    def _stand_in(self, picture: bytes) -> bytes:
        """A few bytes in its place: python-hwpx would pack, read and check all of them twice."""
        known = self._pictures.setdefault(picture, len(self._pictures))
        return picture[:_BEGINNING] + known.to_bytes(4, "big")

    def to_bytes(self) -> bytes:
        """The archive. python-hwpx writes the frame; long sections would take it seconds."""
        sections = {
            part.part_name: self._section_bytes(part.element) for part in self.hwpx.sections
        }
        for part in self.hwpx.sections:
            del part.element[1:]
            part.mark_dirty()
        pictures = {self._stand_in(picture): picture for picture in self._pictures}
        frame = ((n, pictures.get(body, body)) for n, body in members(self.hwpx.to_bytes()))
        files = [self._part(name, sections.get(name, content)) for name, content in frame]
        # Pictures are packed already: a second time takes long and makes them no smaller.
        return pack(files, stored=("mimetype", "BinData/"))

    def _section_bytes(self, section: etree._Element) -> bytes:
        for cache in section.findall(f".//{HP}linesegarray"):
            cache.getparent().remove(cache)  # 한글 lays the lines out anew
        number_ids(section)
        options = {"xml_declaration": True, "encoding": "UTF-8", "standalone": True}
        written: bytes = etree.tostring(section, **options)
        return written.replace(*HP10, 1)  # the library's first section says another year's

    def _part(self, name: str, content: bytes) -> tuple[str, bytes]:
        if name == "Preview/PrvText.txt":
            content = "\r\n".join(self.preview)[:_PREVIEW].encode("utf-16-le")
        if name == "Contents/content.hpf":
            content = self._metadata(content.decode()).encode()
        return name, content

    def _metadata(self, package: str) -> str:
        """Title, author and times of the package: those of the snapshot, not of the template."""
        document, moment = self.document, taken_at(self.document)
        utc = property_time(moment).isoformat(timespec="seconds") + "Z"
        values = {
            "creator": document.municipality,
            "lastsaveby": document.municipality,
            "subject": document.programme,
            "description": base_line(document),
            "CreatedDate": utc,
            "ModifiedDate": utc,
            "date": moment.strftime("%Y-%m-%d %H:%M"),
        }
        for name, value in values.items():
            tag = f'<opf:meta name="{name}" content="text">{escape(value)}</opf:meta>'
            pattern = rf'<opf:meta name="{name}" content="text"\s*(?:/>|>[^<]*</opf:meta>)'
            package = re.sub(pattern, tag.replace("\\", r"\\"), package)
        title = f"<opf:title>{escape(document.title)}</opf:title>"
        return re.sub(r"<opf:title\s*(?:/>|>[^<]*</opf:title>)", lambda _: title, package)
