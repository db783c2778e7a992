"""The tables that follow the vote: its result, indicators, consulting, building steps. Pure."""

from collections.abc import Iterator

from civic.documents.numbers import fact, money
from civic.plans.section.facts import FIGURES
from civic.plans.section.labels import DIRECTIONS, DISPOSITIONS, votes_unit
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.table_type import Row, TableKind
from civic.solutions.costs import split

INDICATOR_COLUMNS = (
    ("연번", 0.04, "center"), ("성과목표", 0.11, "left"), ("성과지표", 0.09, "left"),
    ("단위", 0.05, "center"), ("가중치", 0.06, "center"), ("방향", 0.05, "center"),
    ("기준값(연도)", 0.08, "center"), ("목표값(연도)", 0.08, "center"), ("설정근거", 0.12, "left"),
    ("산출식", 0.13, "left"), ("측정방법", 0.1, "left"), ("자료출처", 0.09, "left"),
)  # fmt: skip


def result(data: SnapshotData) -> Iterator[Row]:
    tally = data["tally"] or {"rows": ()}
    for row in tally["rows"]:
        id, name = f"solution.{row['number']}", f"제안 {row['number']}호"
        yield (
            str(row["rank"]),
            row["title"],
            _votes(id, name, row, votes_unit(tally)),
            money(f"{id}.cost", row["cost_won"], f"{name}의 사업비"),
            "선정" if row["selected"] else "-",
        )


def _votes(id, name, row, unit):
    says = (
        f"{name}를 고른 투표지의 수" if unit == "표" else f"투표지들이 {name}에 준 순위 점수의 합"
    )
    all_of_them = fact(f"{id}.votes", row["votes"], says, unit)
    if "paper" not in row:
        return all_of_them
    says = f"{name}를 고른 종이·현장 투표지의 수, 득표에 들어 있음"
    return (all_of_them, " (종이·현장 ", fact(f"{id}.paper", row["paper"], says, unit), ")")


def complete(data: SnapshotData) -> list[dict]:
    """Indicators with a baseline, its year and its source; others are named under the table."""
    return [row for row in data["indicators"] if not row["missing"]]


def costs(data: SnapshotData) -> Iterator[Row]:
    """Who pays for each selected solution, and for all of them."""
    chosen = [row for row in (data["tally"] or {"rows": []})["rows"] if row["selected"]]
    for row in chosen:
        id, name = f"solution.{row['number']}", f"제안 {row['number']}호"
        yield (row["title"], *_shared(id, name, row["cost_won"], data))
    if chosen:
        figures = ("votes.spent", "votes.national", "votes.local")
        yield ("합계", *(FIGURES[name].show(name, data) for name in figures))


def _shared(id: str, name: str, cost_won: int, data: SnapshotData) -> Row:
    shared = split(cost_won, data["round"]["national_share"])
    return (
        money(f"{id}.cost", cost_won, f"{name}의 사업비"),
        money(f"{id}.national", shared.national_won, f"{name}의 사업비 × 국비 비율"),
        money(f"{id}.local", shared.local_won, f"{name}의 사업비 − 국비"),
    )


def promised(row: dict) -> float | None:
    """The target as it is published: what the planner departed to, else the residents' median."""
    return row["departure"]["value"] if row["departure"] else row["median"]


def indicators(data: SnapshotData) -> Iterator[Row]:
    for n, row in enumerate(complete(data), 1):
        id, name = f"indicator.{row['id']}", row["name"]
        weight: object = "-"
        if row["weight_percent"] is not None:
            weight = fact(f"{id}.weight", row["weight_percent"], f"{name}의 가중치", "%")
        yield (
            str(n),
            row["goal"] or "-",
            name,
            row["unit"],
            weight,
            DIRECTIONS[row["direction"]],
            _dated(f"{id}.baseline", row["baseline"], row["baseline_year"], f"{name}의 기준값"),
            _target(id, row),
            _rationale(row),
            *(row[key] or "-" for key in ("formula", "method", "data_source")),
        )


def _target(id: str, row: dict) -> tuple | str:
    """The residents' median; where the planner departs from it, both."""
    says = f"{row['name']} 희망값의 중앙값"
    departed = row["departure"]
    if not departed:
        return _dated(f"{id}.target", row["median"], row["target_year"], says)
    decided = f"{row['name']}의 목표값, 담당자가 사유를 밝히고 정함"
    median = fact(f"{id}.median", row["median"], says) if row["count"] else "-"
    stated = _dated(f"{id}.target", departed["value"], row["target_year"], decided)
    return (*stated, " [주민 중앙값 ", median, "]")


def _rationale(row: dict) -> str:
    departed = row["departure"]
    reason = f"주민 중앙값과 다른 사유: {departed['reason']}" if departed else ""
    return " / ".join(filter(None, [reason, row["rationale"]])) or "-"


def departures(data: SnapshotData) -> Iterator[Row]:
    for row in data["indicators"]:
        if departed := row["departure"]:
            id, name = f"indicator.{row['id']}", row["name"]
            says = f"{name}의 목표값, 담당자가 사유를 밝히고 정함"
            median = fact(f"{id}.median", row["median"], f"{name} 희망값의 중앙값")
            decided = fact(f"{id}.target", departed["value"], says)
            yield name, row["unit"], median if row["count"] else "-", decided, departed["reason"]


def _dated(id: str, value, year, says: str) -> tuple | str:
    if value is None:
        return "-"
    return (fact(id, value, says), f"({year})") if year else (fact(id, value, says),)


def agreement(data: SnapshotData) -> Iterator[Row]:
    for row in data["indicators"]:
        id, name = f"indicator.{row['id']}", row["name"]
        values = [
            fact(f"{id}.{key}", row[key], f"{name} 희망값의 {word}") if row["count"] else "-"
            for key, word in (
                ("lower", "하위 사분위"), ("median", "중앙값"), ("upper", "상위 사분위"),
            )
        ]  # fmt: skip
        people = fact(f"{id}.people", row["count"], f"{name}에 희망 목표값을 낸 주민의 수")
        yield name, row["unit"], people, *values


def dispositions(data: SnapshotData) -> Iterator[Row]:
    for remark in data["remarks"]:
        said = remark["disposition"] or {"kind": "", "reason": "-", "version": ""}
        body = f"{remark['body']} ({remark['author']}, {remark['on']})"
        kind = DISPOSITIONS.get(said["kind"], "조치 전")
        yield str(remark["number"]), body, kind, said["reason"], _versions(remark, said)


def _versions(remark: dict, said: dict) -> str:
    """The version it was made on and the one that changed the plan: 제1호 → 제1-2호."""
    read, changed = remark["read"], said["version"]
    return " → ".join(f"제{name}호" for name in (read, changed) if name) or "-"


def steps(data: SnapshotData) -> Iterator[Row]:
    for solution in data["solutions"]:
        for step in solution["steps"] if solution["status"] == "selected" else ():
            yield solution["title"], step["title"], _months(step)


def _months(step: dict) -> str:
    first, last = step["from"], step["to"]
    return f"{first}개월째" if first == last else f"{first}~{last}개월째"


OUTCOME: dict[str, TableKind] = {
    "solutions.result": TableKind(
        "주민투표 결과",
        (
            ("순위", 0.08, "center"), ("해결방안", 0.47, "left"), ("득표", 0.12, "right"),
            ("사업비", 0.18, "right"), ("결과", 0.15, "center"),
        ),
        result,
    ),
    "solutions.costs": TableKind(
        "선정 해결방안의 사업비와 재원",
        (
            ("해결방안", 0.43, "left"), ("사업비", 0.19, "right"),
            ("국비", 0.19, "right"), ("지방비", 0.19, "right"),
        ),
        costs,
    ),
    "targets.indicators": TableKind(
        "성과지표와 목표값",
        INDICATOR_COLUMNS,
        indicators,
        note="목표값은 주민 희망 목표값의 중앙값. 다르게 정한 값은 [ ]에 중앙값을 두고 사유를 밝힘",
    ),
    "targets.departures": TableKind(
        "주민 중앙값과 다르게 정한 목표값과 사유",
        (
            ("성과지표", 0.24, "left"), ("단위", 0.08, "center"), ("주민 중앙값", 0.13, "right"),
            ("목표값", 0.13, "right"), ("사유", 0.42, "left"),
        ),
        departures,
    ),
    "targets.agreement": TableKind(
        "주민 희망 목표값의 분포",
        (
            ("성과지표", 0.32, "left"), ("단위", 0.1, "center"), ("참여(명)", 0.13, "right"),
            ("하위 25%", 0.15, "right"), ("중앙값", 0.15, "right"), ("상위 25%", 0.15, "right"),
        ),
        agreement,
        note="사분위는 값을 작은 순서로 늘어놓아 선형보간으로 구함",
    ),
    "consulting.table": TableKind(
        "컨설팅 의견 조치표",
        (
            ("연번", 0.07, "center"), ("컨설팅 의견", 0.36, "left"),
            ("조치", 0.12, "center"), ("조치 내용", 0.3, "left"),
            ("본 판 → 고친 판", 0.15, "center"),
        ),
        dispositions,
        note="판은 의견을 쓸 때 본 계획서와, 의견에 따라 글을 고친 계획서의 호수",
    ),
    "schedule.steps": TableKind(
        "선정 해결방안의 구축 일정",
        (("해결방안", 0.4, "left"), ("구축 단계", 0.4, "left"), ("기간", 0.2, "center")),
        steps,
        note="개월은 사업 시작 달을 1개월째로 셈",
        merges=True,
    ),
}  # fmt: skip
