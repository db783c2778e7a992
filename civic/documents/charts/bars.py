"""Bars from 0, longest first: what most people support, and how the votes fell."""

from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, ems, wrapped
from civic.documents.charts.palette import ACCENT, QUIET, SAND, SUNK

LABEL_SHARE = 0.44  # of a wide picture
NARROWEST_IN_COLUMNS = NARROW + 60


@dataclass(frozen=True)
class Bar:
    """value: 0 or more; words: as printed behind it; strong: drawn dark and marked."""

    label: str
    value: float
    words: str
    strong: bool = False
    under: str = ""  # small words below the label


def bars(rows: list[Bar], width: int, names: tuple[str, str] | None = None) -> Drawing | None:
    """names: of strong and other bars, for the legend. None without rows."""
    if not rows:
        return None
    canvas = Canvas(width)
    y = canvas.legend(0, [(ACCENT, names[0]), (SAND, names[1])]) + 6 if names else 4
    draw = _beside if width >= NARROWEST_IN_COLUMNS else _below
    most = max(row.value for row in rows) or 1
    room = max(ems(row.words) for row in rows) * 13 + 14
    for row in rows:
        y = draw(canvas, row, y, row.value / most, room)
    return canvas.drawn(y)


def _beside(canvas: Canvas, row: Bar, y: float, share: float, room: float) -> float:
    """The label left of its bar."""
    left = canvas.width * LABEL_SHARE
    lines = wrapped(row.label, left - 14)
    height = 15 * len(lines) + 13 * bool(row.under) + 9
    at = y + (height - 15 * len(lines) - 13 * bool(row.under)) / 2 + 11.5
    _label(canvas, row, lines, 0, at)
    longest = canvas.width - left - room
    canvas.line(left, y, left, y + height, QUIET, 1)
    _bar(canvas, row, left, y + height / 2, longest * share)
    return y + height


def _below(canvas: Canvas, row: Bar, y: float, share: float, room: float) -> float:
    """The label above its bar, for a phone."""
    lines = wrapped(row.label, canvas.width - 4)
    _label(canvas, row, lines, 0, y + 12)
    y += 15 * len(lines) + 13 * bool(row.under) + 4
    canvas.rect(0, y, canvas.width - room, 16, SUNK)
    _bar(canvas, row, 0, y + 8, (canvas.width - room) * share)
    return y + 30


def _label(canvas: Canvas, row: Bar, lines: list[str], x: float, y: float) -> None:
    for n, line in enumerate(lines):
        canvas.text(x, y + 15 * n, line)
    if row.under:
        canvas.text(x, y + 15 * len(lines) - 2, row.under, 10, fill=QUIET)


def _bar(canvas: Canvas, row: Bar, x: float, middle: float, length: float) -> None:
    fill = ACCENT if row.strong else SAND
    canvas.rect(x, middle - 8, max(length, 1.0), 16, fill)
    canvas.text(x + max(length, 1.0) + 6, middle + 4.5, row.words, 12, bold=row.strong)
