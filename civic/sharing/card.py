"""The picture that messengers show beside a shared link: words in a Korean font, a photo. Pure."""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, ImageOps

from civic.documents.glyphs import FONT_FOLDER

EDITION = 1  # of the drawing: another one gives other pictures of the same words
SIZE, EDGE = (1200, 630), 64
PAPER, INK, QUIET, BLUE, LINE = "#f8f6f2", "#1e2124", "#464c53", "#0b50d0", "#e3ded5"
BOLD, PLAIN = "Bold", "Regular"
TITLE_SIZES = ((64, 3), (52, 4))  # points and lines: a long title is set smaller
PHOTO_WIDTH = 460
QUALITY, LARGEST = (82, 70, 55, 40, 25), 100_000


@dataclass(frozen=True)
class Card:
    """What is written on it. kind: what it is, e.g. 도시문제; facts: a line of small words;
    city: who shares it. photo: its key, for what tells one card from another."""

    kind: str
    title: str
    facts: str
    city: str
    photo: str = ""

    @property
    def mark(self) -> str:
        """Tells one picture from another, as an ETag."""
        words = "\x1f".join(map(str, (EDITION, *astuple(self))))
        return hashlib.sha256(words.encode()).hexdigest()[:32]


def draw_card(card: Card, photo: bytes | None = None) -> bytes:
    """A JPEG of 1200 × 630 pixels and at most 100 kB. photo: a picture file, or None; one that
    would need more is left out."""
    sheet = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(sheet)
    width = SIZE[0] - 2 * EDGE
    if photo is not None:
        picture = ImageOps.fit(Image.open(io.BytesIO(photo)).convert("RGB"), (PHOTO_WIDTH, SIZE[1]))
        sheet.paste(picture, (SIZE[0] - PHOTO_WIDTH, 0))
        width -= PHOTO_WIDTH
    pen.rectangle((0, 0, 12, SIZE[1]), BLUE)
    pen.text((EDGE, 64), card.kind, BLUE, _font(34, BOLD))
    lines, size = _title_lines(card.title, width)
    for n, line in enumerate(lines):
        pen.text((EDGE, 132 + n * size * 1.34), line, INK, _font(size, BOLD))
    facts = _wrapped(card.facts, _font(34, PLAIN), width, 2)
    for n, line in enumerate(facts):
        pen.text((EDGE, 426 + n * 46), line, QUIET, _font(34, PLAIN))
    pen.line((EDGE, 536, EDGE + width, 536), LINE, 2)
    (city, *_rest) = _wrapped(card.city, _font(30, BOLD), width, 1) or [""]
    pen.text((EDGE, 556), city, INK, _font(30, BOLD))
    data = _jpeg(sheet)
    return data if len(data) <= LARGEST or photo is None else draw_card(card)


def _title_lines(title: str, width: int) -> tuple[list[str], int]:
    for size, most in TITLE_SIZES:
        lines = _wrapped(title, _font(size, BOLD), width, most)
        if not lines or not lines[-1].endswith("…"):
            break
    return lines, size


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Lines no wider than width, broken at blanks, or inside a word that is wider; … ends what did
    not fit into so many lines."""
    lines = [""]
    for word in " ".join(text.split()).split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if font.getlength(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and font.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    if len(lines) > most:
        last = lines[most - 1]
        while last and font.getlength(last + "…") > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return [line for line in lines if line]


@lru_cache(maxsize=12)
def _font(size: int, weight: str) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT_FOLDER / "NotoSansCJK-VF.otf.ttc"), size, index=1)
    font.set_variation_by_name(weight)
    return font


def _jpeg(sheet: Image.Image) -> bytes:
    for quality in QUALITY:
        out = io.BytesIO()
        sheet.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()
