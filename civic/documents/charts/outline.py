"""A city's districts as SVG paths in a small box: the map that needs no script and no tiles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import cos, hypot, radians

WIDTH, HEIGHT, MARGIN = 350.0, 300.0, 8.0
DETAIL = 0.5  # units of the box: about half a pixel on a phone
SMALLEST = 1.0  # islands narrower than this are left out
LETTER, LATIN, LINE = 11.0, 6.0, 13.0  # widths of a label's letters, its line height, in units
PIN_WIDTH, PIN_HEIGHT = 18.0, 24.0
Point = tuple[float, float]
Polygons = Sequence[Sequence[Sequence[Sequence[float]]]]  # MultiPolygon: rings of (lon, lat)


@dataclass(frozen=True)
class Shape:
    """A district: SVG path data, and where its name stands. Units of the box."""

    id: int
    name: str
    path: str
    x: float
    y: float
    size: float  # the width of its box × its height: larger ones are named first

    @property
    def wide(self) -> float:
        """Of its name, in units."""
        return _wide(self.name)

    def under_pin(self, x: float, y: float) -> bool:
        """A pin whose point is at x, y stands over the name."""
        beside = abs(x - self.x) >= (self.wide + PIN_WIDTH) / 2
        return not beside and -LINE < y - self.y < PIN_HEIGHT


@dataclass(frozen=True)
class Outline:
    """A city in a box of `width` × `height` units."""

    shapes: tuple[Shape, ...]
    width: float
    height: float
    west: float
    north: float
    per_lon: float  # units a degree
    per_lat: float
    left: float
    top: float
    _chosen: dict[tuple[int | None, int], list[Shape]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """(x, y) in the box of a position in degrees."""
        x = self.left + (lon - self.west) * self.per_lon
        return round(x, 1), round(self.top + (self.north - lat) * self.per_lat, 1)

    def labels(self, first: int | None = None, lines: int = 1) -> list[Shape]:
        """The shapes whose names (of so many lines) fit without touching: `first`'s, then larger
        districts' first. Found once for each `first`: pages draw the same city again and again."""
        if (first, lines) not in self._chosen:
            self._chosen[first, lines] = self._fitting(first, lines)
        return self._chosen[first, lines]

    def _fitting(self, first: int | None, lines: int) -> list[Shape]:
        chosen: list[Shape] = []
        for shape in sorted(self.shapes, key=lambda s: (s.id != first, -s.size)):
            if not any(_touch(shape, other, lines) for other in chosen):
                chosen.append(shape)
        return chosen


def outline(
    districts: Iterable[tuple[int, str, Polygons, Point]],
    width: float = WIDTH,
    height: float = HEIGHT,
    detail: float = DETAIL,
) -> Outline:
    """Fit districts into a box, north up, distances true to each other at the middle latitude.

    Args: districts: (id, name, MultiPolygon coordinates in degrees, label (lon, lat)).
    detail: how far (units) a simplified border may stray.
    Raises: ValueError when there are no districts.
    """
    districts = list(districts)
    frame = frame_of((polygons for _, _, polygons, _ in districts), width, height)
    shapes = tuple(_shape(frame, *district, detail) for district in districts)
    return replace(frame, shapes=shapes)


def frame_of(areas: Iterable[Polygons], width: float, height: float) -> Outline:
    """Where the box of outline() lies, without a shape in it. Raises: ValueError without areas."""
    points = [p for polygons in areas for rings in polygons for p in rings[0]]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    span_x, span_y = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((width - 2 * MARGIN) / span_x, (height - 2 * MARGIN) / span_y)
    left, top = (width - span_x * scale) / 2, (height - span_y * scale) / 2
    return Outline((), width, height, west, north, scale * squeeze, scale, left, top)


def shades(counts: dict[int, float]) -> dict[int, str]:
    """A class per district with something to count: "" for the lowest quarter up to q2, q3, q4.

    Quarters are of the highest count, so that twice as dark is about twice as much.
    """
    highest = max(counts.values(), default=0)
    steps = ("", "q2", "q3", "q4")
    return {
        key: steps[min(3, int(4 * value / highest))] if highest > 0 else ""
        for key, value in counts.items()
    }


def simplify(points: list[Point], detail: float) -> list[Point]:
    """Points of a line that keep it within `detail` of the original; the ends stay.

    Source: Douglas & Peucker, Cartographica 10 (1973) 112-122.
    """
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        far, worst = _farthest(points, start, end)
        if far > detail:
            kept.add(worst)
            spans += [(start, worst), (worst, end)]
    return [points[i] for i in sorted(kept)]


def line_path(city: Outline, line: Sequence[Sequence[float]], detail: float) -> str:
    """SVG path data of a line of (lon, lat); "" for one too short to be seen."""
    points = simplify([city.place(lat, lon) for lon, lat in line], detail)
    if len(points) < 2 or _size_of_line(points) < 2 * detail:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _size_of_line(points: list[Point]) -> float:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _shape(
    frame: Outline, key: int, name: str, polygons: Polygons, label: Point, detail: float
) -> Shape:
    rings = [
        [frame.place(point[1], point[0]) for point in ring] for rings in polygons for ring in rings
    ]
    sizes = [_size(ring) for ring in rings]
    largest = max(sizes)
    drawn = [
        _path(ring, detail)
        for ring, size in zip(rings, sizes, strict=True)
        if size >= SMALLEST or size == largest
    ]
    x, y = frame.place(label[1], label[0])
    return Shape(key, name, "".join(drawn), _within(frame, x, name), y, largest)


@lru_cache(maxsize=2_000)
def _wide(name: str) -> float:
    return sum(LATIN if letter.isascii() else LETTER for letter in name)


def _within(frame: Outline, x: float, name: str) -> float:
    """Where a name's middle stands so that its ends stay in the box."""
    half = min(_wide(name), frame.width) / 2
    return max(half, min(x, frame.width - half))


def _path(ring: list[Point], detail: float) -> str:
    middle = len(ring) // 2  # a ring's ends are one point: simplify it as two lines
    points = simplify(ring[: middle + 1], detail)[:-1] + simplify(ring[middle:], detail)[:-1]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "z"


def _size(ring: list[Point]) -> float:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _farthest(points: list[Point], start: int, end: int) -> tuple[float, int]:
    """Of the points between two: the distance of the farthest from their segment, and which it is,
    the last of several. Asked of each point of each border: no function is called for it."""
    ax, ay = points[start]
    dx, dy = points[end][0] - ax, points[end][1] - ay
    length = dx * dx + dy * dy
    far, worst = -1.0, start
    for n in range(start + 1, end):
        x, y = points[n]
        px, py = x - ax, y - ay
        along = (px * dx + py * dy) / length if length else 0.0
        along = 0.0 if along < 0.0 else 1.0 if along > 1.0 else along
        off = hypot(px - along * dx, py - along * dy)
        if off >= far:
            far, worst = off, n
    return far, worst


def _touch(one: Shape, other: Shape, lines: int) -> bool:
    room = (one.wide + other.wide) / 2
    return abs(one.x - other.x) < room and abs(one.y - other.y) < LINE * lines
