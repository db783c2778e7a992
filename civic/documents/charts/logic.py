"""A chain in three columns: what is wrong, what is done about it, what will be measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, ems, wrapped
from civic.documents.charts.palette import ACCENT, INK, LINE, PAPER, QUIET, SUNK

ARROW, PAD, LETTER, LEADING, GAP = 22, 8, 11, 15, 12

MARK = "· "
ChainLine = tuple[str, float]  # words, and units from the left edge


@dataclass(frozen=True)
class Chain:
    """Words of each column, a paragraph each."""

    columns: tuple[Sequence[str], Sequence[str], Sequence[str]]


def chains(
    rows: Sequence[Chain],
    titles: tuple[str, str, str],
    width: int,
    most: int = 4,
    shares: Sequence[float] = (1 / 3, 1 / 3, 1 / 3),
    rest: str = "",
    hang: float = 0,
) -> Drawing | None:
    """Boxes beside each other with arrows between, below each other on a phone. most: lines of a
    paragraph; shares: of the width, of each column; rest: said under them; hang: units by which
    the other lines of a paragraph with a mark stand to the right of its first. None without rows.
    """
    if not rows:
        return None
    canvas = Canvas(width)
    if width <= NARROW:
        return canvas.drawn(_said(canvas, rest, _below(canvas, rows, titles, most, hang)))
    wides = [(width - 2 * ARROW) * share for share in shares]
    lefts = [sum(wides[:n]) + n * ARROW for n in range(3)]
    y = 4.0
    for x, wide, title in zip(lefts, wides, titles, strict=True):
        canvas.text(x + wide / 2, y + 12, title, 12, "middle", True, QUIET)
    y += 22
    for row in rows:
        columns = zip(row.columns, wides, strict=True)
        texts = [_lines(column, wide - 2 * PAD, most, hang) for column, wide in columns]
        tall = max(map(len, texts)) * LEADING + 2 * PAD
        for n, (x, wide, lines) in enumerate(zip(lefts, wides, texts, strict=True)):
            _box(canvas, x, y, wide, tall, lines, n == 1)
            if n:
                _arrow(canvas, x - ARROW + 3, y + tall / 2, x - 3, y + tall / 2)
        y += tall + GAP
    return canvas.drawn(_said(canvas, rest, y - GAP + 4))


def _said(canvas: Canvas, words: str, y: float) -> float:
    if words:
        canvas.text(0, y + 14, words, LETTER, fill=QUIET)
    return y + (20 if words else 0)


def _below(
    canvas: Canvas, rows: Sequence[Chain], titles: Sequence[str], most: int, hang: float
) -> float:
    y, wide = 2.0, canvas.width
    for row in rows:
        for n, column in enumerate(row.columns):
            lines = _lines(column, wide - 2 * PAD, most, hang)
            canvas.text(0, y + 12, titles[n], 11, bold=True, fill=QUIET)
            tall = len(lines) * LEADING + 2 * PAD
            _box(canvas, 0, y + 18, wide, tall, lines, n == 1)
            y += tall + 18
            if n < 2:
                _arrow(canvas, wide / 2, y + 3, wide / 2, y + ARROW - 3)
                y += ARROW
        y += 2 * GAP
    return y


def _lines(column: Sequence[str], width: float, most: int, hang: float) -> list[ChainLine]:
    """Lines of each paragraph, only the first at its left edge."""
    lines: list[ChainLine] = []
    for words in column:
        indent = hang if words.startswith(MARK) and ems(words) * LETTER > width else 0
        first, *others = wrapped(words, width - indent, LETTER, most)
        lines += [(first, 0), *((line, indent) for line in others)]
    return lines or [("-", 0)]


def _box(
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    tall: float,
    lines: list[ChainLine],
    strong: bool,
) -> None:
    fill, edge, letters = (ACCENT, ACCENT, PAPER) if strong else (SUNK, LINE, INK)
    canvas.rect(x + 0.5, y, wide - 1, tall, fill, stroke=edge, stroke_width=0.75, rx=4)
    top = y + (tall - len(lines) * LEADING) / 2
    for n, (words, indent) in enumerate(lines):
        left, base = x + PAD + indent, top + LEADING * n + 11.5
        canvas.text(left, base, words, LETTER, bold=strong, fill=letters)


def _arrow(canvas: Canvas, x1: float, y1: float, x2: float, y2: float) -> None:
    canvas.line(x1, y1, x2, y2, QUIET, 1.5)
    across = x2 != x1
    head = (
        f"{x2 - 6:.1f},{y2 - 4:.1f} {x2:.1f},{y2:.1f} {x2 - 6:.1f},{y2 + 4:.1f}"
        if across
        else f"{x2 - 4:.1f},{y2 - 6:.1f} {x2:.1f},{y2:.1f} {x2 + 4:.1f},{y2 - 6:.1f}"
    )
    canvas.add("polygon", points=head, fill=QUIET)
