"""The section as a presentation: charts that can be edited, and each number's source in the notes.

Source: ECMA-376 (PresentationML), written by python-pptx.
"""

import io
import re

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.util import Mm

from civic.documents.charts.palette import ACCENT, INK, QUIET
from civic.documents.export.archive import members, pack
from civic.documents.export.cleaned import presented
from civic.documents.export.pptx.shapes import (
    SlideBox,
    add_bars,
    add_block,
    add_numbers,
    add_picture,
    lines_need,
    lines_take,
    write,
    write_lines,
)
from civic.documents.export.pptx.tables import LARGEST_CELL, add_table, letters, table_need
from civic.documents.export.title_block import base_line, notices, property_time, taken_at
from civic.documents.model import Bars, Document, Numbers, Picture, Slide, SlideBody, Table, plain

WIDE, HIGH = 338.667, 190.5  # mm: 16 by 9
TITLE = SlideBox(16, 12, WIDE - 32, 16)
BODY = SlideBox(16, 34, WIDE - 32, HIGH - 34 - 16)
FOOT = SlideBox(16, HIGH - 11, WIDE - 32, 6)
BESIDE = 0.4  # of the width for the words beside a picture or a table
HALF = 0.52  # of it for words and a table, beside a picture and a table
LEGIBLE, SMALLEST = 16, 13  # points that words, and a table below them, have room for
GAP = 6  # mm between what stands one below the other
BLANK = 6  # the layout without places of its own
SHORT_TITLE = 26  # letters; a longer one is set smaller


def export(document: Document) -> bytes:
    document = presented(document)
    document.draw(slides=True)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(WIDE), Mm(HIGH)
    _properties(deck, document)
    _cover(deck, document)
    for number, slide in enumerate(document.slides, 2):
        _add(deck, slide, number, document)
    out = io.BytesIO()
    deck.save(out)
    return pack((name, _timeless(name, body)) for name, body in members(out.getvalue()))


def _timeless(name: str, body: bytes) -> bytes:
    """A chart's workbook without the day it was written."""
    if not name.endswith(".xlsx"):
        return body
    return pack((n, _created(n, inner)) for n, inner in members(body))


def _created(name: str, body: bytes) -> bytes:
    if not name.endswith("core.xml"):
        return body
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", body)


def _properties(deck: Deck, document: Document) -> None:
    core, moment = deck.core_properties, property_time(taken_at(document))
    core.title, core.author = document.title[:255], document.municipality[:255]
    core.created = core.modified = moment
    core.language, core.last_modified_by, core.subject = "ko-KR", "", base_line(document)[:255]


def _cover(deck: Deck, document: Document) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    add_block(slide, SlideBox(0, 0, 8, HIGH), ACCENT)
    wide = WIDE - 60
    write(slide, document.programme, SlideBox(30, 50, wide, 10), 20, ink=QUIET)
    write(
        slide,
        f"{document.municipality} {document.title}",
        SlideBox(30, 64, wide, 22),
        44,
        bold=True,
    )
    write(slide, document.round_title, SlideBox(30, 92, wide, 12), 24)
    write(slide, base_line(document), SlideBox(30, 150, wide, 7), 14, ink=QUIET)
    write_lines(
        slide, tuple((each,) for each in notices(document)), SlideBox(30, 160, wide, 22), (14, 12)
    )


def _add(deck: Deck, content: Slide, number: int, document: Document) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    size = 28 if len(plain(content.title)) <= SHORT_TITLE else 22
    write(slide, content.title, TITLE, size, ink=INK, bold=True, anchor=MSO_ANCHOR.MIDDLE)
    add_block(slide, SlideBox(TITLE.left, 29.5, 24, 1.2), ACCENT)
    words, places = _places(content)
    if content.lines:
        write_lines(slide, content.lines, words)
    largest = _largest_cell(content, places)
    for body, box in zip(content.bodies, places, strict=True):
        if isinstance(body, Picture):
            add_picture(slide, body, box)
        elif isinstance(body, Bars):
            add_bars(slide, body, box)
        elif isinstance(body, Numbers):
            add_numbers(slide, body, box, is_whole=content.level)
        else:
            add_table(slide, body, box, largest)
    write(slide, f"{document.municipality} {document.title}  ·  {number}", FOOT, 12, ink=QUIET)
    slide.notes_slide.notes_text_frame.text = "\n".join(content.sources)


def _largest_cell(content: Slide, places: list[SlideBox]) -> int:
    """Points of the letters in its tables, at most."""
    pairs = zip(content.bodies, places, strict=True)
    sizes = [letters(body, box) for body, box in pairs if isinstance(body, Table)]
    return min(sizes) if content.level and sizes else LARGEST_CELL


def _places(content: Slide) -> tuple[SlideBox, list[SlideBox]]:
    """Where the words stand, and each body."""
    bodies = content.bodies
    if not content.lines:
        side_by_side = len(bodies) == 2
        return BODY, list(BODY.beside(0.5)) if side_by_side else _below(BODY, bodies)
    if len(bodies) == 1 and _is_broad(bodies[0]):
        above = min(lines_need(content.lines, BODY.width, LEGIBLE) + 5, BODY.height / 2)
        rest = SlideBox(BODY.left, BODY.top + above, BODY.width, BODY.height - above)
        return SlideBox(BODY.left, BODY.top, BODY.width, above - 3), [rest]
    if not bodies:
        return BODY, []
    if len(bodies) > 1 and isinstance(bodies[0], Picture):
        return _in_halves(content)
    words, rest = BODY.beside(BESIDE)
    return words, _below(rest, bodies)


def _in_halves(content: Slide) -> tuple[SlideBox, list[SlideBox]]:
    """Words over the first table, beside the picture over the other one, if there is one."""
    others = content.bodies[2:]
    left, right = BODY.beside(HALF)
    high = lines_need(content.lines, left.width, LEGIBLE)
    high = min(high, left.height - _least(content.bodies[1], left))
    if content.level:
        high = lines_take(content.lines, SlideBox(left.left, left.top, left.width, high))
    words, place = _over(left, high)
    if not others:
        return words, [right, place]
    high = right.height - _least(others[0], right)
    if content.snug and isinstance(drawn := content.bodies[0], Picture):
        high = min(high, right.width * drawn.height_px / drawn.width_px)
    picture, below = _over(right, high)
    return words, [picture, place, below]


def _least(body: SlideBody, box: SlideBox) -> float:
    """How much of a box's height a body below something else needs; a picture a third."""
    if isinstance(body, Table):
        return table_need(body, box.width, SMALLEST) + GAP
    return box.height / 3


def _over(box: SlideBox, high: float) -> tuple[SlideBox, SlideBox]:
    """The upper part of a box, and the rest; each has a fifth at least."""
    high = min(max(high, box.height / 5), box.height * 4 / 5)
    rest = box.height - high - GAP
    return (
        SlideBox(box.left, box.top, box.width, high),
        SlideBox(box.left, box.top + high + GAP, box.width, rest),
    )


def _below(box: SlideBox, bodies: tuple[SlideBody, ...]) -> list[SlideBox]:
    """One below the other; a table as high as it has rows, anything else as five."""
    rows = [len(body.cells) + 1 if isinstance(body, Table) else 5 for body in bodies]
    return box.stacked(rows) if rows else []


def _is_broad(body: SlideBody) -> bool:
    if isinstance(body, Picture):
        return body.width_px > 1.5 * body.height_px
    return isinstance(body, Table) and len(body.columns) > 3
