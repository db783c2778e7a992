"""What a named picture is: its drawing, caption and words for who can't see it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, ROOM, WIDE, Drawing
from civic.documents.charts.png import pixels
from civic.documents.model import Picture
from civic.plans.section.reading import dots, is_even, is_in_nouns, says_how_many, says_once
from civic.plans.section.schema import SnapshotData

MM_A_UNIT = 160 / WIDE  # letters of 12 units print at 9.7 pt
MAP = 370  # a city as tall as wide: two maps and their captions on a page
CLOSER_MAP = 320  # since format 5, so that less of a page stays empty before a tall city


def room_beside(data: SnapshotData, width: int) -> int:
    """Units beside a map of this width for what is drawn larger: since format 6, on paper."""
    return WIDE - width if is_in_nouns(data) and width not in (NARROW, ROOM) else 0


@dataclass(frozen=True)
class PictureType:
    """draw: from the snapshot's data and a width in units; None when nothing is to see.

    alt: what it shows, in a sentence with its main figures; sources: the ids of those figures;
    former: the caption before format 11, where it was another; titled: the one since format 13,
    where it depends on the data.
    """

    caption: str
    draw: Callable[[SnapshotData, int], Drawing | None]
    alt: Callable[[SnapshotData], str]
    sources: Callable[[SnapshotData], tuple[str, ...]]
    width: int = WIDE  # units
    former: str = ""
    titled: Callable[[SnapshotData], str] | None = None

    @property
    def is_map(self) -> bool:
        return self.width == MAP

    def _caption_of(self, data: SnapshotData) -> str:
        if self.titled and says_how_many(data):
            return self.titled(data)
        return self.caption if is_even(data) else self.former or self.caption

    def show(
        self, key: str, number: int, data: SnapshotData, is_on_pages: bool = True
    ) -> Picture | None:
        width = min(self.width, CLOSER_MAP) if says_once(data) and self.is_map else self.width
        wide = self.draw(data, width)
        if wide is None:
            return None
        scale = dots(data)
        return Picture(
            key,
            number,
            self._caption_of(data),
            self.alt(data),
            wide.svg,
            pixels(wide.width, scale),
            pixels(wide.height, scale),
            MM_A_UNIT * wide.width,
            narrow=self.draw(data, NARROW) if is_on_pages else None,
            sources=self.sources(data),
            scale=scale,
        )
