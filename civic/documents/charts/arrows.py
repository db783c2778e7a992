"""From where each indicator stands to where residents want it: an arrow on a scale from 0."""

from dataclasses import dataclass

from civic.documents.charts.canvas import Canvas, Drawing, ems, wrapped
from civic.documents.charts.palette import ACCENT, INK, LINE, PAPER, QUIET, SAND

ROW = 74


@dataclass(frozen=True)
class TargetArrow:
    """Values in the indicator's own unit; *_words as printed. lower, upper: half of the wishes."""

    name: str
    unit: str
    baseline: float | None
    baseline_words: str
    target: float | None
    target_words: str
    change_words: str
    lower: float | None = None
    upper: float | None = None


def arrows(changes: list[TargetArrow], width: int, rest: str = "") -> Drawing | None:
    """None when there is no indicator with a baseline. rest: said under them."""
    shown = [change for change in changes if change.baseline is not None]
    if not shown:
        return None
    canvas = Canvas(width)
    _key(canvas)
    y = 26.0
    for change in shown:
        y = _row(canvas, change, y)
    if rest:
        canvas.text(0, y + 14, rest, 11, fill=QUIET)
    return canvas.drawn(y + (20 if rest else 0))


def _key(canvas: Canvas) -> None:
    canvas.add("circle", cx=7, cy=8, r=5, fill=PAPER, stroke=INK, stroke_width=1.5)
    canvas.text(17, 12, "기준값", 11)
    _arrow(canvas, 66, 88, 8)
    canvas.text(94, 12, "목표값", 11)
    canvas.rect(142, 3, 20, 10, SAND)
    canvas.text(168, 12, "희망값의 가운데 절반", 11)


def _row(canvas: Canvas, change: TargetArrow, y: float) -> float:
    room = ems(change.change_words) * 12 + 12
    unit = f" ({change.unit})" if change.unit else ""
    lines = wrapped(change.name + unit, canvas.width - room)
    for n, line in enumerate(lines):
        canvas.text(0, y + 13 + 15 * n, line, bold=True)
    canvas.text(canvas.width, y + 13, change.change_words, anchor="end", fill=ACCENT, bold=True)
    middle = y + 15 * len(lines) + 16
    _track(canvas, change, middle)
    return middle + ROW - 36


def _track(canvas: Canvas, change: TargetArrow, y: float) -> None:
    values = [change.baseline, change.target, change.upper]
    most = max(0, *(value for value in values if value is not None)) or 1

    def at(value: float) -> float:
        return 8 + max(0.0, value) / most * (canvas.width - 16)

    canvas.line(8, y, canvas.width - 8, y, LINE)
    canvas.line(8, y - 4, 8, y + 4, LINE)
    if change.lower is not None and change.upper is not None:
        canvas.rect(at(change.lower), y - 7, at(change.upper) - at(change.lower), 14, SAND)
    assert change.baseline is not None  # arrows() leaves out those without
    start = at(change.baseline)
    if change.target is not None:
        _arrow(canvas, start, at(change.target), y)
    canvas.add("circle", cx=start, cy=y, r=5, fill=PAPER, stroke=INK, stroke_width=1.5)
    _values(canvas, change, start, None if change.target is None else at(change.target), y + 22)


def _values(canvas: Canvas, change: TargetArrow, start: float, end: float | None, y: float) -> None:
    """Both values below their marks, pushed apart where they would touch."""
    first = ems(change.baseline_words) * 12
    x = min(max(start, first / 2), canvas.width - first / 2)
    if end is None:
        canvas.text(x, y, change.baseline_words, anchor="middle")
        return
    second = ems(change.target_words) * 12
    goal = min(max(end, second / 2), canvas.width - second / 2)
    gap = (first + second) / 2 + 10
    if abs(goal - x) < gap:
        middle = min(max((x + goal) / 2, first + 5), canvas.width - first - 5)
        side = 1 if end >= start else -1
        x, goal = middle - side * gap / 2, middle + side * gap / 2
    canvas.text(x, y, change.baseline_words, anchor="middle", fill=QUIET)
    canvas.text(goal, y, change.target_words, anchor="middle", fill=ACCENT, bold=True)


def _arrow(canvas: Canvas, start: float, end: float, y: float) -> None:
    """A thick line that ends in a head; only the head when there is no way to go."""
    side = 1 if end >= start else -1
    neck = end - 9 * side
    if (neck - start) * side > 0:
        canvas.line(start, y, neck, y, ACCENT, 4)
    points = f"{end:.1f},{y:.1f} {neck:.1f},{y - 6:.1f} {neck:.1f},{y + 6:.1f}"
    canvas.add("polygon", points=points, fill=ACCENT)
