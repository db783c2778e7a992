"""What all HWPX documents have in common, made and checked by python-hwpx once a process: the looks
of letters and paragraphs, an empty section upright and one on its side, a picture, the other files.

It compares every new look with each it has and reads back what it wrote: half of a document's time.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HC, HP
from lxml import etree

from civic.documents.export.archive import members
from civic.documents.export.hwpx.styles import Shapes, mm
from civic.documents.export.one_page import LEAST, Fit

MARGINS = {"left": 20, "right": 20, "top": 15, "bottom": 12, "header": 10, "footer": 10}  # mm
SMALL_MARGINS = MARGINS | {"top": 10, "bottom": 6, "header": 5, "footer": 5}  # of one page
HEADER, PACKAGE, SECTION = "Contents/header.xml", "Contents/content.hpf", "Contents/section{}.xml"
_BEGINNING = b"\x89PNG\r\n\x1a\n"  # of a picture that nobody draws
_ITEMS = re.compile(rb'<opf:item(?:ref)? id(?:ref)?="(?:section|BIN)\d+"[^>]*/>')
_UNITS_A_PIXEL = 75
_HP10 = (  # the library's first section says another year's
    b'xmlns:hp10="http://www.hancom.co.kr/hwpml/2011/paragraph"',
    b'xmlns:hp10="http://www.hancom.co.kr/hwpml/2016/paragraph"',
)


@dataclass(frozen=True)
class Frame:
    """parts: the package's files without sections and pictures, as they are stored."""

    shapes: Shapes
    parts: dict[str, bytes]
    upright: etree._Element
    lying: etree._Element
    holder: etree._Element  # a paragraph with a picture in it

    def section(self, lying: bool) -> etree._Element:
        """A new one, a paragraph with its settings."""
        return deepcopy(self.lying if lying else self.upright)

    def picture(
        self, item: str, size: tuple[int, int], pixels: tuple[int, int], words: str
    ) -> etree._Element:
        """A paragraph with a picture of the package. size: in HWPUNIT; words: for a reader."""
        paragraph = deepcopy(self.holder)
        picture = paragraph.find(f".//{HP}pic")
        wide, high = map(str, size)
        for name in ("orgSz", "curSz", "sz"):
            picture.find(f"{HP}{name}").attrib.update({"width": wide, "height": high})
        middle = {"centerX": str(size[0] // 2), "centerY": str(size[1] // 2)}
        picture.find(f"{HP}rotationInfo").attrib.update(middle)
        corners = (("0", "0"), (wide, "0"), (wide, high), ("0", high))
        for point, (x, y) in zip(picture.find(f"{HP}imgRect"), corners, strict=True):
            point.attrib.update({"x": x, "y": y})
        # In the picture's own units, else 한글 crops it.
        right, bottom = (str(length * _UNITS_A_PIXEL) for length in pixels)
        picture.find(f"{HP}imgClip").attrib.update({"right": right, "bottom": bottom})
        picture.find(f"{HP}imgDim").attrib.update({"dimwidth": right, "dimheight": bottom})
        picture.find(f"{HC}img").set("binaryItemIDRef", item)
        picture.find(f"{HP}shapeComment").text = words
        return paragraph


@cache
def frame(is_small: bool, fit: Fit = LEAST) -> Frame:
    """is_small: of a document of one page, set so."""
    hwpx = HwpxDocument.new()
    shapes = Shapes(hwpx, is_small, fit)
    sections = {"portrait": hwpx.sections[0], "landscape": hwpx.add_section()}
    margins = SMALL_MARGINS if is_small else MARGINS
    for orientation, section in sections.items():
        hwpx.page.setup(section=section, orientation=orientation, margins_mm=margins)
    hwpx.add_picture(
        _BEGINNING,
        "png",
        section=sections["portrait"],
        width=mm(1),
        height=mm(1),
        para_pr_id_ref=shapes.picture.paragraph,
        char_pr_id_ref=shapes.picture.letters,
        style_id_ref=shapes.picture.style,
    )
    parts = dict(members(hwpx.to_bytes()))
    upright, lying = (_section(parts.pop(SECTION.format(n))) for n in range(2))
    holder = upright[-1]
    upright.remove(holder)
    holder.find(f".//{HP}pic").set("textWrap", "TOP_AND_BOTTOM")
    parts[PACKAGE] = _ITEMS.sub(b"", parts[PACKAGE])
    kept = {name: part for name, part in parts.items() if not name.startswith("BinData/")}
    return Frame(shapes, kept, upright, lying, holder)


def _section(content: bytes) -> etree._Element:
    section = etree.fromstring(content.replace(*_HP10, 1))
    for lines in section.findall(f".//{HP}linesegarray"):
        lines.getparent().remove(lines)  # 한글 lays them out anew
    return section


def listed(package: bytes, sections: int, pictures: Iterable[tuple[str, str]]) -> bytes:
    """The list of the package's files with so many sections and with pictures: (item, format)."""
    names = [f"section{n}" for n in range(sections)]
    items = [
        f'<opf:item id="{name}" href="Contents/{name}.xml" media-type="application/xml" />'
        for name in names
    ]
    items += [
        f'<opf:item id="{item}" href="BinData/{item}.{format}"'
        f' media-type="image/{"jpeg" if format == "jpg" else format}" isEmbeded="1" />'
        for item, format in pictures
    ]
    order = [f'<opf:itemref idref="{name}" linear="yes" />' for name in names]
    for end, added in ((b"</opf:manifest>", items), (b"</opf:spine>", order)):
        package = package.replace(end, "".join(added).encode() + end)
    return package
