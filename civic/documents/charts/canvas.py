"""A small SVG writer: shapes and words on a white sheet, one unit about one pixel of a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from xml.sax.saxutils import quoteattr

from civic.documents.charts.palette import INK, PAPER
from civic.documents.clean import clean
from civic.documents.glyphs import printable

WIDE, NARROW = 560, 340  # units: on paper and wide screens, and on a phone
ROOM = 310  # of a map on half a slide: its words have 12 points
FONT = (
    "'Pretendard GOV', Pretendard, 'Apple SD Gothic Neo', 'Noto Sans CJK KR', 'Noto Sans KR', "
    "'Malgun Gothic', sans-serif"
)
SIZE = 12  # of letters, units
Value = str | float | None


@dataclass(frozen=True)
class Drawing:
    """svg: UTF-8; width and height in units."""

    svg: bytes
    width: int
    height: int


class Canvas:
    def __init__(self, width: int):
        self.width = width
        self.parts: list[str] = []

    def add(self, tag: str, **attributes: Value) -> None:
        """An element; _ in names is -, numbers are rounded to a tenth of a unit."""
        self.parts.append(f"<{tag}{_written(attributes)}/>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **more: Value
    ) -> None:
        self.add("rect", x=x, y=y, width=max(0, width), height=height, fill=fill, **more)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        stroke: str,
        width: float = 1.0,
        **more: Value,
    ) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = SIZE,
        anchor: str = "start",
        bold: bool = False,
        fill: str = INK,
        rim: str | None = None,
    ) -> None:
        """Words with their baseline at y. rim: a colour around the letters."""
        place: dict[str, Value] = {"x": x, "y": y, "font_size": size, "fill": fill}
        if bold:
            place["font_weight"] = 700
        if anchor != "start":
            place["text_anchor"] = anchor
        if rim:
            place |= {"stroke": rim, "stroke_width": 3, "paint_order": "stroke"}
            place["stroke_linejoin"] = "round"
        self.parts.append(f"<text{_written(place)}>{escape(readable(words))}</text>")

    def legend(self, y: float, entries: Iterable[tuple[str, str]], x: float = 0.0) -> float:
        """Boxes with what they stand for: (fill, words), over several lines when needed.

        Returns: the y below it.
        """
        left = x
        for fill, words in entries:
            room = 17 + ems(words) * 11 + 16
            if left > x and left + room - 16 > self.width:
                left, y = x, y + 18
            self.rect(left + 0.5, y + 0.5, 12, 12, fill, stroke=INK, stroke_width=0.75)
            self.text(left + 17, y + 10.5, words, 11)
            left += room
        return y + 18

    def drawn(self, height: float) -> Drawing:
        height = round(height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{height}" '
            f'viewBox="0 0 {self.width} {height}" font-family="{FONT}">'
            f'<rect width="{self.width}" height="{height}" fill="{PAPER}"/>'
        )
        return Drawing((head + "".join(self.parts) + "</svg>").encode(), self.width, height)


def readable(words: str) -> str:
    """People's words as a picture can show them: no control or bidi marks, 〓 for unknown ones."""
    return printable(clean(words[:4000]))


def ems(words: str) -> float:
    """How wide words are, in ems: a little more than our font needs, also in bold."""
    return sum(map(_em, words))


def _em(letter: str) -> float:
    if ord(letter) >= 0x1100 or letter in "WMwm@%&":
        return 1.0
    if letter == " ":
        return 0.35
    return 0.7 if letter.isupper() else 0.6


def wrapped(words: str, width: float, size: float = SIZE, most: int = 2) -> list[str]:
    """Lines of the words no wider than so many units; the last one may end in an ellipsis."""
    room, rest = width / size, readable(words)
    lines: list[str] = []
    while rest and len(lines) < most:
        line = _first_line(rest, room)
        rest = rest[len(line) :].strip()
        lines.append(line.strip())
    if rest:
        while lines[-1] and ems(lines[-1] + "…") > room:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + "…"
    return lines or [""]


def _first_line(words: str, room: float) -> str:
    """As many whole words as fit; of a word wider than the line, as many letters."""
    fits, used = 0, 0.0
    for n, letter in enumerate(words):
        used += ems(letter)
        if used > room:
            break
        fits = n + 1
    if fits == len(words) or words[fits] == " ":
        return words[:fits]
    space = words.rfind(" ", 0, fits)
    return words[:space] if space > 0 else words[: max(1, fits)]


def _written(attributes: Mapping[str, Value]) -> str:
    return "".join(
        f" {name.replace('_', '-')}={_value(value)}"
        for name, value in attributes.items()
        if value is not None
    )


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return quoteattr(value)
    number = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
    return f'"{number}"'
