"""What may be shown in a frame: which page it stands for, and how large it is. Pure."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

LEAST_WIDTH, WIDTH = 280, 640


@dataclass(frozen=True)
class View:
    """page: the endpoint of what it is the short form of; height_px: of the frame, since a frame
    without a script can't grow with what it shows."""

    name: str
    title: LazyString
    template: str
    page: str
    height_px: int


VIEWS = {
    view.name: view
    for view in (
        View("list", _l("새 제보"), "open_data/embeds/list.html", "issues.browsing.index", 620),
        View("map", _l("읍면동별 제보"), "open_data/embeds/map.html", "issues.browsing.map", 720),
        View("result", _l("투표 결과"), "open_data/embeds/result.html", "votes.result", 620),
    )
}
# Endpoint → the view that stands for it.
OF_PAGES = {view.page: view for view in VIEWS.values()} | {"home.show": VIEWS["list"]}


def size(view: View, most_width: int | None, most_height: int | None) -> tuple[int, int]:
    """(width, height) in px within what the asking site has room for."""
    width = min(WIDTH, most_width or WIDTH)
    return max(LEAST_WIDTH, width), min(view.height_px, most_height or view.height_px)
