"""Boxes on a photo, in percent of its upright width and height, and what they cover of it. Pure."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil, floor

MOST_BOXES = 20
WHOLE = 100.0  # percent
# JPEG keeps colours in blocks of up to 16 px: what lies in a block with a face bears its traces.
BLOCK = 16
SHARED = 2  # px beyond a block, into which readers smooth its colours


@dataclass(frozen=True)
class Box:
    """left and top from the upper left corner, width and height, in percent of the photo's."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self):
        """Raises: ValueError for a box that covers nothing of the photo."""
        inside = 0 <= self.left < WHOLE and 0 <= self.top < WHOLE
        if not (inside and 0 < self.width <= WHOLE and 0 < self.height <= WHOLE):
            raise ValueError(f"covers nothing: {self}")

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) in px of a photo of this size: every block that it touches
        and what shares colours with one, and nothing beyond the photo's edge."""
        left, right = _blocks(self.left, self.left + self.width, width)
        top, bottom = _blocks(self.top, self.top + self.height, height)
        return left, top, right, bottom

    def as_row(self) -> list[float]:
        return [self.left, self.top, self.width, self.height]


def suggested(sides: Iterable[Sequence[float]]) -> list[Box]:
    """The boxes that may be drawn, of (left, top, width, height) in percent."""
    boxes = []
    for each in sides:
        with suppress(ValueError):
            boxes.append(Box(*each))
    return boxes


def _blocks(first: float, last: float, size: int) -> tuple[int, int]:
    """From where to where (px), of percents of a side."""
    start = floor(first / WHOLE * size / BLOCK) * BLOCK - SHARED
    end = ceil(min(WHOLE, last) / WHOLE * size / BLOCK) * BLOCK + SHARED
    return max(0, start), min(size, end)
