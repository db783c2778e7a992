"""Where words stand on a map: at their place, else beside it with a line to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, dist, radians, sin

from civic.documents.charts.outline import Shape

RINGS = range(8, 145, 8)  # units between a place and words beside it
TURNS = range(0, 360, 15)  # degrees
CLEAR = 2.0  # units between words
SPOT = 8.0  # units around a place that no other's words cover
Room = Callable[[Shape], tuple[float, float]]  # width and height of a shape's words


@dataclass(frozen=True)
class LabelBox:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, wide: float, high: float) -> "LabelBox":
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.bottom - self.top

    @property
    def size(self) -> float:
        return self.wide * self.high

    def touches(self, other: "LabelBox") -> bool:
        beside = self.right + CLEAR <= other.left or other.right + CLEAR <= self.left
        return not beside and self.top < other.bottom + CLEAR and other.top < self.bottom + CLEAR

    def holds(self, other: "LabelBox") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def has(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def crossed_by(self, line: "Line") -> bool:
        """Looked at every few units of the line."""
        (x1, y1), (x2, y2) = line
        steps = max(1, round(dist(*line) / 3))
        points = (
            (x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(steps + 1)
        )
        return any(self.has(x, y) for x, y in points)


Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Label:
    """The words of a shape, their middle at x and y. line: from the shape's own place to the words
    when they stand elsewhere."""

    shape: Shape
    x: float
    y: float
    box: LabelBox
    line: Line | None = None


def fitting(shapes: Iterable[Shape], room: Room) -> list[Shape]:
    """The shapes whose words, all at their place, don't touch: larger districts first."""
    chosen: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: (-s.size, s.id)):
        wide, high = room(shape)
        if all(
            abs(shape.x - other.x) > (wide + room(other)[0]) / 2 or abs(shape.y - other.y) > high
            for other in chosen
        ):
            chosen.append(shape)
    return chosen


def spread(
    shapes: Iterable[Shape],
    room: Room,
    within: LabelBox,
    taken: Sequence[LabelBox] = (),
    crossing: bool = False,
) -> list[Label]:
    """Words that touch neither each other nor what is taken: larger districts' at their place, then
    those that found none there beside it. Those without room anywhere are left out.

    crossing: where else there is no room, a line may cross words and lines.
    """
    ordered = sorted(shapes, key=lambda shape: (-shape.size, shape.id))
    placed: list[Label] = []
    for shape in ordered:
        label = _at(shape, room, shape.x, shape.y, within)
        hides = any(label.box.has(other.x, other.y) for other in ordered if other is not shape)
        boxes = [*taken, *(each.box for each in placed)]
        if not hides and not any(label.box.touches(box) for box in boxes):
            placed.append(label)
    named = {label.shape.id for label in placed}
    rest = [shape for shape in ordered if shape.id not in named]
    for shape in rest:
        spots = [LabelBox.around(each.x, each.y, SPOT, SPOT) for each in rest if each is not shape]
        boxes = [*taken, *spots, *(label.box for label in placed)]
        beside = list(_beside(shape, room, within, boxes))
        free = [label for label in beside if not _crosses(label, placed)]
        placed += (free or beside if crossing else free)[:1]
    return placed


def _at(shape: Shape, room: Room, x: float, y: float, within: LabelBox) -> Label:
    """The words there, or as near as the whole of them is within."""
    wide, high = room(shape)
    x = min(max(x, within.left + wide / 2), within.right - wide / 2)
    y = min(max(y, within.top + high / 2), within.bottom - high / 2)
    return Label(shape, x, y, LabelBox.around(x, y, wide, high))


def _beside(
    shape: Shape, room: Room, within: LabelBox, taken: Sequence[LabelBox]
) -> Iterator[Label]:
    """At the free places around its own, the nearest first."""
    for away in RINGS:
        for turn in TURNS:
            x, y = shape.x + away * cos(radians(turn)), shape.y + away * sin(radians(turn))
            box = LabelBox.around(x, y, *room(shape))
            if within.holds(box) and not any(box.touches(other) for other in taken):
                line = (shape.x, shape.y), _edge(box, shape)
                yield Label(shape, x, y, box, None if box.has(shape.x, shape.y) else line)


def _crosses(label: Label, placed: Sequence[Label]) -> bool:
    """Its line goes through other words or another line, or another's through its words."""
    lines = [other.line for other in placed if other.line]
    if any(label.box.crossed_by(line) for line in lines):
        return True
    if label.line is None:
        return False
    through = any(other.box.crossed_by(label.line) for other in placed)
    return through or any(_cross(label.line, line) for line in lines)


def _edge(box: LabelBox, shape: Shape) -> tuple[float, float]:
    """The point of a box nearest to a shape's place."""
    x = min(max(shape.x, box.left), box.right)
    return x, min(max(shape.y, box.top), box.bottom)


def _cross(one: Line, other: Line) -> bool:
    return _side(one, other[0]) != _side(one, other[1]) and _side(other, one[0]) != _side(
        other, one[1]
    )


def _side(line: Line, point: tuple[float, float]) -> bool:
    (x1, y1), (x2, y2) = line
    return (x2 - x1) * (point[1] - y1) > (y2 - y1) * (point[0] - x1)
