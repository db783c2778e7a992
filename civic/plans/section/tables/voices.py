"""The tables of where voices come from: themes, complaints of before, meetings. Pure."""

from collections.abc import Iterator

from civic.documents.numbers import days, dotted
from civic.plans.section.facts import FIGURES
from civic.plans.section.reading import printed_themes
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.people import MeetingRow
from civic.plans.section.tables.table_type import Cell, Row, TableType

OUTCOME = 120  # letters of the minutes' first line


def themes(data: SnapshotData) -> Iterator[Row]:
    for theme in printed_themes(data):
        about, name = theme["id"], theme["name"]
        yield (
            name,
            row_fact(
                "theme.*.new", about, theme["reports"] - theme["imported"], name=name, unit=""
            ),
            row_fact("theme.*.imported", about, theme["imported"], name=name),
            row_fact("theme.*.people", about, theme["people"], name=name),
            row_fact("theme.*.supports", about, theme["supports"], name=name),
        )


def existing(data: SnapshotData) -> Iterator[Row]:
    for row in data["imports"]:
        count = row_fact("import.*.reports", row["id"], row["reports"], name=row["name"])
        yield row["name"], days(row["first_on"], row["last_on"]), count
    if len(data["imports"]) > 1:
        yield "계", "", FIGURES["issues.imported"].show("issues.imported", data) or "-"


def meetings(data: SnapshotData) -> Iterator[Row]:
    for row in data["meetings"]["rows"]:
        if row["title"]:  # a snapshot from before titles were kept has none
            yield (
                str(row["id"]),
                dotted(row["starts_on"]),
                f"{row['title']} ({row['kind']})",
                row["place"] or "-",
                _people(row),
                _outcome(row),
            )


def _people(row: MeetingRow) -> Cell:
    if row["people"] is None:
        return "가림"
    return row_fact("meeting.*.people", row["id"], row["people"], name=f"‘{row['title']}’ 모임")


def _outcome(row: MeetingRow) -> Cell:
    minutes = row["minutes"]
    outcome = minutes if len(minutes) <= OUTCOME else minutes[:OUTCOME].rstrip() + "…"
    if not row["reports"]:
        return outcome or "-"
    heard = row_fact("meeting.*.reports", row["id"], row["reports"], name=f"‘{row['title']}’ 모임")
    return ("들은 제보 ", heard, *([f". {outcome}"] if outcome else []))


VOICES: dict[str, TableType] = {
    "problems.voices": TableType(
        "주제별 의견 현황",
        (
            ("주제", 0.36, "left"), ("제보(건)", 0.16, "right"), ("기존 민원(건)", 0.18, "right"),
            ("주민(명)", 0.14, "right"), ("공감(회)", 0.16, "right"),
        ),
        themes,
        note="주제는 담당자가 비슷한 제보를 묶고 이름을 붙인 것. 제보와 기존 민원은 병합을 뺀"
        " 도시문제로 셈. 주민은 제보하거나 공감한 사람을 주제마다 한 번 셈",
    ),
    "problems.existing": TableType(
        "제보와 따로 센 기존 민원",
        (("출처", 0.45, "left"), ("접수 기간", 0.35, "center"), ("건수(건)", 0.2, "right")),
        existing,
    ),
    "problems.meetings": TableType(
        "주민 모임",
        (
            ("번호", 0.07, "center"), ("날짜", 0.14, "center"), ("모임", 0.2, "left"),
            ("장소", 0.18, "left"), ("온 사람(명)", 0.15, "right"), ("결과", 0.26, "left"),
        ),
        meetings,
        note="온 사람은 모임마다 셈. 10명 미만이거나 적지 않은 수와 그것을 되짚게 하는 수는 가림",
    ),
}  # fmt: skip
