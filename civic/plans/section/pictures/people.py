"""The picture of who took part: how many of 1,000 in each district, small numbers hidden. Pure."""

from civic.documents.charts import city
from civic.documents.charts.canvas import Drawing
from civic.documents.decimals import alike
from civic.documents.numbers import amount
from civic.plans.section.pictures.picture_type import room_beside
from civic.plans.section.reading import gives_room, is_even
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.people import DistrictVoices

UNIT = "명"


def draw_map(data: SnapshotData, width: int) -> Drawing | None:
    """None where no rate is known."""
    rates = {row["code"]: rate for row, rate in _rated(data)}
    if not rates:
        return None
    values = [rates.get(district["code"]) for district in data["districts"]]
    source = data["municipality"]["boundary_source"]
    areas, beside = city.areas(data["districts"]), room_beside(data, width)
    words = [each + UNIT * (each != city.NOT_TOLD) for each in alike(values, city.NOT_TOLD)]
    return city.choropleth(
        areas, values, UNIT, width, source, beside, gives_room(data), words if is_even(data) else ()
    )


def map_alt(data: SnapshotData) -> str:
    rows = _rated(data)
    most, highest = max(rows, key=lambda rated: (rated[1], rated[0]["code"]))
    rates = [rate for _row, rate in rows]
    words = alike(rates) if is_even(data) else list(map(amount, rates))
    each = ", ".join(
        f"{row['name']} {rate}{UNIT}" for (row, _rate), rate in zip(rows, words, strict=True)
    )
    hidden = len(data["districts"]) - len(rows)
    per = "당" if is_even(data) else "에"
    others = f" 수를 가렸거나 인구를 모르는 {hidden}곳은 흰 칸." if hidden else ""
    return (
        f"읍면동별 인구 1,000명{per} 참여한 사람의 수를 짙기로 나타낸 지도. 가장 많은 곳은 "
        f"{most['name']} {words[rates.index(highest)]}{UNIT}. {each}.{others}"
    )


def map_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"district.{row['code']}.rate" for row, _rate in _rated(data))


def _rated(data: SnapshotData) -> list[tuple[DistrictVoices, float]]:
    shown = {district["code"] for district in data["districts"]}
    rows = [row for row in data["voices"]["districts"] if row["code"] in shown]
    return [(row, row["per_thousand"]) for row in rows if row["per_thousand"] is not None]
