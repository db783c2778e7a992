"""The app's icon as PNG: the open ring and the dot of static/icon.svg, at any size."""

import io
from functools import cache
from math import cos, radians, sin

from PIL import Image, ImageDraw

PAPER, BLUE = "#f8f6f2", "#0b50d0"
SIDE = 32  # the drawing's units
FINER = 4  # drawn larger and shrunk: smooth edges
GAP_DEGREES = (-24, 0)  # where the ring is open, clockwise from three o'clock
RING, DOT, LINE = 11.5, 4.5, 3.0


@cache
def draw_app_icon(size: int, maskable: bool = False) -> bytes:
    """A square PNG of this many pixels.

    maskable: paper to the edges and the drawing within the inner 80 %, so that a phone may cut any
    shape out of it; otherwise the paper has rounded corners. Source: W3C App Manifest, safe zone.
    """
    side = size * FINER
    picture = Image.new("RGBA", (side, side), PAPER if maskable else "#0000")
    pen = ImageDraw.Draw(picture)
    if not maskable:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), side * 0.22, PAPER)
    _draw_ring(pen, side, side / SIDE * (0.72 if maskable else 0.86))
    out = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_ring(pen, side, unit):
    middle, radius, line = side / 2, RING * unit, LINE * unit
    outer = radius + line / 2
    start, end = GAP_DEGREES
    pen.arc(_around(middle, middle, outer), end, 360 + start, BLUE, round(line))
    for degrees in GAP_DEGREES:  # round ends
        x, y = middle + radius * cos(radians(degrees)), middle + radius * sin(radians(degrees))
        pen.ellipse(_around(x, y, line / 2), BLUE)
    pen.ellipse(_around(middle, middle, DOT * unit), BLUE)


def _around(x, y, radius):
    return x - radius, y - radius, x + radius, y + radius
