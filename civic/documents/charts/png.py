"""Drawings as PNG, and as SVG for the PDF, set in the Korean font of our wheel by typst."""

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from civic.documents.export.typesetting import typeset_pages

# Pixels a unit: 150, 200 and 270 dots an inch on paper. Two thirds of drawing is for the dots.
SCALE, LIGHT_SCALE, FORMER_SCALE = 1.6875, 2.25, 3.0
MOST_KEPT = 100  # of a large plan's; some 60 kB each
Drawn = tuple[bytes, int, int, float]  # SVG, width and height of its PNG in pixels, their scale
_PAGE = '#page(width: {0}pt, height: {1}pt, margin: 0pt, image("{2}.svg", width: {0}pt))'
DRAWN_LATELY: OrderedDict[Drawn, bytes] = OrderedDict()


def for_print(svg: bytes) -> bytes:
    """The drawing for typst's reader, which takes a variable font's weight only as an axis."""
    bold = b"font-variation-settings=\"'wght' 700\""
    plain = b"<svg font-variation-settings=\"'wght' 400\""
    return svg.replace(b'font-weight="700"', bold).replace(b"<svg", plain, 1)


def pixels(units: int, scale: float) -> int:
    """How many a drawing's PNG has for so many units, as typst rounds."""
    return int(units * scale + 0.5)


def png(svg: bytes, width: int, height: int, scale: float = FORMER_SCALE) -> bytes:
    """PNG of so many pixels: the same drawing gives the same bytes."""
    return pngs([(svg, width, height, scale)])[0]


def pngs(drawings: Iterable[Drawn]) -> list[bytes]:
    """PNG of each, all drawn at once: starting typst costs more than a drawing."""
    asked = list(drawings)
    images = {each: DRAWN_LATELY[each] for each in asked if each in DRAWN_LATELY}
    new = [each for each in dict.fromkeys(asked) if each not in images]
    for scale in {each[3] for each in new}:
        alike = [each for each in new if each[3] == scale]
        images |= zip(alike, _drawn(alike, scale), strict=True)
    for each in asked:
        DRAWN_LATELY[each] = images[each]
        DRAWN_LATELY.move_to_end(each)
    while len(DRAWN_LATELY) > MOST_KEPT:
        DRAWN_LATELY.popitem(last=False)
    return [images[each] for each in asked]


def _drawn(drawings: list[Drawn], scale: float) -> list[bytes]:
    with TemporaryDirectory(prefix="civic-picture-") as folder:
        pages = []
        for n, (svg, width, height, _scale) in enumerate(drawings):
            Path(folder, f"{n}.svg").write_bytes(for_print(svg))
            pages.append(_PAGE.format(round(width / scale), round(height / scale), n))
        Path(folder, "main.typ").write_text("\n".join(pages))
        return typeset_pages(Path(folder), format="png", ppi=72 * scale)
