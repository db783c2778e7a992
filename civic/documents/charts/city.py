"""Districts by how much there is in each (a choropleth), and issues by where they are (density)."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from civic.documents.charts.canvas import Canvas, Drawing, ems, wrapped
from civic.documents.charts.classes import bounds, class_of, class_words
from civic.documents.charts.hexagons import cell_of, center_of, corners
from civic.documents.charts.labels import Label, LabelBox, Room, fitting, spread
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
LARGEST = 0.25  # of the city: what takes more of it is hardly larger beside it
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
    apart: bool = False,
    words: Sequence[str] = (),
) -> Drawing | None:
    """Each district as dark as its value; names, values and a legend. None without districts.

    Args: values: one a district, 0 or more, None: not told, left white; unit: behind each
    number, e.g. "건"; source: of the boundaries, printed below; beside: units that the picture may
    be wider, to draw districts again that are too small to be named; apart: names without room in
    their district stand beside it, with a line; words: what is printed of each value.
    """
    if not districts:
        return None
    value_words = [*words] or [_told(value, unit) for value in values]
    views = _views(districts, value_words, width, beside, apart)
    canvas = Canvas(width + beside * (len(views) > 1))
    known = [value for value in values if value is not None]
    limits = bounds(known)
    fills = (RAMP[0], *ramp(len(limits))) if limits else RAMP[:1]
    tones = [PAPER if value is None else fills[class_of(value, limits)] for value in values]
    for view in views:
        view.draw(canvas, tones)
    write = _names_apart if apart else _names
    left_out = write(canvas, views, value_words, tones)
    whole = all(float(value).is_integer() for value in known)
    classes = ["없음"] * (0 in values) + class_words(limits, unit, whole, bool(words))
    shown = list(fills if 0 in values else fills[1:])
    if len(known) < len(values):
        classes, shown = [*classes, NOT_TOLD], [*shown, PAPER]
    bottom = canvas.legend(max(view.bottom for view in views) + 8, zip(shown, classes, strict=True))
    return canvas.drawn(_notes(canvas, bottom, [*left_out, source]))


@dataclass(frozen=True)
class CityView:
    """Some districts of a city drawn in a box whose left edge is at left.

    ids: the place of each shape in the list of all; named: those whose names belong in this view;
    enlarged: where in it lies what another view shows larger.
    """

    city: Outline
    ids: Sequence[int]
    named: frozenset[int]
    left: float = 0.0
    enlarged: LabelBox | None = None

    @property
    def bottom(self) -> float:
        return self.city.height

    @property
    def box(self) -> LabelBox:
        return LabelBox(self.left, 0, self.left + self.city.width, self.bottom)

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
            frame = self.enlarged
            at_corner, extent = (frame.left, frame.top), (frame.wide, frame.high)
            canvas.rect(*at_corner, *extent, "none", stroke=ACCENT, stroke_width=1.25)


def _views(
    districts: list[MapArea], value_words: Sequence[str], width: int, beside: int, apart: bool
) -> list[CityView]:
    """The city; where districts lie too close together to be named, these again beside it, and
    (apart) what else lies between them."""
    every = frozenset(range(len(districts)))
    alone = CityView(fitted(districts, width), sorted(every), every)
    crowded = _unnamed(alone, value_words)
    if beside <= 0 or len(crowded) < CROWDED:
        return [alone]
    width, room = _shared(width + beside)
    city = fitted(districts, width)
    if apart:
        frame = _around([districts[n] for n in crowded], city)
        crowded |= {shape.id for shape in city.shapes if frame.has(shape.x, shape.y)}
    ids = sorted(crowded)
    areas = [districts[n] for n in ids]
    frame = _around(areas, city)
    if apart and frame.size > LARGEST * city.width * city.height:
        return [alone]
    large = CityView(fitted(areas, room), ids, frozenset(ids), width + BETWEEN)
    return [replace(alone, city=city, named=every - large.named, enlarged=frame), large]


def _shared(whole: int) -> tuple[int, int]:
    """Widths of the city and of what is drawn again."""
    city = round(whole * 0.5)
    return city, whole - city - BETWEEN


def _unnamed(view: CityView, value_words: Sequence[str]) -> set[int]:
    return set(view.named) - {shape.id for shape in fitting(view.labels(), _room(value_words))}


def _around(areas: Sequence[MapArea], city: Outline) -> LabelBox:
    """The box around some districts of a city."""
    points = [city.place(p[1], p[0]) for a in areas for rings in a.polygons for p in rings[0]]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return LabelBox(min(xs) - 3, min(ys) - 3, max(xs) + 3, max(ys) + 3)


def _room(value_words: Sequence[str]) -> Room:
    """Width and height of a district's name over its value."""
    return lambda shape: (max(ems(shape.name), ems(value_words[shape.id])) * NAME, 28)


def _told(value: float | None, unit: str) -> str:
    return NOT_TOLD if value is None else f"{value:,g}{unit}"


def density(
    districts: list[MapArea],
    points: list[tuple[float, float]],
    width: int,
    source: str = "",
    between: float = 0,
) -> Drawing | None:
    """How many issues lie in each hexagon. points: (lat, lon); between: units that stay free around
    the names of districts. None without points or districts."""
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
    for shape in fitting(city.shapes, lambda s: (ems(s.name) * 11 + between, 13 + between)):
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


def _names(
    canvas: Canvas, views: Iterable[CityView], values: list[str], tones: list[str]
) -> list[str]:
    """Names with their values where they fit; says the others in a line."""
    shapes, room = [shape for view in views for shape in view.labels()], _room(values)
    chosen = fitting(shapes, room)
    for shape in chosen:
        x = min(max(shape.x, room(shape)[0] / 2 + 2), canvas.width - room(shape)[0] / 2 - 2)
        tone = tones[shape.id]
        for words, y, bold in ((shape.name, -2, False), (values[shape.id], 12, True)):
            canvas.text(x, shape.y + y, words, NAME, "middle", bold, words_on(tone), tone)
    kept = {shape.id for shape in chosen}
    return _not_named(shapes, kept, values)


def _names_apart(
    canvas: Canvas, views: Iterable[CityView], values: list[str], tones: list[str]
) -> list[str]:
    """As _names(); where one does not fit, it stands beside its district with a line to it."""

    def room(shape: Shape) -> tuple[float, float]:
        return max(ems(shape.name), ems(values[shape.id])) * NAME, 30

    placed: list[Label] = []
    for view in views:
        taken = [view.enlarged] if view.enlarged else []
        placed += spread(view.labels(), room, view.box, taken)
    draw_lines(canvas, placed)
    for label in placed:
        tone = PAPER if label.line else tones[label.shape.id]
        for words, y, bold in ((label.shape.name, -3, False), (values[label.shape.id], 11, True)):
            canvas.text(label.x, label.y + y, words, NAME, "middle", bold, words_on(tone), tone)
    shapes = [shape for view in views for shape in view.labels()]
    return _not_named(shapes, {label.shape.id for label in placed}, values)


def draw_lines(canvas: Canvas, labels: Iterable[Label]) -> None:
    """From their places to the words that stand beside them."""
    for label in labels:
        if label.line:
            (x, y), end = label.line
            canvas.line(x, y, *end, PAPER, 2.5)
            canvas.line(x, y, *end, INK, 0.75)
            canvas.add("circle", cx=x, cy=y, r=1.6, fill=INK)
            box = label.box
            at, extent = (box.left, box.top), (box.wide, box.high)
            canvas.rect(*at, *extent, PAPER, stroke=LINE, stroke_width=0.5)


def _not_named(shapes: Iterable[Shape], named: set[int], values: Sequence[str]) -> list[str]:
    others = [f"{shape.name} {values[shape.id]}" for shape in shapes if shape.id not in named]
    return [f"이름을 적지 못한 곳: {', '.join(others)}"] if others else []


def _notes(canvas: Canvas, y: float, notes: list[str]) -> float:
    """Small lines at the end; returns where they end."""
    for note in filter(None, notes):
        for line in wrapped(note, canvas.width, 10, most=6):
            canvas.text(0, y + 10, line, 10, fill=QUIET)
            y += 14
    return y + 4
