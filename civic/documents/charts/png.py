"""A drawing as PNG, and as SVG for the PDF, set in the Korean font of our wheel by typst."""

from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from civic.documents.glyphs import FONT_FOLDER

SCALE = 3  # pixels a unit: about 270 dots an inch on paper
_SHEET = '#set page(width: {0}pt, height: {1}pt, margin: 0pt)\n#image("drawing.svg", width: {0}pt)'


@cache
def fonts() -> typst.Fonts:
    """Noto Sans CJK from its wheel, and typst's own fonts for the signs it has not (glyphs.py), so
    that every machine prints the same. Read once."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[FONT_FOLDER],
    )


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
        main = Path(folder, "main.typ")
        main.write_text(_SHEET.format(width / SCALE, height / SCALE))
        made = typst.compile(
            str(main), root=folder, font_paths=fonts(), format="png", ppi=72 * SCALE
        )
    _forget()
    return made


def _forget() -> None:
    """typst remembers its last ten works, 8 MB a picture: empty ones, 1 ms each, push them out."""
    for _ in range(11):
        typst.compile(b"", font_paths=fonts(), format="svg")
