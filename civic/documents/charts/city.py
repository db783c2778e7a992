"""Districts by how much there is in each (a choropleth), and issues by where they are (density)."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from civic.documents.charts.canvas import Canvas, Drawing, ems, wrapped
from civic.documents.charts.classes import bounds, class_of, class_words
from civic.documents.charts.hexagons import cell_of, center_of, corners
from civic.documents.charts.outline import MARGIN, Outline, Polygons, Shape, frame_of, outline
from civic.documents.charts.palette import (
    ACCENT,
    INK,
    LAND,
    LINE,
    PAPER,
    QUIET,
    RAMP,
    ramp,
    words_on,
)

DETAIL = 0.4  # units a border may stray
KM = 111.2  # in a degree of latitude
NOT_TOLD = "가림"  # a number too small to publish
CROWDED = 4  # districts without room for a name: from so many on they are drawn again, larger
BETWEEN = 16  # units between the city and them
NAME = 12  # size of a district's name
CELLS = 12, 32  # hexagons over the width of a map: of a few issues, of very many


@dataclass(frozen=True)
class MapArea:
    """A district. polygons: MultiPolygon coordinates in degrees; label: (lon, lat) inside."""

    name: str
    polygons: Polygons
    label: tuple[float, float]


_kept: deque[tuple[list[MapArea], int, Outline]] = deque(maxlen=8)


def areas(districts: Iterable[Mapping[str, Any]]) -> list[MapArea]:
    """Of a snapshot's districts."""
    return [MapArea(d["name"], d["polygons"], (d["label"][0], d["label"][1])) for d in districts]


def choropleth(
    districts: list[MapArea],
    values: Sequence[float | None],
    unit: str,
    width: int,
    source: str = "",
    beside: int = 0,
) -> Drawing | None:
    """Each district as dark as its value; names, values and a legend. None without districts.

    Args: values: one a district, 0 or more, None: not told, left white; unit: behind each
    number, e.g. "건"; source: of the boundaries, printed below; beside: units that the picture may
    be wider, to draw districts again that are too small to be named.
    """
    if not districts:
        return None
    told = [_told(value, unit) for value in values]
    views = _views(districts, told, width, beside)
    canvas = Canvas(width + beside * (len(views) > 1))
    known = [value for value in values if value is not None]
    limits = bounds(known)
    fills = (RAMP[0], *ramp(len(limits))) if limits else RAMP[:1]
    tones = [PAPER if value is None else fills[class_of(value, limits)] for value in values]
    for view in views:
        view.draw(canvas, tones)
    left_out = _names(canvas, views, told, tones)
    whole = all(float(value).is_integer() for value in known)
    words = ["없음"] * (0 in values) + class_words(limits, unit, whole)
    shown = list(fills if 0 in values else fills[1:])
    if len(known) < len(values):
        words, shown = [*words, NOT_TOLD], [*shown, PAPER]
    bottom = canvas.legend(max(view.bottom for view in views) + 8, zip(shown, words, strict=True))
    return canvas.drawn(_notes(canvas, bottom, [*left_out, source]))


@dataclass(frozen=True)
class View:
    """Some districts of a city drawn in a box whose left edge is at left.

    ids: the place of each shape in the list of all; named: those whose names belong in this view;
    enlarged: where in it, as (x, y, width, height), what another view shows larger.
    """

    city: Outline
    ids: Sequence[int]
    named: frozenset[int]
    left: float = 0.0
    enlarged: tuple[float, float, float, float] | None = None

    @property
    def bottom(self) -> float:
        return self.city.height

    def labels(self) -> list[Shape]:
        """The shapes to be named, each with its place in the picture and in the list of all."""
        moved = (replace(s, id=self.ids[s.id], x=s.x + self.left) for s in self.city.shapes)
        return [shape for shape in moved if shape.id in self.named]

    def draw(self, canvas: Canvas, tones: Sequence[str]) -> None:
        at = f"translate({self.left:.1f} 0)" if self.left else None
        for shape in self.city.shapes:
            fill = tones[self.ids[shape.id]]
            canvas.add("path", d=shape.path, fill=fill, stroke=INK, stroke_width=0.75, transform=at)
        if self.enlarged:
            x, y, wide, high = self.enlarged
            canvas.rect(x, y, wide, high, "none", stroke=ACCENT, stroke_width=1.25)


def _views(districts: list[MapArea], told: Sequence[str], width: int, beside: int) -> list[View]:
    """The city; where districts lie too close together to be named, these again beside it."""
    every = frozenset(range(len(districts)))
    whole = View(fitted(districts, width), sorted(every), every)
    crowded = sorted(_unnamed(whole, told))
    if beside <= 0 or len(crowded) < CROWDED:
        return [whole]
    width, room = _shared(width + beside)
    whole = replace(whole, city=fitted(districts, width))
    areas = [districts[n] for n in crowded]
    large = View(fitted(areas, room), crowded, frozenset(crowded), width + BETWEEN)
    rest = every - large.named
    return [replace(whole, named=rest, enlarged=_around(areas, whole.city)), large]


def _shared(whole: int) -> tuple[int, int]:
    """Widths of the city and of what is drawn again."""
    city = round(whole * 0.5)
    return city, whole - city - BETWEEN


def _unnamed(view: View, told: Sequence[str]) -> set[int]:
    return set(view.named) - {shape.id for shape in _apart(view.labels(), _room(told))}


def _around(areas: Sequence[MapArea], city: Outline) -> tuple[float, float, float, float]:
    """The box around some districts of a city."""
    points = [city.place(p[1], p[0]) for a in areas for rings in a.polygons for p in rings[0]]
    left, top = min(x for x, _y in points) - 3, min(y for _x, y in points) - 3
    right, bottom = max(x for x, _y in points) + 3, max(y for _x, y in points) + 3
    return left, top, right - left, bottom - top


def _room(told: Sequence[str]) -> Callable[[Shape], tuple[float, float]]:
    """Width and height of a district's name over its value."""
    return lambda shape: (max(ems(shape.name), ems(told[shape.id])) * NAME, 28)


def _told(value: float | None, unit: str) -> str:
    return NOT_TOLD if value is None else f"{value:,g}{unit}"


def density(
    districts: list[MapArea], points: list[tuple[float, float]], width: int, source: str = ""
) -> Drawing | None:
    """How many issues lie in each hexagon. points: (lat, lon). None without points or districts."""
    if not districts or not points:
        return None
    canvas, city = Canvas(width), fitted(districts, width)
    for shape in city.shapes:
        canvas.add("path", d=shape.path, fill=LAND)
    radius = width / _across(len(points)) / 3**0.5
    spots = [city.place(lat, lon) for lat, lon in points]
    inside = [(x, y) for x, y in spots if 0 <= x <= width and 0 <= y <= city.height]
    cells = Counter(cell_of(x, y, radius) for x, y in inside)
    limits = bounds(list(cells.values()))
    fills = ramp(len(limits)) if limits else ()
    for cell, count in sorted(cells.items()):
        fill = fills[class_of(count, limits) - 1]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners(*center_of(*cell, radius), radius))
        canvas.add("polygon", points=path, fill=fill, stroke=PAPER, stroke_width=0.75)
    for shape in city.shapes:
        canvas.add("path", d=shape.path, fill="none", stroke=LINE, stroke_width=0.9)
    for shape in _apart(city.shapes, lambda shape: (ems(shape.name) * 11, 13)):
        canvas.text(shape.x, shape.y + 4, shape.name, 11, "middle", rim=PAPER)
    legend = zip(fills, class_words(limits, "건"), strict=True)
    bottom = canvas.legend(city.height + 8, legend)
    across = radius * 3**0.5 / city.per_lat * KM
    return canvas.drawn(_notes(canvas, bottom, [f"육각형 칸의 너비 약 {across:.1f}km", source]))


def _across(points: int) -> int:
    """How many hexagons stand side by side: more, smaller ones where there is more to tell."""
    return min(max(round(1.6 * sqrt(points)), CELLS[0]), CELLS[1])


def fitted(districts: list[MapArea], width: int) -> Outline:
    """The districts in a box as wide as the picture, or as high as it is wide. A document has many
    maps of one city, so the last outlines are kept."""
    for known, wide, city in list(_kept):
        if wide == width and known == districts:  # quick: they are the very same lists
            return city
    city = _fitted(districts, width)
    _kept.append((districts, width, city))
    return city


def _fitted(districts: list[MapArea], width: int) -> Outline:
    rows = [(n, area.name, area.polygons, area.label) for n, area in enumerate(districts)]
    lats = [p[1] for area in districts for rings in area.polygons for p in rings[0]]
    loose = frame_of((area.polygons for area in districts), width, 10 * width)
    span = (max(lats) - min(lats)) * loose.per_lat + 2 * MARGIN
    return outline(rows, width, min(max(span, 0.3 * width), 0.9 * width), DETAIL)


def _names(canvas: Canvas, views: Iterable[View], values: list[str], tones: list[str]) -> list[str]:
    """Names with their values where they fit; says the others in a line."""
    shapes, room = [shape for view in views for shape in view.labels()], _room(values)
    fitting = _apart(shapes, room)
    for shape in fitting:
        x = min(max(shape.x, room(shape)[0] / 2 + 2), canvas.width - room(shape)[0] / 2 - 2)
        tone = tones[shape.id]
        for words, y, bold in ((shape.name, -2, False), (values[shape.id], 12, True)):
            canvas.text(x, shape.y + y, words, NAME, "middle", bold, words_on(tone), tone)
    kept = {shape.id for shape in fitting}
    others = [f"{shape.name} {values[shape.id]}" for shape in shapes if shape.id not in kept]
    return [f"이름을 적지 못한 곳: {', '.join(others)}"] if others else []


def _apart(shapes: Iterable[Shape], room: Callable[[Shape], tuple[float, float]]) -> list[Shape]:
    """The shapes whose labels (room: width, height) don't touch: larger districts first."""
    chosen: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: (-s.size, s.id)):
        wide, high = room(shape)
        if all(
            abs(shape.x - other.x) > (wide + room(other)[0]) / 2 or abs(shape.y - other.y) > high
            for other in chosen
        ):
            chosen.append(shape)
    return chosen


def _notes(canvas: Canvas, y: float, notes: list[str]) -> float:
    """Small lines at the end; returns where they end."""
    for note in filter(None, notes):
        for line in wrapped(note, canvas.width, 10, most=6):
            canvas.text(0, y + 10, line, 10, fill=QUIET)
            y += 14
    return y + 4
