"""The tables that follow the vote: its result, indicators, consulting, building steps. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from civic.documents.model import Fact, Text, is_number
from civic.documents.numbers import MILLIONS, millions
from civic.plans.section.facts import FIGURES
from civic.plans.section.labels import DIRECTIONS, POINTS, votes_unit
from civic.plans.section.reading import argues, says_once, solution_of
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.outcome import IndicatorData, StepData, TallyRowData
from civic.plans.section.schema.project import ProjectStepData
from civic.plans.section.tables.shares import shares_note, titles_by_payers
from civic.plans.section.tables.table_type import Cell, Row, TableType, as_text
from civic.solutions.costs import split

TOTALS = ("votes.spent", "votes.national", "votes.local")
INDICATOR_COLUMNS = (
    ("연번", 0.04, "center"), ("성과목표", 0.11, "left"), ("성과지표", 0.09, "left"),
    ("단위", 0.05, "center"), ("가중치", 0.06, "center"), ("방향", 0.05, "center"),
    ("기준값(연도)", 0.08, "center"), ("목표값(연도)", 0.08, "center"), ("설정근거", 0.12, "left"),
    ("산출식", 0.13, "left"), ("측정방법", 0.1, "left"), ("자료출처", 0.09, "left"),
)  # fmt: skip

MEASURING = ("연번", "성과지표", "설정근거", "산출식", "측정방법", "자료출처")


def measuring(data: SnapshotData) -> Iterator[Row]:
    at = [n for n, column in enumerate(INDICATOR_COLUMNS) if column[0] in MEASURING]
    return (tuple(row[n] for n in at) for row in indicators(data))


def result(data: SnapshotData) -> Iterator[Row]:
    tally = data["tally"]
    if tally is None:
        return
    for row in tally["rows"]:
        id, name = row["number"], f"제안 {row['number']}호"
        yield (
            str(row["rank"]),
            row["title"],
            _votes(name, row, votes_unit(tally)),
            row_fact(_cost(data), id, row["cost_won"], name=name),
            "선정" if row["selected"] else "미선정" if says_once(data) else "-",
        )


def _votes(name: str, row: TallyRowData, unit: str) -> Cell:
    number = row["number"]
    votes = row_fact("solution.*.votes", number, row["votes"], unit=unit, name=name)
    if unit == POINTS:
        votes = replace(votes, says=f"투표지들이 {name}에 준 순위 점수의 합")
    if "paper" not in row:
        return votes
    paper = row_fact("solution.*.paper", number, row["paper"], unit=unit, name=name)
    return (votes, " (종이·현장 ", paper, ")")


def complete(data: SnapshotData) -> list[IndicatorData]:
    """Indicators with a baseline, its year and its source; others are named under the table."""
    return [row for row in data["indicators"] if not row["missing"]]


def costs(data: SnapshotData) -> Iterator[Row]:
    """Who pays for each selected solution, and for all of them; nothing where the office's own
    plans say it by source (tables/projects.py)."""
    projects = data["projects"]
    if projects and all(project["costs"] for project in projects):
        return
    rows = data["tally"]["rows"] if data["tally"] else []
    chosen = [row for row in rows if row["selected"]]
    for row in chosen:
        id, name = row["number"], f"제안 {row['number']}호"
        yield (row["title"], *_shared(id, name, row["cost_won"], data))
    if chosen:
        yield ("합계", *(_total(name, data) for name in TOTALS))


def in_millions(data: SnapshotData) -> str:
    """The unit above a table of money; amounts of the first format tell their own."""
    return f"(단위: {MILLIONS})" if argues(data) else ""


def _cost(data: SnapshotData) -> str:
    return "project.*.voted" if argues(data) else "solution.*.cost"


def _total(name: str, data: SnapshotData) -> Cell:
    shown = FIGURES[name].show(name, data) or ""
    if argues(data) and is_number(shown):
        return millions(name, float(shown.value), shown.says)
    return shown


def _shared(id: int, name: str, cost_won: int, data: SnapshotData) -> Row:
    shared = split(cost_won, data["round"]["national_share"])
    kind = "project.*.voted_" if argues(data) else "solution.*."
    return (
        row_fact(_cost(data), id, cost_won, name=name),
        row_fact(f"{kind}national", id, shared.national_won, name=name),
        row_fact(f"{kind}local", id, shared.local_won, name=name),
    )


def promised(row: IndicatorData) -> float | None:
    """The target as it is published: what the planner departed to, else the residents' median."""
    return row["departure"]["value"] if row["departure"] else row["median"]


def indicators(data: SnapshotData) -> Iterator[Row]:
    for n, row in enumerate(complete(data), 1):
        id, name = row["id"], row["name"]
        weight: Cell = "-"
        if row["weight_percent"] is not None:
            weight = row_fact("indicator.*.weight", id, row["weight_percent"], name=name)
        yield (
            str(n),
            row["goal"] or "-",
            name,
            row["unit"],
            weight,
            DIRECTIONS[row["direction"]],
            baseline_cell(row),
            target_cell(row),
            _rationale(row),
            row["formula"] or "-",
            row["method"] or "-",
            row["data_source"] or "-",
        )


def baseline_cell(row: IndicatorData) -> Cell:
    return _dated("baseline", row, row["baseline"], row["baseline_year"])


def target_cell(row: IndicatorData) -> Cell:
    """The residents' median; where the planner departs from it, both."""
    if not row["departure"]:
        return decided_cell(row)
    return (*as_text(decided_cell(row)), " [주민 중앙값 ", _median(row), "]")


def promised_pieces(row: IndicatorData) -> Text:
    """The target in a sentence, with its unit; where the planner departs from the residents'
    median, both."""
    target = (*as_text(decided_cell(row)), row["unit"])
    if not row["departure"]:
        return target
    return (*target, " [주민 중앙값 ", _median(row), f"{row['unit']}]")


def decided_cell(row: IndicatorData) -> Cell:
    """The target alone, as it is promised."""
    override = row["departure"]
    if not override:
        return _dated("target", row, row["median"], row["target_year"])
    year = (f"({row['target_year']})",) if row["target_year"] else ()
    return (_decided(row, override["value"]), *year)


def _decided(row: IndicatorData, value: float) -> Fact:
    target = row_fact("indicator.*.target", row["id"], value, name=row["name"])
    return replace(target, says=f"{row['name']}의 목표값, 담당자가 사유를 밝히고 정함")


def _median(row: IndicatorData) -> Fact | str:
    if row["median"] is None:
        return "-"
    return row_fact("indicator.*.median", row["id"], row["median"], name=row["name"])


def _rationale(row: IndicatorData) -> str:
    departed = row["departure"]
    reason = f"주민 중앙값과 다른 사유: {departed['reason']}" if departed else ""
    return " / ".join(filter(None, [reason, row["rationale"]])) or "-"


def departures(data: SnapshotData) -> Iterator[Row]:
    for row in data["indicators"]:
        if override := row["departure"]:
            decided = _decided(row, override["value"])
            yield row["name"], row["unit"], _median(row), decided, override["reason"]


def _dated(figure: str, row: IndicatorData, value: float | None, year: int | None) -> Cell:
    if value is None:
        return "-"
    shown = row_fact(f"indicator.*.{figure}", row["id"], value, name=row["name"])
    return (shown, f"({year})") if year else (shown,)


def agreement(data: SnapshotData) -> Iterator[Row]:
    for row in data["indicators"]:
        id, name = row["id"], row["name"]
        values = [_quartile(key, row) for key in ("lower", "median", "upper")]
        people = row_fact("indicator.*.people", id, row["count"], name=name)
        yield name, row["unit"], people, *values


def _quartile(key: Literal["lower", "median", "upper"], row: IndicatorData) -> Fact | str:
    value = row[key]
    if value is None:
        return "-"
    return row_fact(f"indicator.*.{key}", row["id"], value, name=row["name"])


def steps(data: SnapshotData) -> Iterator[Row]:
    if argues(data):
        for project in data["projects"]:
            title = solution_of(data, project["solution"])["title"]
            for planned in project["steps"]:
                yield title, planned["title"], months(planned)
        return
    for solution in data["solutions"]:
        for step in solution["steps"] if solution["status"] == "selected" else ():
            yield solution["title"], step["title"], months(step)


def months(step: StepData | ProjectStepData) -> str:
    first, last = step["from"], step["to"]
    return f"{first}개월째" if first == last else f"{first}~{last}개월째"


OUTCOME: dict[str, TableType] = {
    "solutions.result": TableType(
        "주민투표 결과",
        (
            ("순위", 0.08, "center"), ("해결방안", 0.47, "left"), ("득표", 0.12, "right"),
            ("사업비", 0.18, "right"), ("결과", 0.15, "center"),
        ),
        result,
        unit=in_millions,
    ),
    "solutions.costs": TableType(
        "선정 해결방안의 사업비와 재원",
        (
            ("해결방안", 0.43, "left"), ("사업비", 0.19, "right"),
            ("국비", 0.19, "right"), ("지방비", 0.19, "right"),
        ),
        costs,
        unit=in_millions,
        note=shares_note,
        totals=True,
        renamed=titles_by_payers,
    ),
    "targets.indicators": TableType(
        "성과지표와 목표값",
        INDICATOR_COLUMNS,
        indicators,
        note="목표값은 주민 희망 목표값의 중앙값. 다르게 정한 값은 [ ]에 중앙값을 두고 사유를 밝힘",
    ),
    "targets.measuring": TableType(
        "성과지표의 산출식과 측정방법",
        tuple(column for column in INDICATOR_COLUMNS if column[0] in MEASURING),
        measuring,
    ),
    "targets.departures": TableType(
        "주민 중앙값과 다르게 정한 목표값과 사유",
        (
            ("성과지표", 0.24, "left"), ("단위", 0.08, "center"), ("주민 중앙값", 0.13, "right"),
            ("목표값", 0.13, "right"), ("사유", 0.42, "left"),
        ),
        departures,
    ),
    "targets.agreement": TableType(
        "주민 희망 목표값의 분포",
        (
            ("성과지표", 0.32, "left"), ("단위", 0.1, "center"), ("참여(명)", 0.13, "right"),
            ("하위 25%", 0.15, "right"), ("중앙값", 0.15, "right"), ("상위 25%", 0.15, "right"),
        ),
        agreement,
        note="사분위는 값을 작은 순서로 늘어놓아 선형보간으로 구함",
    ),
    "schedule.steps": TableType(
        "선정 해결방안의 구축 일정",
        (("해결방안", 0.4, "left"), ("구축 단계", 0.4, "left"), ("기간", 0.2, "center")),
        steps,
        note="개월은 사업 시작 달을 1개월째로 셈",
        merges=True,
    ),
}  # fmt: skip
