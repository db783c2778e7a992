"""What may be shown in a frame: which page it stands for, and how wide it is. Pure."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

WIDTH = 640


@dataclass(frozen=True)
class View:
    """page: the endpoint of what it is the short form of. Of a row: under_px is what stands below
    its words, with the gap to the next, beside_px what stands beside them."""

    name: str
    title: LazyString
    template: str
    page: str
    under_px: int
    beside_px: int


VIEWS = {
    view.name: view
    for view in (
        View("list", _l("새 제보"), "open_data/embeds/list.html", "issues.browsing.index", 64, 0),
        View("map", _l("읍면동별 제보"), "open_data/embeds/map.html", "issues.browsing.map", 8, 60),
        View("result", _l("투표 결과"), "open_data/embeds/result.html", "votes.result", 8, 140),
    )
}
# Endpoint → the view that stands for it.
OF_PAGES = {view.page: view for view in VIEWS.values()} | {"home.show": VIEWS["list"]}


def width_within(most: int | None) -> int:
    """In px, never more than the asking site has room for, however little (oEmbed, 2.2)."""
    return min(WIDTH, most or WIDTH)
