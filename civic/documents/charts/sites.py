"""A city's districts with places on them: filled ones, dots, numbered pins; small ones in rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, ems, wrapped
from civic.documents.charts.city import MapArea, draw_lines, fitted
from civic.documents.charts.labels import LabelBox, Room, spread
from civic.documents.charts.outline import Outline, Shape
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
    apart: bool = False,
    beside: int = 0,
) -> Drawing | None:
    """chosen: places in districts of those that are filled and named. names: of the filled ones and
    of the dots, for the legend. apart: their words don't touch, as in city.choropleth(). beside:
    units at the right for the legend, which else stands below. None without districts, or with
    nothing on them."""
    if not districts or not (chosen or dots):
        return None
    canvas, city = Canvas(width + beside), fitted(districts, width)
    _ground(canvas, city, chosen)
    _dots(canvas, city, dots)
    named = [shape for shape in city.shapes if shape.id in chosen]
    for shape, x, y in _placed(canvas, city, named, lambda s: (ems(s.name) * 12, 14), apart):
        canvas.text(x, y + 4, shape.name, 12, "middle", True, rim=PAPER)
    entries = [(RAMP[2], names[0])] * bool(chosen) + [(ACCENT, names[1])] * bool(dots)
    x, y = (width + GAP, 4) if beside else (0, city.height + 8)
    bottom = _note(canvas, canvas.legend(y, entries, x), source, x)
    return canvas.drawn(max(city.height, bottom) if beside else bottom)


def pins(
    districts: list[MapArea],
    placed: Sequence[Pin],
    width: int,
    source: str = "",
    apart: bool = False,
) -> Drawing | None:
    """Numbered pins, those of one district in a row. apart: as in sites(). None without districts
    or pins."""
    if not districts or not placed:
        return None
    canvas, city = Canvas(width), fitted(districts, width)
    by_area: dict[int, list[Pin]] = {}
    for pin in placed:
        by_area.setdefault(pin.area, []).append(pin)
    _ground(canvas, city, ())
    rows = {area: [pin.words for pin in some] for area, some in by_area.items()}
    named = [shape for shape in city.shapes if shape.id in rows]

    def room(shape: Shape) -> tuple[float, float]:
        return max(_width_of_pins(rows[shape.id]), ems(shape.name) * 11), 40

    for shape, x, y in _placed(canvas, city, named, room, apart):
        _row_of_pins(canvas, x, y - 10, rows[shape.id])
        canvas.text(x, y + 14, shape.name, 11, "middle", rim=PAPER)
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


def _placed(
    canvas: Canvas, city: Outline, shapes: Sequence[Shape], room: Room, apart: bool
) -> list[tuple[Shape, float, float]]:
    """Each shape and where its words stand; a line is drawn to those that stand beside it. Where
    there is no room at all, words touch: none may be left out."""
    within = LabelBox(0, 0, city.width, city.height)
    labels = spread(shapes, room, within, crossing=True) if apart else []
    draw_lines(canvas, labels)
    places = {label.shape.id: (label.x, label.y) for label in labels}
    return [(shape, *places.get(shape.id, (shape.x, shape.y))) for shape in shapes]


def _width_of_pins(words: Sequence[str]) -> float:
    return sum(map(_width_of_pin, words)) + 2 * (len(words) - 1)


def _width_of_pin(words: str) -> float:
    return max(16.0, ems(words) * 10 + 8)


def _row_of_pins(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    widths = list(map(_width_of_pin, words))
    left = x - _width_of_pins(words) / 2
    for each, wide in zip(words, widths, strict=True):
        canvas.rect(left, y - 8, wide, 16, INK, rx=8)
        canvas.text(left + wide / 2, y + 3.6, each, 10, "middle", True, PAPER)
        left += wide + 2


def _note(canvas: Canvas, y: float, words: str, x: float = 0) -> float:
    if not words:
        return y + 4
    for line in wrapped(words, canvas.width - x, 10, most=6 if x else 3):
        canvas.text(x, y + 10, line, 10, fill=QUIET)
        y += 14
    return y + 4
