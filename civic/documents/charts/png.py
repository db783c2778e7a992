"""A drawing as PNG, and as SVG for the PDF, set in the Korean font of our wheel by typst."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from civic.documents.export.typesetting import typeset

SCALE = 3  # pixels a unit: about 270 dots an inch on paper
_SHEET = '#set page(width: {0}pt, height: {1}pt, margin: 0pt)\n#image("drawing.svg", width: {0}pt)'


def for_print(svg: bytes) -> bytes:
    """The drawing for typst's reader, which takes a variable font's weight only as an axis."""
    bold = b"font-variation-settings=\"'wght' 700\""
    plain = b"<svg font-variation-settings=\"'wght' 400\""
    return svg.replace(b'font-weight="700"', bold).replace(b"<svg", plain, 1)


@lru_cache(maxsize=32)
def png(svg: bytes, width: int, height: int) -> bytes:
    """PNG of so many pixels: the same drawing gives the same bytes."""
    with TemporaryDirectory(prefix="civic-picture-") as folder:
        Path(folder, "drawing.svg").write_bytes(for_print(svg))
        Path(folder, "main.typ").write_text(_SHEET.format(width / SCALE, height / SCALE))
        return typeset(Path(folder), format="png", ppi=72 * SCALE)
