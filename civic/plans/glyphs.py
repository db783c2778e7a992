"""Which letters the PDF's font has: PDF/UA allows none that it cannot show."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk

FONT_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
MISSING = "〓"  # the printers' mark for a letter that is not in the case


@cache
def covered() -> frozenset[int]:
    """Code points of the first font in Noto Sans CJK, from its cmap (format 12)."""
    with (FONT_FOLDER / "NotoSansCJK-VF.otf.ttc").open("rb") as file:

        def read(at: int, layout: str) -> tuple:
            file.seek(at)
            return struct.unpack(layout, file.read(struct.calcsize(layout)))

        font = read(12, ">I")[0]
        tables = [read(font + 12 + 16 * n, ">4sIII") for n in range(read(font + 4, ">H")[0])]
        cmap = next(at for tag, _, at, _ in tables if tag == b"cmap")
        subtables = [read(cmap + 4 + 8 * n, ">HHI") for n in range(read(cmap + 2, ">H")[0])]
        full = next(cmap + at for *_, at in subtables if read(cmap + at, ">H")[0] == 12)
        groups = read(full + 16, f">{3 * read(full + 12, '>I')[0]}I")
    return frozenset(
        code
        for first, last in zip(groups[::3], groups[1::3], strict=True)
        for code in range(first, last + 1)
    )


def printable(text: str) -> str:
    """The text with 〓 for what the font cannot show; joiners and variation marks fall away."""
    if text.isascii():
        return text
    letters = covered()
    return "".join(
        letter if ord(letter) in letters else "" if _invisible(letter) else MISSING
        for letter in text
    )


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Me")
