"""Which letters the PDF's two fonts have: PDF/UA allows none that they cannot show."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk

FONT_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
MISSING = "〓"  # the printers' mark for a letter that is not in the case
# DejaVu Sans Mono comes with typst; the first font has no ∼ ≒ ₂ ⅓ ◈ ☑, which offices type all the
# same. What it adds: first-last, in hexadecimal, read off version 2.37: letters of Europe, signs.
SECOND_HAS = """
    104-1c3 1dd-1e3 1e6-1f0 1f4-1f6 1fc-221 2bc-2c1 2c6-2d3 2d6-2de 384-38a 38c 38e-390 3aa-3ce
    3d0-3e1 3f0-45f 490-49b 4aa-4b3 531-556 561-587 10d0-10fc 1e00-1e13 1e18-1e2d 1e30-1e4d
    1e54-1e63 1e68-1e79 1e7c-1e99 2070-2071 2075-208e 2090-209c 20a0-20b5 20b8-20ba 20bd 2102 210d
    2115-2117 2119-211a 211d 2124 2150-2151 2153-215f 2189 219a-2210 2217-221c 2238-223c 2241-2269
    226d-2289 228d-22a4 22b2-22b5 22b8 22c2-22c6 22cd-22d1 22dc-22e9 2300-2315 2319 231c-2321
    2325-2328 232b 2335-237a 2395 239b-23ae 25ac-262e 2638-268b 2690-269c 26a1 2701-2704 2706-2709
    270c-2727 2729-274b 274d 274f-2752 2758-275e 2761-2794 2798-27af 27b1-27be 27e6-27eb 27f5-27f7
    2b08-2b0d 2b12-2b19
"""


@cache
def covered() -> frozenset[int]:
    """Code points of the first font in Noto Sans CJK, from its cmap (format 12)."""
    with (FONT_FOLDER / "NotoSansCJK-VF.otf.ttc").open("rb") as file:

        def read(at: int, layout: str) -> tuple[Any, ...]:
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


@cache
def second_covered() -> frozenset[int]:
    """Code points of SECOND_HAS."""
    spans = (span.partition("-") for span in SECOND_HAS.split())
    return frozenset(
        code
        for first, _, last in spans
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


@cache
def shown() -> frozenset[int]:
    """Code points that one of the two fonts shows."""
    return covered() | second_covered()


def printable(text: str) -> str:
    """The text with 〓 for what no font of ours can show; joiners and selectors fall away."""
    if text.isascii():
        return text
    letters = shown()
    return "".join(
        letter if ord(letter) in letters else "" if _invisible(letter) else MISSING
        for letter in text
    )


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Me")
