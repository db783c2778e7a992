"""The pictures a template may ask for by name."""

from dataclasses import replace

from civic.documents.charts.canvas import ROOM
from civic.documents.charts.png import pixels
from civic.documents.model import Picture
from civic.plans.section.pictures import logic, meetings, outcome, people, places, problems
from civic.plans.section.pictures.picture_type import MAP, PictureType
from civic.plans.section.schema import SnapshotData

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
    "problems.theme_maps": PictureType(
        "주제(분야)별 도시문제가 있는 곳",
        places.draw_themes,
        places.themes_alt,
        places.themes_sources,
        titled=places.themes_caption,
    ),
    "problems.meeting_map": PictureType(
        "주민 모임이 열린 읍면동",
        places.draw_meetings,
        places.meetings_alt,
        places.meetings_sources,
        places.SITE,
    ),
    "problems.meeting_photos": PictureType(
        "주민 모임의 모습", meetings.draw_photos, meetings.photos_alt, meetings.photos_sources
    ),
    "solutions.chain": PictureType(
        "문제에서 해결방안과 성과지표까지", logic.draw, logic.alt, logic.sources
    ),
    "problems.bars": PictureType(
        "공감이 많은 도시문제", problems.draw_bars, problems.bars_alt, problems.bars_sources
    ),
    "people.map": PictureType(
        "읍면동별 인구 1,000명당 참여 주민",
        people.draw_map,
        people.map_alt,
        people.map_sources,
        MAP,
        "읍면동별 인구 1,000명에 참여한 주민",
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


def in_a_room(picture: Picture, data: SnapshotData) -> Picture:
    """A map of the city laid out so narrow that its words can be read from afar."""
    kind = PICTURES.get(picture.key)
    if kind is None or not kind.is_map:
        return picture
    drawn = kind.draw(data, ROOM)
    if drawn is None:
        return picture
    size = (pixels(length, picture.scale) for length in (drawn.width, drawn.height))
    wide, high = size
    return replace(picture, svg=drawn.svg, width_px=wide, height_px=high)
