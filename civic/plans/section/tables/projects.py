"""The tables of chosen solutions: those of each sheet, and why each was chosen or not. Pure."""

from collections.abc import Callable, Iterator, Sequence

from civic.documents.model import Fact
from civic.documents.numbers import in_millions
from civic.plans.section.labels import BOUGHT, BOUGHT_SHORT, NOT_BOUGHT, PAYER_NAMES, receipt_number
from civic.plans.section.reading import (
    is_in_nouns,
    is_read_in_a_room,
    linked_issues,
    says_once,
    solution_of,
    solving,
)
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import IssueData, SnapshotData
from civic.plans.section.schema.outcome import IndicatorData, SolutionData, TallyRowData
from civic.plans.section.schema.project import CaseData, CostData, ProjectData
from civic.plans.section.tables.outcome import baseline_cell, months, promised_pieces, target_cell
from civic.plans.section.tables.shares import shares_note
from civic.plans.section.tables.table_type import Cell, Row, TableType, as_text

MILLIONS = "(단위: 백만원)"
LINKED = 5  # reports of a sheet's table, the most supported
LINKED_CAPTION = "풀려는 도시문제"
PROBLEMS = 3  # of a row of the plan's logic


def _fixed(rows: Sequence[Row]) -> Callable[[SnapshotData], Iterator[Row]]:
    return lambda _data: iter(rows)


def linked_table(issues: Sequence[IssueData]) -> TableType:
    """The most supported reports that a solution is to solve."""
    rows: list[Row] = [
        (
            receipt_number(issue),
            issue["title"],
            issue["district"] or "-",
            row_fact("issue.*.supports", issue["receipt"], issue["supports"],
                     number=receipt_number(issue)),
        )
        for issue in issues[:LINKED]
    ]  # fmt: skip
    caption = LINKED_CAPTION + (f"(공감 상위 {LINKED}건)" if len(issues) > LINKED else "")
    columns = (
        ("접수번호", 0.17, "center"), ("도시문제", 0.53, "left"), ("읍면동", 0.16, "center"),
        ("공감(회)", 0.14, "right"),
    )  # fmt: skip
    return TableType(caption, columns, _fixed(rows))


def steps_table(project: ProjectData) -> TableType:
    rows: list[Row] = [
        (step["title"], months(step), step["detail"] or "-") for step in project["steps"]
    ]
    columns = (("단계", 0.26, "left"), ("기간", 0.2, "center"), ("내용", 0.54, "left"))
    return TableType("구축 단계", columns, _fixed(rows), note="개월은 사업 시작 달을 1개월째로 셈")


def whole_cost(project: ProjectData) -> int:
    return sum(sum(_by_source(row).values()) for row in project["costs"])


def _by_source(row: CostData) -> dict[str, int]:
    return {
        "national": row["national"],
        "province": row["province"],
        "city": row["city"],
        "private": row["private"],
    }


def costs_table(project: ProjectData, name: str) -> TableType:
    """비목 × 재원 with its sums; a source nobody pays is left out."""
    number, costs = project["solution"], [(row, _by_source(row)) for row in project["costs"]]
    sums = {source: sum(paid[source] for _row, paid in costs) for source in PAYER_NAMES}
    used = [source for source in PAYER_NAMES if sums[source]]
    rows: list[Row] = []
    for row, paid in costs:
        about = {"name": f"{name} {row['item']}"}
        cells = [row_fact(f"cost.*.{s}", row["id"], paid[s], **about) for s in used]
        whole = row_fact("cost.*.total", row["id"], sum(paid.values()), **about)
        rows.append((row["item"], row["basis"] or "-", *cells, whole))
    totals = [row_fact(f"project.*.{s}", number, sums[s], name=name) for s in used]
    whole = row_fact("project.*.total", number, sum(sums.values()), name=name)
    rows.append(("계", "", *totals, whole))
    paying = tuple((PAYER_NAMES[source], 0.11, "right") for source in used)
    columns = (("비목", 0.2, "left"), ("산출근거", 0.3, "left"), *paying, ("계", 0.12, "right"))
    return TableType("사업비", columns, _fixed(rows), unit=MILLIONS, totals=True)


def running_table(project: ProjectData, name: str, named_as_costs: bool) -> TableType:
    rows: list[Row] = [
        (
            f"{row['year']}년차",
            row["item"],
            row["payer"] or "-",
            row_fact("running.*.cost", row["id"], row["cost_won"],
                     name=f"{name} 운영 {row['year']}년차 {row['item']}"),
        )
        for row in sorted(project["running"], key=lambda row: row["year"])
    ]  # fmt: skip
    whole = sum(row["cost_won"] for row in project["running"])
    rows.append(
        ("계", "", "", row_fact("project.*.running", project["solution"], whole, name=name))
    )
    item, payer = ("항목", "재원") if named_as_costs else ("무엇에", "내는 곳")
    columns = (
        ("연차", 0.16, "center"), (item, 0.36, "left"), (payer, 0.28, "left"),
        ("운영비", 0.2, "right"),
    )  # fmt: skip
    note = "연차는 지원이 끝난 다음 해를 1년차로 셈"
    return TableType(
        "지원이 끝난 뒤 운영비", columns, _fixed(rows), unit=MILLIONS, note=note, totals=True
    )


def promises_table(indicators: Sequence[IndicatorData]) -> TableType:
    rows: list[Row] = [
        (row["name"], row["unit"], baseline_cell(row), target_cell(row)) for row in indicators
    ]
    columns = (
        ("성과지표", 0.36, "left"), ("단위", 0.1, "center"), ("기준값(연도)", 0.2, "right"),
        ("목표값(연도)", 0.34, "right"),
    )  # fmt: skip
    return TableType("기대효과를 재는 성과지표", columns, _fixed(rows))


def cases_table(cases: Sequence[CaseData]) -> TableType:
    rows: list[Row] = [
        (
            f"{case['city']} {case['title']}",
            case["indicator"],
            _measured(case),
            ", ".join(filter(None, [case["source"], case["source_date"]])),
        )
        for case in cases
    ]
    columns = (
        ("사례", 0.3, "left"), ("지표", 0.22, "left"), ("잰 값", 0.22, "center"),
        ("출처", 0.26, "left"),
    )  # fmt: skip
    return TableType("다른 도시에서 잰 값", columns, _fixed(rows))


def _measured(case: CaseData) -> Cell:
    name, key, unit = f"{case['city']} {case['title']}", case["key"], case["unit"]
    before, after = (
        [] if value is None else [row_fact(f"case.*.{when}", key, value, unit=unit, name=name)]
        for when, value in (("before", case["before"]), ("after", case["after"]))
    )
    if not before and not after:
        return case["stated_change"] or "-"
    return (*before, " → ", *after) if before else (*after,)


def logic(data: SnapshotData) -> Iterator[Row]:
    """문제 → 해결방안 → 성과지표, a row a chosen solution."""
    for project in data["projects"]:
        number = project["solution"]
        measured = [row for row in data["indicators"] if row["solution"] == number]
        promises = _promises(measured, is_read_in_a_room(data))
        yield _problems(data, number), solution_of(data, number)["title"], promises


def _problems(data: SnapshotData, number: int) -> Cell:
    issues, pieces = linked_issues(data, number), list[str | Fact]()
    for n, issue in enumerate(issues[:PROBLEMS]):
        supports = row_fact("issue.*.supports", issue["receipt"], issue["supports"], unit="회",
                            number=receipt_number(issue))  # fmt: skip
        pieces += [", " * bool(n) + f"{issue['title']}(공감 ", supports, ")"]
    if len(issues) > PROBLEMS:
        count = row_fact("linked.*.issues", number, len(issues), name=solving(data, number))
        pieces += [" 등 모두 ", count]
    return tuple(pieces) or "-"


def _promises(rows: Sequence[IndicatorData], says_units: bool) -> Cell:
    """says_units: a target's own stands before what the residents wanted instead."""
    pieces: list[str | Fact] = []
    for n, row in enumerate(rows):
        pieces += [", " * bool(n) + f"{row['name']} ", *as_text(baseline_cell(row)), " → "]
        pieces += promised_pieces(row) if says_units else [*as_text(target_cell(row)), row["unit"]]
    return tuple(pieces) or "-"


def why(data: SnapshotData) -> Iterator[Row]:
    """Every proposal that may be read, with the count's own reason; those not counted last."""
    rows = {row["number"]: row for row in data["tally"]["rows"]} if data["tally"] else {}
    if not rows:
        return
    ranked = sorted(data["solutions"], key=lambda s: _place(s, rows))
    for solution in ranked:
        number, row = solution["number"], rows.get(solution["number"])
        if row is None:
            cost_won = solution["cost_won"]
            shown = "-" if cost_won is None else in_millions(cost_won)
            yield solution["title"], shown, "투표 제외", _not_on_ballot(solution, data)
            continue
        cost = row_fact("project.*.voted", number, row["cost_won"], name=f"제안 {number}호")
        state = "선정" if row["selected"] else "미선정"
        yield solution["title"], cost, state, _reason(row, data)


def _place(solution: SolutionData, rows: dict[int, TallyRowData]) -> tuple[bool, int, int]:
    row = rows.get(solution["number"])
    return row is None, row["rank"] if row else 0, solution["number"]


def _reason(row: TallyRowData, data: SnapshotData) -> Cell:
    name = f"제안 {row['number']}호"
    bought = BOUGHT_SHORT if is_in_nouns(data) else BOUGHT
    if row["selected"]:
        return f"{row['rank']}위. {bought.get(row['reason'], '규칙에 따라 선정')}"
    if row["reason"] == "too_dear" and row["left_won"] is not None:
        left = row_fact("solution.*.left", row["number"], row["left_won"], name=name)
        return (f"{row['rank']}위. 남은 예산 ", left, "보다 커서 건너뜀")
    return f"{row['rank']}위. {NOT_BOUGHT.get(row['reason'], '규칙에 따라 선정하지 않음')}"


def _not_on_ballot(solution: SolutionData, data: SnapshotData) -> str:
    screening = next((s for s in data["screenings"] if s["solution"] == solution["number"]), None)
    if solution["status"] == "not_selected":
        return "투표하는 동안 투표지에서 뺌"
    if screening is None:
        return "투표에 올리지 않음"
    grounds = ", ".join(screening["grounds"])
    note = f": {grounds}" if grounds else f": {screening['note']}" if screening["note"] else ""
    return f"부서 심사 {screening['verdict']}{note}"


def overview(data: SnapshotData) -> Iterator[Row]:
    """Who pays for each chosen solution, as the office planned it, and for all of them."""
    projects = [project for project in data["projects"] if project["costs"]]
    if len(projects) < len(data["projects"]):
        return  # a sum of some of them would be read as that of all
    paying = _paying(projects) if says_once(data) else set(PAYER_NAMES)
    for project in projects:
        number, name = project["solution"], f"제안 {project['solution']}호"
        paid = [_by_source(row) for row in project["costs"]]
        sums = {source: sum(row[source] for row in paid) for source in PAYER_NAMES}
        cells: list[Cell] = [
            row_fact(f"project.*.{s}", number, sums[s], name=name) if s in paying else "-"
            for s in PAYER_NAMES
        ]
        whole = row_fact("project.*.total", number, sum(sums.values()), name=name)
        yield solution_of(data, number)["title"], whole, *cells
    if projects:
        every = [_by_source(row) for project in projects for row in project["costs"]]
        sums = {source: sum(row[source] for row in every) for source in PAYER_NAMES}
        about = {"name": "선정 해결방안 모두"}
        cells = [
            row_fact(f"projects.{s}", "", sums[s], **about) if s in paying else "-"
            for s in PAYER_NAMES
        ]
        yield "합계", row_fact("projects.total", "", sum(sums.values()), **about), *cells


def _paying(projects: Sequence[ProjectData]) -> set[str]:
    """Who pays anything at all; of the others there is no column."""
    paid = [_by_source(row) for project in projects for row in project["costs"]]
    return {source for source in PAYER_NAMES if any(row[source] for row in paid)}


PROJECTS: dict[str, TableType] = {
    "solutions.why": TableType(
        "제안별 선정 결과와 이유",
        (
            ("해결방안", 0.34, "left"), ("사업비", 0.14, "right"), ("결과", 0.12, "center"),
            ("이유", 0.4, "left"),
        ),
        why,
        unit=MILLIONS,
    ),
    "solutions.logic": TableType(
        "문제에서 해결방안과 성과지표까지",
        (
            ("도시문제", 0.4, "left"), ("해결방안", 0.22, "left"),
            ("성과지표(기준값 → 목표값)", 0.38, "left"),
        ),
        logic,
    ),
    "solutions.sources": TableType(
        "선정 해결방안의 재원",
        (
            ("해결방안", 0.36, "left"), ("계", 0.14, "right"), ("국비", 0.14, "right"),
            ("도비", 0.12, "right"), ("시비", 0.12, "right"), ("민간", 0.12, "right"),
        ),
        overview,
        unit=MILLIONS,
        note=shares_note,
        totals=True,
    ),
}  # fmt: skip
