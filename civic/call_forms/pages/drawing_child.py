"""A form's pages drawn by rhwp, which may be absent. Run in a process of its own (own_process.py):
a file of anybody's is read by a program in another language.
"""

import ctypes
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civic.call_forms.pages.sheets import Box, PageDrawing, read_sheet
from civic.call_forms.pages.spots import spots
from civic.call_forms.place import FillPlace

MOST_PAGES = 150
LABEL = 60  # letters
LARGEST = 6_000_000  # letters of a page's drawing; one with a few photographs has these


@dataclass(frozen=True)
class DrawnPage:
    """picture: SVG, packed by zlib; width and height in its units; spots: key of a place → its part
    in layout.py's count, its label, and x, y, width and height of its box."""

    picture: bytes
    width: float
    height: float
    spots: dict[str, list[Any]]


def draw(data: bytes, parts: list[bytes]) -> list[DrawnPage]:
    """The first MOST_PAGES; none of what rhwp does not read. parts: of the form, as
    apart/asking.py gives them."""
    sheets, places = _sheets(data), _places(parts)
    boxes = spots(sheets, [place for _part, place in places.values()])
    return [
        DrawnPage(
            zlib.compress(sheet.svg.encode()),
            sheet.width,
            sheet.height,
            {key: _spot(*places[key], box) for key, box in boxes.get(n, {}).items()},
        )
        for n, sheet in enumerate(sheets)
    ]


def _spot(part: int, place: FillPlace, box: Box) -> list[Any]:
    return [part, place.label[:LABEL], *(round(side, 1) for side in box)]


def _places(parts: list[bytes]) -> dict[str, tuple[int, FillPlace]]:
    """Every place by its key, with its part."""
    return {
        key: (number, FillPlace.from_json(place))
        for number, part in enumerate(parts, 1)
        for key, place in json.loads(zlib.decompress(part))["places"].items()
    }


def _sheets(data: bytes) -> list[PageDrawing]:
    _load_freetype()
    from rhwp import Document

    try:
        document = Document.from_bytes(data)
        drawn = [document.render_svg(n) for n in range(min(document.page_count, MOST_PAGES))]
    except ValueError:  # what it raises for files it can't read
        return []
    return [read_sheet(svg) for svg in drawn] if max(map(len, drawn)) <= LARGEST else []


def _load_freetype() -> None:
    """rhwp-python 0.8.1 carries a FreeType too old for itself: Pillow's newer one has to be there
    first."""
    import PIL

    for library in Path(PIL.__file__).parents[1].glob("pillow.libs/libfreetype*"):
        ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
