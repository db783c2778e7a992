"""Photographs side by side, each with what it is about and who gave it."""

from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, wrapped
from civic.documents.charts.palette import LINE, QUIET

GAP = 12


@dataclass(frozen=True)
class Shot:
    """jpeg: base64. credit: where it comes from."""

    title: str
    credit: str
    jpeg: str


def contact_sheet(shots: list[Shot], width: int) -> Drawing | None:
    """Rows of three, of two on a phone, cut to 4:3; None without a photo."""
    if not shots:
        return None
    canvas = Canvas(width)
    columns = min(len(shots), 2 if width <= NARROW else 3)
    wide = min((width - GAP * (columns - 1)) / columns, 300.0)
    left = (width - wide * columns - GAP * (columns - 1)) / 2
    y = 0.0
    for start in range(0, len(shots), columns):
        row = shots[start : start + columns]
        ends = [_shot(canvas, shot, left + n * (wide + GAP), y, wide) for n, shot in enumerate(row)]
        y = max(ends) + GAP
    return canvas.drawn(y - GAP + 2)


def _shot(canvas: Canvas, shot: Shot, x: float, y: float, width: float) -> float:
    height = width * 3 / 4
    box = {"x": x, "y": y, "width": width, "height": height}
    href = f"data:image/jpeg;base64,{shot.jpeg}"
    canvas.add("image", **box, preserveAspectRatio="xMidYMid slice", href=href)
    canvas.add("rect", **box, fill="none", stroke=LINE, stroke_width=0.75)
    y += height + 15
    for line in wrapped(shot.title, width):
        canvas.text(x, y, line)
        y += 15
    for line in wrapped(shot.credit, width, 10):
        canvas.text(x, y - 1, line, 10, fill=QUIET)
        y += 13
    return y - 8
