"""Pictures of where: the reports of each theme, the meetings, a project's site. Pure."""

from collections import defaultdict

from civic.documents.charts import city, sites
from civic.documents.charts.canvas import NARROW, Drawing
from civic.documents.numbers import amount
from civic.plans.section.pictures.picture_type import PictureType
from civic.plans.section.reading import (
    Place,
    area_indexes,
    gives_room,
    linked_issues,
    places_of,
    printed_themes,
    solution_of,
)
from civic.plans.section.schema import IssueData, SnapshotData

MOST_MAPS = 6
SITE = 250  # units: of a map with little on it, beside text on its page
LOW, BESIDE = 196, 170  # units: of such a map since format 11, and of its legend


def draw_themes(data: SnapshotData, width: int) -> Drawing | None:
    """A small map for each of the largest themes; without themes, of the largest categories."""
    areas = city.areas(data["districts"])
    titled = [(name, places) for name, places in _groups(data) if places]
    return sites.small_maps(areas, titled, width, data["municipality"]["boundary_source"])


def _groups(data: SnapshotData) -> list[tuple[str, list[Place]]]:
    names = [theme["name"] for theme in printed_themes(data)][:MOST_MAPS]
    in_groups: defaultdict[str, list[IssueData]] = defaultdict(list)
    for issue in data["issues"]:
        in_groups[issue["theme"] if names else issue["category"]].append(issue)
    if not names:
        largest = sorted(data["categories"], key=lambda c: (-c["reports"], c["name"]))
        names = [category["name"] for category in largest[:MOST_MAPS]]
    return [(name, places_of(in_groups[name])) for name in names]


def themes_caption(data: SnapshotData) -> str:
    """How many of them have a map, where some have none."""
    themes = printed_themes(data)
    kind, whole = ("주제", len(themes)) if themes else ("분야", len(data["categories"]))
    drawn = sum(bool(places) for _name, places in _groups(data))
    if drawn == whole:
        return f"{kind}별 도시문제가 있는 곳"
    return f"{kind} {whole}개 가운데 {drawn}개의 도시문제가 있는 곳"


def themes_alt(data: SnapshotData) -> str:
    each = ", ".join(f"{name} {amount(len(places))}곳" for name, places in _groups(data) if places)
    return f"위치가 있는 도시문제를 하나씩 점으로 찍은 작은 지도들. {each}."


def themes_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"theme.{theme['id']}.new" for theme in printed_themes(data)[:MOST_MAPS])


def draw_meetings(data: SnapshotData, width: int) -> Drawing | None:
    by_code = {district["code"]: n for n, district in enumerate(data["districts"])}
    placed = [
        sites.Pin(by_code[row["district"]], str(row["id"]))
        for row in data["meetings"]["rows"]
        if row["district"] in by_code
    ]
    source = data["municipality"]["boundary_source"]
    areas = city.areas(data["districts"])
    return sites.pins(areas, placed, width, source, gives_room(data))


def meetings_alt(data: SnapshotData) -> str:
    rows = [row for row in data["meetings"]["rows"] if row["district"]]
    each = ", ".join(f"{row['id']}번 {row['place']}" for row in rows)
    return f"주민 모임이 열린 읍면동에 표의 번호를 적은 지도. {each}."


def meetings_sources(_data: SnapshotData) -> tuple[str, ...]:
    return ("meetings.held",)


def site_picture(number: int, named: str, low: bool) -> PictureType:
    """The map of one chosen solution: its districts, and the reports it is to solve. named: its
    title in quotation marks; low: since format 11, the legend beside it."""

    def draw(data: SnapshotData, width: int) -> Drawing | None:
        chosen = area_indexes(data, solution_of(data, number)["districts"])
        dots = places_of(linked_issues(data, number))
        areas, names = city.areas(data["districts"]), ("대상 읍면동", "연결된 도시문제")
        source = data["municipality"]["boundary_source"]
        beside = BESIDE if low and width != NARROW else 0
        city_width = width - beside
        room = gives_room(data)
        return sites.sites(areas, chosen, dots, city_width, names, source, room, beside)

    def alt(data: SnapshotData) -> str:
        names = ", ".join(solution_of(data, number)["districts"]) or "시 전체"
        dots = len(places_of(linked_issues(data, number)))
        return (
            f"{named}의 대상 읍면동({names})을 칠하고, 풀려는 도시문제 가운데 위치가 있는 "
            f"{dots}건을 점으로 찍은 지도."
        )

    def sources(_data: SnapshotData) -> tuple[str, ...]:
        return (f"linked.{number}.issues",)

    return PictureType(f"{named}의 대상지", draw, alt, sources, LOW + BESIDE if low else SITE)
