"""The section as HWPX for 한글: outline headings, 개조식 lines, real tables, described pictures."""

import re
from html import escape

from hwpx.oxml.namespaces import HP
from lxml import etree

from civic.documents.export.archive import pack
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
from civic.documents.export.hwpx.frame import HEADER, MARGINS, PACKAGE, SECTION, frame, listed
from civic.documents.export.hwpx.styles import Look, mm, scaled
from civic.documents.export.one_page import HANGUL, fit
from civic.documents.export.page_layout import written_on
from civic.documents.export.title_block import (
    base_line,
    notices,
    property_time,
    running_head,
    taken_at,
)
from civic.documents.model import Block, Document, Heading, Line, Picture, Table, Text, plain

PAGE = 210, 297  # mm
_PREVIEW = 1_000
_MORE = 400  # HWPUNIT of a row's height for each 1 of air


def export(document: Document) -> bytes:
    document = printed(document)
    document.draw()
    return written_on(HwpxPaper(document), document)


class HwpxPaper:
    """One HWPX document being written; body is the section that takes the next block."""

    def __init__(self, document: Document):
        self.document = document
        self.fit = fit(document, HANGUL)
        self.frame = frame(document.is_one_page, self.fit)
        self.shapes = self.frame.shapes
        self.bookmarks = Bookmarks(document)
        self.sections = [self.frame.section(lying=False)]
        self.landscape = False
        self.preview: list[str] = []
        self._pictures: list[tuple[str, str, bytes]] = []  # item and format, and itself
        if not document.is_one_page:
            self._running_lines()
        self._first = self.body[0]

    @property
    def body(self) -> etree._Element:
        return self.sections[-1]

    @property
    def width(self) -> int:
        """Of the printed area, in HWPUNIT."""
        return mm(self._room)

    @property
    def _room(self) -> int:
        return PAGE[self.landscape] - MARGINS["left"] - MARGINS["right"]

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
                size = 8 if self.landscape or self.document.is_one_page else 9
                self.table(block, scaled(size, self.fit.letters))
            case Picture():
                self.picture(block)

    def turn(self, landscape: bool) -> None:
        """What follows stands upright or lies on its side, from a new page when that changes."""
        if landscape == self.landscape:
            return
        self.landscape = landscape
        self.sections.append(self.frame.section(landscape))
        self._first = self.body[0]

    def table(self, table: Table, size: float) -> None:
        self.text(self.shapes.caption, caption(table))
        if table.unit:
            self.text(self.shapes.unit, table.unit)
        holder = self.text(self.shapes.holder, "")
        run, more = holder.find(f"{HP}run"), round(_MORE * (self.fit.air - 1))
        add_table(run, table, self.bookmarks, self.shapes, self.width, size, more)
        if table.note:
            self.text(self.shapes.note, f"※ {table.note}")

    def picture(self, picture: Picture) -> None:
        size, raster = picture_size(picture, self._room), picture.raster
        item = f"BIN{len(self._pictures) + 1:04}"
        self._pictures.append((item, {"jpeg": "jpg", "png": "png"}[raster.kind], raster.data))
        wide, high = map(mm, size)
        pixels = raster.width_px, raster.height_px
        self.body.append(self.frame.picture(item, (wide, high), pixels, described(picture)))
        self.text(self.shapes.picture_caption, caption(picture))

    def to_bytes(self) -> bytes:
        files = [self._part(name, content) for name, content in self.frame.parts.items()]
        files += [(SECTION.format(n), _written(each)) for n, each in enumerate(self.sections)]
        files += [(f"BinData/{item}.{kind}", data) for item, kind, data in self._pictures]
        # Pictures are packed already: a second time takes long and makes them no smaller.
        return pack(files, stored=("mimetype", "BinData/"))

    def _part(self, name: str, content: bytes) -> tuple[str, bytes]:
        if name == "Preview/PrvText.txt":
            content = "\r\n".join(self.preview)[:_PREVIEW].encode("utf-16-le")
        if name == HEADER:
            content = content.replace(b'secCnt="2"', b'secCnt="%d"' % len(self.sections), 1)
        if name == PACKAGE:
            pictures = [(item, kind) for item, kind, _data in self._pictures]
            content = listed(content, len(self.sections), pictures)
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


def _written(section: etree._Element) -> bytes:
    number_ids(section)
    content: bytes = etree.tostring(
        section, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return content
