"""The tables of who took part, by district and age, against the population. Pure.

Hidden numbers are hidden before the snapshot is taken (participation/representation.py);
here they read 가림.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from civic.documents.numbers import fact
from civic.plans.section.reading import argues, is_even, says_once
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.people import DistrictVoices
from civic.plans.section.tables.table_type import Cell, Row, TableType

FEW = "가림"
VOTERS = "온라인 투표 주민의 수, 명부에서 셈. 담당자·컨설턴트와 종이 투표는 뺌"


def districts(data: SnapshotData) -> Iterator[Row]:
    """Nothing where every number is hidden or unknown: the line above says so."""
    voices = data["voices"]
    if argues(data) and not _any(voices["districts"], "population", "people", "voters"):
        return
    for row in voices["districts"] if voices["total"] is not None else ():
        code, name = row["code"], row["name"]
        yield (
            name,
            _number("district.*.population", code, row["population"], name, "-"),
            _number("district.*.people", code, row["people"], name),
            _rate(row, data),
            _number("district.*.voters", code, row["voters"], name),
            "적음" if row["silent"] else "-",
        )

    if voices["total"] is not None:
        living = _number("people.population", "", voices["population"], "", "-")
        people = _number("people.total", "", voices["total"], "")
        number = voices["voters"]
        voters = FEW if number is None else fact("people.voters", number, VOTERS)
        yield "계", living, people, "-", voters, "-"


def _rate(row: DistrictVoices, data: SnapshotData) -> Cell:
    if row["per_thousand"] is None:
        return "-"
    rate = row_fact("district.*.rate", row["code"], row["per_thousand"], name=row["name"])
    if is_even(data):
        return rate
    return replace(rate, says=f"{row['name']}의 인구 1,000명에 참여한 사람의 수")


def _districts_note(data: SnapshotData) -> str:
    note = "투표는 온라인 투표. 10명 미만인 수와 그것을 되짚게 하는 수는 가림"
    if says_once(data) and not any(row["silent"] for row in data["voices"]["districts"]):
        return note
    return f"{note}. 적음: 참여율이 평균의 절반에 못 미침"


def ages(data: SnapshotData) -> Iterator[Row]:
    """Nothing where every number is hidden or unknown."""
    voices = data["voices"]
    if argues(data) and not _any(voices["bands"], "people", "share_percent", "population_percent"):
        return
    for row in voices["bands"] if voices["total"] is not None else ():
        band, name = row["band"], row["name"]
        yield (
            name,
            _number("age.*.people", band, row["people"], name),
            _number("age.*.share", band, row["share_percent"], name, "-"),
            _number("age.*.living", band, row["population_percent"], name, "-"),
        )


def levels(data: SnapshotData) -> Iterator[Row]:
    for row in data["voices"]["levels"]:
        name = row["name"]
        yield name, _number("level.*.voters", row["level"], row["voters"], name)


def _any(rows: Iterable[Mapping[str, Any]], *names: str) -> bool:
    """One of these numbers is known of one of the rows."""
    return any(row[name] is not None for row in rows for name in names)


def _number(figure: str, about: str, value: float | None, name: str, otherwise: str = FEW) -> Cell:
    return otherwise if value is None else row_fact(figure, about, value, name=name)


PEOPLE: dict[str, TableType] = {
    "people.districts": TableType(
        "읍면동별 참여와 인구",
        (
            ("읍면동", 0.24, "left"), ("인구(명)", 0.17, "right"), ("참여(명)", 0.15, "right"),
            ("천 명당(명)", 0.15, "right"), ("투표(명)", 0.15, "right"), ("대표성", 0.14, "center"),
        ),
        districts,
        note=_districts_note,
    ),
    "people.ages": TableType(
        "연령대별 참여와 인구",
        (
            ("연령대", 0.28, "left"), ("참여(명)", 0.24, "right"),
            ("참여 가운데", 0.24, "right"), ("인구 가운데", 0.24, "right"),
        ),
        ages,
        note="태어난 해를 알려 주지 않은 주민은 미상. 10명 미만인 수는 가림",
    ),
    "people.levels": TableType(
        "거주 확인 방법별 투표자",
        (("거주 확인 방법", 0.6, "left"), ("투표(명)", 0.4, "right")),
        levels,
        note="명부에서 센 온라인 투표 주민. 담당자·컨설턴트와 종이 투표는 뺌. 10명 미만인 수와"
        " 그것을 되짚게 하는 수는 가림",
    ),
}  # fmt: skip
