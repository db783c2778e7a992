"""The pictures a template may ask for by name: drawing, caption and words for who can't see it."""

from collections.abc import Callable
from dataclasses import dataclass

from civic.documents.charts.canvas import NARROW, WIDE, Drawing
from civic.documents.charts.png import SCALE
from civic.documents.model import Picture
from civic.plans.section.pictures import outcome, people, problems
from civic.plans.section.schema import SnapshotData

MM_A_UNIT = 160 / WIDE  # letters of 12 units print at 9.7 pt
MAP = 370  # a city as tall as wide: two maps and their captions on a page


@dataclass(frozen=True)
class PictureType:
    """draw: from the snapshot's data and a width in units; None when nothing is to see.

    alt: what it shows, in a sentence with its main figures; sources: the ids of those figures.
    """

    caption: str
    draw: Callable[[SnapshotData, int], Drawing | None]
    alt: Callable[[SnapshotData], str]
    sources: Callable[[SnapshotData], tuple[str, ...]]
    width: int = WIDE  # units

    def show(self, key: str, number: int, data: SnapshotData) -> Picture | None:
        wide, narrow = self.draw(data, self.width), self.draw(data, NARROW)
        if wide is None or narrow is None:
            return None
        return Picture(
            key,
            number,
            self.caption,
            self.alt(data),
            wide.svg,
            wide.width * SCALE,
            wide.height * SCALE,
            MM_A_UNIT * wide.width,
            narrow=narrow,
            sources=self.sources(data),
        )


PICTURES: dict[str, PictureType] = {
    "overview.flow": PictureType(
        "참여의 흐름", outcome.draw_acts, outcome.acts_alt, outcome.acts_sources
    ),
    "problems.map": PictureType(
        "읍면동별 도시문제 분포",
        problems.draw_map,
        problems.map_alt,
        problems.map_sources,
        MAP,
    ),
    "problems.density": PictureType(
        "도시문제가 모인 곳",
        problems.draw_density,
        problems.density_alt,
        problems.density_sources,
        MAP,
    ),
    "problems.bars": PictureType(
        "공감이 많은 도시문제", problems.draw_bars, problems.bars_alt, problems.bars_sources
    ),
    "people.map": PictureType(
        "읍면동별 인구 1,000명에 참여한 주민",
        people.draw_map,
        people.map_alt,
        people.map_sources,
        MAP,
    ),
    "problems.photos": PictureType(
        "주민이 찍은 현장 사진 (사진: 제보한 주민 제공)",
        problems.draw_photos,
        problems.photos_alt,
        problems.photos_sources,
    ),
    "solutions.bars": PictureType(
        "해결방안별 득표", outcome.draw_votes, outcome.votes_alt, outcome.votes_sources
    ),
    "targets.arrows": PictureType(
        "성과지표의 기준값과 목표값",
        outcome.draw_targets,
        outcome.targets_alt,
        outcome.targets_sources,
    ),
    "schedule.timeline": PictureType(
        "주민참여와 공모 일정",
        outcome.draw_calendar,
        outcome.calendar_alt,
        outcome.calendar_sources,
    ),
}
