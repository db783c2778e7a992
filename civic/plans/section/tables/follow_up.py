"""The tables of how participation goes on: activities, and indicators year by year. Pure."""

from collections.abc import Iterator

from civic.plans.section.reading import followed_indicators
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.outcome import IndicatorData
from civic.plans.section.tables.outcome import baseline_cell
from civic.plans.section.tables.table_type import Cell, Row, TableType


def activities(data: SnapshotData) -> Iterator[Row]:
    for row in data["follow_up"]["activities"]:
        name, people = row["what"] or row["kind"], row["people"]
        count: Cell = "-"
        if people is not None:
            count = row_fact("activity.*.people", row["id"], people, name=name)
        words = (row["timing"], row["host"], count, row["way_back"] or "-")
        yield row["kind"], row["what"] or "-", *words


def yearly_table(data: SnapshotData) -> TableType:
    """Each indicator's way from its baseline to the target, and the planner's own columns."""
    years, columns = data["follow_up"]["years"], data["follow_up"]["columns"]
    titles = [f"{n}차년도" for n in range(1, years + 1)]
    return TableType(
        "연차별 성과목표",
        (
            ("성과지표(단위)", 0.26, "left"),
            ("기준값(연도)", 0.14, "center"),
            *((title, 0.12, "center") for title in titles),
            *((column["title"], 0.14, "center") for column in columns),
        ),
        lambda data: (_year_row(data, row) for row in followed_indicators(data)),
        note="마지막 해는 주민이 정한 목표값. 연차는 사업을 시작한 해를 1차년도로 셈",
    )


def _year_row(data: SnapshotData, row: IndicatorData) -> Row:
    followed, name = data["follow_up"], row["name"]
    mine = {each["year"]: each for each in followed["yearly"] if each["indicator"] == row["id"]}
    years: list[Cell] = []
    for year in range(1, followed["years"] + 1):
        cell: Cell = "-"
        if year in mine:
            id, value = mine[year]["id"], mine[year]["value"]
            cell = row_fact("yearly.*.value", id, value, name=name, year=str(year))
        years.append(cell)
    notes = [
        next((note["words"] for note in column["notes"] if note["indicator"] == row["id"]), "-")
        for column in followed["columns"]
    ]
    return f"{name}({row['unit']})", baseline_cell(row), *years, *notes


def panel_strata(data: SnapshotData) -> Iterator[Row]:
    for row in data["panel"]["strata"]:
        about, name, counted = row["id"], row["name"], row["applicants"]
        people = row_fact("stratum.*.population", about, row["population"], name=name)
        seats = row_fact("stratum.*.seats", about, row["seats"], name=name)
        applicants: Cell = "-"
        if counted is not None:
            applicants = row_fact("stratum.*.applicants", about, counted, name=name)
        yield name, people, seats, applicants


FOLLOW_UP: dict[str, TableType] = {
    "follow_up.panel": TableType(
        "시민참여단의 자리와 신청",
        (
            ("연령대·성별·읍면동", 0.52, "left"), ("인구(명)", 0.16, "right"),
            ("자리(명)", 0.16, "right"), ("신청(명)", 0.16, "right"),
        ),
        panel_strata,
        note="10명 미만인 수와 그것을 되짚을 수 있는 수는 - 로 가림. 누구나 다시 뽑도록 명단의"
        " 번호와 프로그램을 공개함",
    ),
    "follow_up.activities": TableType(
        "주민과 함께할 활동",
        (
            ("구분", 0.14, "center"), ("활동", 0.22, "left"), ("시기", 0.14, "center"),
            ("주체", 0.16, "left"), ("인원(명)", 0.1, "right"), ("결과 환류", 0.24, "left"),
        ),
        activities,
    ),
}  # fmt: skip
