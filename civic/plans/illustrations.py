"""The pictures a template may ask for by name: drawing, caption and words for who can't see it."""

from collections.abc import Callable
from dataclasses import dataclass

from civic.plans import pictures
from civic.plans.document import Picture
from civic.plans.wording import amount


@dataclass(frozen=True)
class PictureKind:
    """draw, caption and alt take the snapshot's data; draw gives None when nothing is to see."""

    caption: str
    draw: Callable[[dict], pictures.Drawn | None]
    alt: Callable[[dict], str]
    width_mm: float
    credit: Callable[[dict], str] = lambda _data: ""

    def show(self, key: str, number: int, data: dict) -> Picture | None:
        drawn = self.draw(data)
        if drawn is None:
            return None
        png, width, height = drawn
        credit = self.credit(data)
        caption = self.caption + (f" ({credit})" if credit else "")
        return Picture(key, number, caption, self.alt(data), png, width, height, self.width_mm)


def _map(data: dict) -> pictures.Drawn | None:
    return pictures.district_map(data["districts"]) if data["issues"] else None


def _map_alt(data: dict) -> str:
    most = max(data["districts"], key=lambda d: (d["reports"], d["code"]))
    top = f"가장 많은 곳은 {most['name']}, {amount(most['reports'])}건."
    return f"읍면동별 도시문제 수를 짙기로 나타낸 지도. {top}"


def _people_map(data: dict) -> pictures.Drawn | None:
    """Of 1,000 people, by district: nothing to see where no rate is known."""
    rates = {
        row["code"]: row["per_thousand"] for row in data.get("voices", {}).get("districts", ())
    }
    if not any(rate is not None for rate in rates.values()):
        return None
    shown = [district | {"rate": rates.get(district["code"])} for district in data["districts"]]
    return pictures.district_map(shown, "rate", "명")


def _people_alt(data: dict) -> str:
    rows = [row for row in data["voices"]["districts"] if row["per_thousand"] is not None]
    most = max(rows, key=lambda row: (row["per_thousand"], row["code"]))
    words = f"가장 많은 곳은 {most['name']}, {amount(most['per_thousand'])}명."
    return f"읍면동별 인구 1,000명에 참여한 사람의 수를 짙기로 나타낸 지도. {words}"


def _photos_alt(data: dict) -> str:
    shown = [photo for photo in data["photos"] if photo["jpeg"]]
    return " / ".join(photo["alt"] or photo["title"] for photo in shown)


def _bars(data: dict) -> pictures.Drawn | None:
    return pictures.vote_bars(data["tally"]["rows"]) if data["tally"] else None


def _bars_alt(data: dict) -> str:
    first = data["tally"]["rows"][0]
    return f"해결방안별 득표 막대. 가장 많은 것은 {first['title']}, {amount(first['votes'])}표."


PICTURES: dict[str, PictureKind] = {
    "problems.map": PictureKind(
        "읍면동별 도시문제 분포",
        _map,
        _map_alt,
        130,
        lambda data: data["municipality"]["boundary_source"],
    ),
    "people.map": PictureKind(
        "읍면동별 인구 1,000명에 참여한 주민",
        _people_map,
        _people_alt,
        130,
        lambda data: data["municipality"]["boundary_source"],
    ),
    "problems.photos": PictureKind(
        "주민이 찍은 현장 사진",
        lambda data: pictures.contact_sheet(data["photos"]),
        _photos_alt,
        160,
    ),
    "solutions.bars": PictureKind("해결방안별 득표 (● 선정)", _bars, _bars_alt, 150),
}
