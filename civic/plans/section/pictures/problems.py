"""Pictures of the problems found: where, how many, which most, and how they look. Pure."""

from civic.documents.charts import bars, city, contact_sheet
from civic.documents.charts.canvas import Drawing
from civic.documents.numbers import amount
from civic.plans.section.labels import receipt_number
from civic.plans.section.pictures.picture_type import room_beside
from civic.plans.section.reading import gives_room, has_placed_issues, printed_issues
from civic.plans.section.schema import IssueData, PhotoData, SnapshotData

TOP = 10
BETWEEN = 6  # units around names over hexagons
LONGEST_TITLE = 200  # of one title in words for who can't see the picture


def draw_map(data: SnapshotData, width: int) -> Drawing | None:
    if not has_placed_issues(data):
        return None
    values = [district["reports"] for district in data["districts"]]
    areas, beside = city.areas(data["districts"]), room_beside(data, width)
    return city.choropleth(areas, values, "건", width, _boundaries(data), beside, gives_room(data))


def _boundaries(data: SnapshotData) -> str:
    return data["municipality"]["boundary_source"]


def map_alt(data: SnapshotData) -> str:
    most = max(data["districts"], key=lambda d: (d["reports"], d["code"]))
    each = ", ".join(f"{d['name']} {amount(d['reports'])}건" for d in data["districts"])
    unplaced = data["unplaced"]["reports"]
    others = f" 읍면동을 모르는 {amount(unplaced)}건은 지도에 없음." if unplaced else ""
    return (
        f"읍면동별 도시문제 수를 짙기로 나타낸 지도. 가장 많은 곳은 {most['name']} "
        f"{amount(most['reports'])}건. {each}.{others}"
    )


def map_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"district.{district['code']}.issues" for district in data["districts"])


def _placed(data: SnapshotData) -> list[tuple[float, float]]:
    places = ((issue["lat"], issue["lon"]) for issue in data["issues"])
    return [(lat, lon) for lat, lon in places if lat is not None and lon is not None]


def draw_density(data: SnapshotData, width: int) -> Drawing | None:
    areas = city.areas(data["districts"])
    between = BETWEEN if gives_room(data) else 0
    return city.density(areas, _placed(data), width, _boundaries(data), between)


def density_alt(data: SnapshotData) -> str:
    placed, listed = len(_placed(data)), len(data["issues"])
    return (
        f"위치가 있는 도시문제 {amount(placed)}건을 육각형 칸으로 세어 짙기로 나타낸 지도. "
        f"모두 {amount(listed)}건 가운데 위치가 없는 {amount(listed - placed)}건은 빠져 있음."
    )


def density_sources(_data: SnapshotData) -> tuple[str, ...]:
    return ("issues.listed",)


def draw_bars(data: SnapshotData, width: int) -> Drawing | None:
    return bars.bars([_bar(issue) for issue in printed_issues(data)[:TOP]], width)


def _bar(issue: IssueData) -> bars.Bar:
    under = " · ".join(filter(None, [issue["district"], issue["category"], receipt_number(issue)]))
    words = f"{amount(issue['supports'])}회"
    return bars.Bar(issue["title"], issue["supports"], words, True, under)


def bars_alt(data: SnapshotData) -> str:
    shown = printed_issues(data)[:TOP]
    each = ", ".join(
        f"{shortened(issue['title'])} {amount(issue['supports'])}회" for issue in shown
    )
    return f"공감이 많은 도시문제 {len(shown)}건의 막대그림. {each}."


def bars_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"issue.{issue['receipt']}.supports" for issue in printed_issues(data)[:TOP])


def _kept(data: SnapshotData) -> list[PhotoData]:
    return [photo for photo in data["photos"] if photo["jpeg"]]


def draw_photos(data: SnapshotData, width: int) -> Drawing | None:
    return contact_sheet.contact_sheet([_shot(photo) for photo in _kept(data)], width)


def _shot(photo: PhotoData) -> contact_sheet.Shot:
    # Snapshots of the first versions kept neither district nor day.
    number = f"접수 {receipt_number(photo)}" if photo["reported_at"] else ""
    credit = " · ".join(filter(None, [photo["district"], number]))
    return contact_sheet.Shot(photo["title"], credit, photo["jpeg"])


def photos_alt(data: SnapshotData) -> str:
    kept = _kept(data)
    each = " / ".join(_described(photo) for photo in kept)
    missing = len(data["photos"]) - len(kept)
    others = f" 파일이 없는 {missing}장은 빠져 있음." if missing else ""
    return f"주민이 찍은 현장 사진 {len(kept)}장. {each}{others}"


def _described(photo: PhotoData) -> str:
    return f"{shortened(photo['title'])}: {photo['alt'] or '설명 없음'}"


def photos_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"issue.{photo['receipt']}.supports" for photo in _kept(data))


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"
