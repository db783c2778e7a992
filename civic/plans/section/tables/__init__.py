"""The tables a template may ask for by name, from the snapshot's data. Pure; see compile.py."""

from collections.abc import Iterator

from civic.documents.numbers import days, span
from civic.plans.section.labels import CALL_PERIODS, receipt_number
from civic.plans.section.reading import argues, has_placed_issues, printed_issues, says_once
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import CountedData, CountKey, PhaseData, SnapshotData
from civic.plans.section.tables.consulting import CONSULTING
from civic.plans.section.tables.follow_up import FOLLOW_UP
from civic.plans.section.tables.outcome import OUTCOME
from civic.plans.section.tables.people import PEOPLE
from civic.plans.section.tables.projects import PROJECTS
from civic.plans.section.tables.surveys import SURVEYS
from civic.plans.section.tables.table_type import Cell, Row, TableType
from civic.plans.section.tables.themes import THEMES
from civic.plans.section.tables.unproven import UNPROVEN
from civic.plans.section.tables.voices import VOICES

DID: dict[str, tuple[CountKey, str]] = {
    "report": ("reports", "문제 제보"),
    "propose": ("solutions", "해결방안 제안"),
    "target": ("preferences", "희망 목표값"),
}
EQUAL = "공감이 같으면 접수번호가 빠른 것을 앞에 둠"
ISSUE_COLUMNS = (
    ("순위", 0.07, "center"), ("접수번호", 0.14, "center"), ("도시문제", 0.4, "left"),
    ("분야", 0.17, "center"), ("읍면동", 0.12, "center"), ("공감", 0.1, "right"),
)  # fmt: skip
COUNTED = (("도시문제(건)", 0.3, "right"), ("공감(회)", 0.3, "right"))


def stages(data: SnapshotData) -> Iterator[Row]:
    for phase in data["phases"]:
        yield phase["name"], span(phase["starts_at"], phase["ends_at"]), _done(phase, data)


def _done(phase: PhaseData, data: SnapshotData) -> Cell:
    if says_once(data) and _counts_nothing(phase, data):
        return "-"
    if phase["kind"] == "report" and argues(data):
        return (
            "제보 ",
            row_fact("stage.new", "", data["counts"]["new_reports"], phase=phase["name"]),
        )
    if phase["kind"] in DID:
        key, what = DID[phase["kind"]]
        return (f"{what} ", row_fact(f"stage.{key}", "", data["counts"][key], phase=phase["name"]))
    if phase["kind"] == "vote" and data["tally"]:
        return ("투표 ", row_fact("stage.voters", "", data["tally"]["voters"]))
    if phase["kind"] == "consult":
        return ("의견 ", row_fact("stage.remarks", "", len(data["remarks"])))
    return "-"


def _counts_nothing(phase: PhaseData, data: SnapshotData) -> bool:
    """A stage came to nothing, which nobody writes down as a number."""
    counts, kind = data["counts"], phase["kind"]
    if kind == "report":
        return counts["new_reports"] == 0
    if kind in DID:
        return counts[DID[kind][0]] == 0
    return kind == "consult" and not data["remarks"]


def ranked(data: SnapshotData) -> Iterator[Row]:
    for rank, issue in enumerate(printed_issues(data), 1):
        number = receipt_number(issue)
        about, supports = issue["receipt"], issue["supports"]
        shown = row_fact("issue.*.supports", about, supports, number=number)
        place = issue["district"] or "-"
        yield str(rank), number, issue["title"], issue["category"], place, shown, issue["status"]


def _supports_unit(data: SnapshotData) -> str:
    return "(단위: 회)" if argues(data) else "(단위: 명)"


def by_district(data: SnapshotData) -> Iterator[Row]:
    if has_placed_issues(data):
        for district in data["districts"]:
            yield _counted("district", district["code"], district["name"], district)
        if data["unplaced"]["reports"]:
            yield _counted("district", "none", "읍면동 미상", data["unplaced"])


def by_category(data: SnapshotData) -> Iterator[Row]:
    for category in sorted(data["categories"], key=lambda c: (-c["reports"], c["name"])):
        yield _counted("category", category["name"], category["name"], category)


def _counted(kind: str, key: str, name: str, row: CountedData) -> Row:
    return (
        name,
        row_fact(f"{kind}.*.issues", key, row["reports"], name=name),
        row_fact(f"{kind}.*.supports", key, row["supports"], name=name),
    )


def calendar(data: SnapshotData) -> Iterator[Row]:
    for phase in data["phases"]:
        yield "주민참여", phase["name"], span(phase["starts_at"], phase["ends_at"])
    call = data["call"]
    for name, first, last in CALL_PERIODS:
        if call[first]:
            yield "공모", name, days(call[first], call[last])
    if call["selection"]:
        yield "공모", "선정", call["selection"]


TABLES: dict[str, TableType] = {
    "overview.stages": TableType(
        "단계별 참여 기간과 실적",
        (("단계", 0.2, "center"), ("기간", 0.45, "center"), ("실적", 0.35, "left")),
        stages,
    ),
    "problems.top": TableType(
        "공감 상위 도시문제",
        ISSUE_COLUMNS,
        lambda data: (row[: len(ISSUE_COLUMNS)] for row in ranked(data)),
        unit=_supports_unit,
        note=EQUAL,
    ),
    "appendix.issues": TableType(
        "도시문제 목록",
        (*ISSUE_COLUMNS, ("처리 상태", 0.16, "center")),
        ranked,
        unit=_supports_unit,
        note=EQUAL,
        extent="공감 상위",
    ),
    "problems.districts": TableType(
        "읍면동별 도시문제와 공감", (("읍면동", 0.4, "left"), *COUNTED), by_district
    ),
    "problems.categories": TableType(
        "분야별 도시문제와 공감", (("분야", 0.4, "left"), *COUNTED), by_category
    ),
    **THEMES,
    **VOICES,
    **PEOPLE,
    **OUTCOME,
    **CONSULTING,
    **UNPROVEN,
    **PROJECTS,
    **FOLLOW_UP,
    **SURVEYS,
    "schedule.calendar": TableType(
        "추진 일정",
        (("구분", 0.2, "center"), ("내용", 0.4, "left"), ("기간", 0.4, "center")),
        calendar,
        merges=True,
    ),
}  # fmt: skip
