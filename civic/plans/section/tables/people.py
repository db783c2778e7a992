"""The tables of who took part, by district and age, against the population. Pure.

Hidden numbers are hidden before the snapshot is taken (participation/representation.py);
here they read 가림.
"""

from collections.abc import Iterator

from civic.documents.numbers import fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.table_type import Cell, Row, TableKind

FEW = "가림"
WHO = "한 사람을 한 번만 세고 담당자·컨설턴트는 뺌"
VOTERS = "온라인 투표 주민의 수, 명부에서 셈. 담당자·컨설턴트와 종이 투표는 뺌"


def districts(data: SnapshotData) -> Iterator[Row]:
    voices = data["voices"]
    for row in voices["districts"] if voices["total"] is not None else ():
        id, name = f"district.{row['code']}", row["name"]
        rate = f"{name}의 인구 1,000명에 참여한 사람의 수"
        yield (
            name,
            _number(f"{id}.population", row["population"], f"{name}의 인구", "-"),
            _number(f"{id}.people", row["people"], f"{name}에 사는 참여 주민의 수, {WHO}"),
            _number(f"{id}.rate", row["per_thousand"], rate, "-"),
            _number(f"{id}.voters", row["voters"], f"{name}에 사는 {VOTERS}"),
            "적음" if row["silent"] else "-",
        )

    if voices["total"] is not None:
        says = "인구를 아는 읍면동의 인구 합"
        living = _number("people.population", voices["population"], says, "-")
        people = _number("people.total", voices["total"], f"참여한 서로 다른 주민의 수, {WHO}")
        voters = _number("people.voters", voices["voters"], VOTERS)
        yield "계", living, people, "-", voters, "-"


def ages(data: SnapshotData) -> Iterator[Row]:
    voices = data["voices"]
    for row in voices["bands"] if voices["total"] is not None else ():
        id, name = f"age.{row['band']}", row["name"]
        part, living = f"참여 주민 가운데 {name}의 비율", f"인구 가운데 {name}의 비율"
        yield (
            name,
            _number(f"{id}.people", row["people"], f"참여 주민 가운데 {name}의 수"),
            _number(f"{id}.share", row["share_percent"], part, "-", "%"),
            _number(f"{id}.living", row["population_percent"], living, "-", "%"),
        )


def levels(data: SnapshotData) -> Iterator[Row]:
    for row in data["voices"]["levels"]:
        says = f"거주 확인 방법이 {row['name']}인 {VOTERS}"
        yield row["name"], _number(f"level.{row['level']}.voters", row["voters"], says)


def _number(id: str, value, says: str, otherwise: str = FEW, unit: str = "") -> Cell:
    return otherwise if value is None else fact(id, value, says, unit)


PEOPLE: dict[str, TableKind] = {
    "people.districts": TableKind(
        "읍면동별 참여와 인구",
        (
            ("읍면동", 0.24, "left"), ("인구(명)", 0.17, "right"), ("참여(명)", 0.15, "right"),
            ("천 명당(명)", 0.15, "right"), ("투표(명)", 0.15, "right"), ("대표성", 0.14, "center"),
        ),
        districts,
        note="투표는 온라인 투표. 10명 미만인 수와 그것을 되짚게 하는 수는 가림. 적음: 참여율이"
        " 평균의 절반에 못 미침",
    ),
    "people.ages": TableKind(
        "연령대별 참여와 인구",
        (
            ("연령대", 0.28, "left"), ("참여(명)", 0.24, "right"),
            ("참여 가운데", 0.24, "right"), ("인구 가운데", 0.24, "right"),
        ),
        ages,
        note="태어난 해를 알려 주지 않은 주민은 미상. 10명 미만인 수는 가림",
    ),
    "people.levels": TableKind(
        "거주 확인 방법별 투표자",
        (("거주 확인 방법", 0.6, "left"), ("투표(명)", 0.4, "right")),
        levels,
        note="명부에서 센 온라인 투표 주민. 담당자·컨설턴트와 종이 투표는 뺌. 10명 미만인 수와"
        " 그것을 되짚게 하는 수는 가림",
    ),
}  # fmt: skip
