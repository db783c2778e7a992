"""A city's districts with places on them: filled ones, dots, numbered pins; small ones in rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, ems, wrapped
from civic.documents.charts.city import MapArea, fitted
from civic.documents.charts.outline import Outline
from civic.documents.charts.palette import ACCENT, INK, LAND, LINE, PAPER, QUIET, RAMP

GAP = 14
TITLE = 20  # the height of a small map's title
DOT = 3.2
NEAR = 2  # units between two dots that are told apart
Place = tuple[float, float]  # (lat, lon)


@dataclass(frozen=True)
class Pin:
    """Stands in a district, by its place in the list; words: in the pin, e.g. its number."""

    area: int
    words: str


def sites(
    districts: list[MapArea],
    chosen: Collection[int],
    dots: Sequence[Place],
    width: int,
    names: tuple[str, str],
    source: str = "",
) -> Drawing | None:
    """chosen: places in districts of those that are filled and named. names: of the filled ones and
    of the dots, for the legend. None without districts, or with nothing on them."""
    if not districts or not (chosen or dots):
        return None
    canvas, city = Canvas(width), fitted(districts, width)
    _ground(canvas, city, chosen)
    _dots(canvas, city, dots)
    for shape in city.shapes:
        if shape.id in chosen:
            canvas.text(shape.x, shape.y + 4, shape.name, 12, "middle", True, rim=PAPER)
    entries = [(RAMP[2], names[0])] * bool(chosen) + [(ACCENT, names[1])] * bool(dots)
    bottom = canvas.legend(city.height + 8, entries)
    return canvas.drawn(_note(canvas, bottom, source))


def pins(
    districts: list[MapArea], placed: Sequence[Pin], width: int, source: str = ""
) -> Drawing | None:
    """Numbered pins, those of one district in a row. None without districts or pins."""
    if not districts or not placed:
        return None
    canvas, city = Canvas(width), fitted(districts, width)
    by_area: dict[int, list[Pin]] = {}
    for pin in placed:
        by_area.setdefault(pin.area, []).append(pin)
    _ground(canvas, city, ())
    for shape in city.shapes:
        if shape.id in by_area:
            _row_of_pins(canvas, shape.x, shape.y - 10, [p.words for p in by_area[shape.id]])
            canvas.text(shape.x, shape.y + 14, shape.name, 11, "middle", rim=PAPER)
    return canvas.drawn(_note(canvas, city.height + 6, source))


def small_maps(
    districts: list[MapArea],
    titled: Sequence[tuple[str, Sequence[Place]]],
    width: int,
    source: str = "",
) -> Drawing | None:
    """One small map a title with its dots, three beside each other, two on a phone."""
    if not districts or not titled:
        return None
    across = 2 if width <= NARROW else 3
    each = (width - GAP * (across - 1)) // across
    canvas, city = Canvas(width), fitted(districts, each)
    tall = city.height + TITLE + GAP + 13
    for n, (title, dots) in enumerate(titled):
        x, y = (each + GAP) * (n % across), tall * (n // across)
        for nth, words in enumerate(wrapped(title, each, 11, most=2)):
            canvas.text(x, y + 11 + 13 * nth, words, 11, bold=True)
        _ground(canvas, city, (), (x, y + TITLE + 11))
        _dots(canvas, city, dots, (x, y + TITLE + 11))
    rows = -(-len(titled) // across)
    return canvas.drawn(_note(canvas, tall * rows, source))


def _ground(
    canvas: Canvas, city: Outline, chosen: Collection[int], at: tuple[float, float] = (0, 0)
) -> None:
    moved = f"translate({at[0]:.1f} {at[1]:.1f})" if any(at) else None
    for shape in city.shapes:
        fill = RAMP[2] if shape.id in chosen else LAND
        canvas.add("path", d=shape.path, fill=fill, stroke=LINE, stroke_width=0.75, transform=moved)


def _dots(
    canvas: Canvas, city: Outline, dots: Sequence[Place], at: tuple[float, float] = (0, 0)
) -> None:
    """Each spot once, all as ends of lines without length: 20,000 circles would take seconds."""
    places = (city.place(lat, lon) for lat, lon in dots)
    inside = [(x, y) for x, y in places if 0 <= x <= city.width and 0 <= y <= city.height]
    spots = sorted({(round(x / NEAR), round(y / NEAR)) for x, y in inside})
    path = "".join(f"M{x * NEAR + at[0]:.1f} {y * NEAR + at[1]:.1f}h.01" for x, y in spots)
    for colour, wide in ((PAPER, 2 * DOT + 1.6), (ACCENT, 2 * DOT)) if path else ():
        canvas.add(
            "path", d=path, fill="none", stroke=colour, stroke_width=wide, stroke_linecap="round"
        )


def _row_of_pins(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    widths = [max(16.0, ems(each) * 10 + 8) for each in words]
    left = x - (sum(widths) + 2 * (len(words) - 1)) / 2
    for each, wide in zip(words, widths, strict=True):
        canvas.rect(left, y - 8, wide, 16, INK, rx=8)
        canvas.text(left + wide / 2, y + 3.6, each, 10, "middle", True, PAPER)
        left += wide + 2


def _note(canvas: Canvas, y: float, words: str) -> float:
    if not words:
        return y + 4
    for line in wrapped(words, canvas.width, 10, most=3):
        canvas.text(0, y + 10, line, 10, fill=QUIET)
        y += 14
    return y + 4
