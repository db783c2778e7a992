"""The figures of a chosen solution's sheet and of chapter 2's rows, see row_facts.py. Pure."""

from typing import Any

from civic.documents.numbers import MILLIONS
from civic.plans.section.definitions import COST, LISTED, NATIONAL_OF_ONE, counted_from
from civic.plans.section.labels import PAYER_NAMES
from civic.plans.section.row_figure import RowFigure


def _costs(pattern: str, says: str, **where: Any) -> dict[str, RowFigure]:
    """A sum of money by who pays, and of all of them."""
    sources = {
        f"{pattern}.{source}": RowFigure(
            MILLIONS,
            f"{says} 가운데 {name}",
            counted_from("costs", "sum", "won", source=source, **where),
        )
        for source, name in PAYER_NAMES.items()
    }
    whole = RowFigure(MILLIONS, f"{says}, 재원의 합", counted_from("costs", "sum", "won", **where))
    return sources | {f"{pattern}.total": whole}


PROJECT_ROWS: dict[str, RowFigure] = {
    "linked.*.issues": RowFigure(
        "건",
        "{name} 풀려는 도시문제의 수(병합은 합쳐서 하나)",
        counted_from("linked", solution="*"),
    ),
    "linked.*.supports": RowFigure(
        "회",
        "{name} 풀려는 도시문제의 공감 수",
        counted_from("linked", "sum", "supports", solution="*"),
    ),
    **_costs("cost.*", "{name}", item="*"),
    **_costs("project.*", "{name}의 비목", solution="*"),
    **_costs("projects", "{name}의 비목"),
    "project.*.voted": RowFigure(MILLIONS, "{name}의 투표에 오른 사업비", COST),
    "project.*.voted_national": RowFigure(MILLIONS, "{name}의 사업비 × 국비 비율", NATIONAL_OF_ONE),
    "project.*.voted_local": RowFigure(
        MILLIONS, "{name}의 사업비 − 국비", {"op": "minus", "of": [COST, NATIONAL_OF_ONE]}
    ),
    "running.*.cost": RowFigure(
        MILLIONS, "{name}", counted_from("running", "sum", "won", item="*")
    ),
    "project.*.running": RowFigure(
        MILLIONS,
        "{name}의 지원이 끝난 뒤 운영비의 합",
        counted_from("running", "sum", "won", solution="*"),
    ),
    "case.*.before": RowFigure(
        "", "{name}: 도입 전에 잰 값", counted_from("cases", "value", "before", key="*")
    ),
    "case.*.after": RowFigure(
        "", "{name}: 도입 뒤에 잰 값", counted_from("cases", "value", "after", key="*")
    ),
    "screening.*.cost": RowFigure(
        "원",
        "{name}의 사업비로 부서가 본 금액",
        counted_from("screenings", "value", "cost_won", solution="*"),
    ),
    "solution.*.left": RowFigure(
        "원",
        "{name}의 차례에 남은 예산",
        counted_from("tally.rows", "value", "left_won", number="*"),
    ),
    "stage.new": RowFigure(
        "건", "{phase} 단계의 실적: 새 제보", counted_from("reports", imported=False)
    ),
    "theme.*.new": RowFigure(
        "건",
        "주제 ‘{name}’에 든 도시문제 가운데 새 제보의 수, 기존 민원은 뺌",
        counted_from("reports", theme="*", imported=False, **LISTED),
    ),
    "import.*.reports": RowFigure(
        "", "파일 ‘{name}’에서 가져온 기존 민원의 수", counted_from("reports", file="*")
    ),
    "activity.*.people": RowFigure(
        "",
        "{name}에 함께할 것으로 담당자가 적은 사람의 수",
        counted_from("follow_up.activities", "value", "people", id="*"),
    ),
    "yearly.*.value": RowFigure(
        "",
        "{name}의 {year}차년도 목표값, 담당자가 기준값에서 주민이 정한 목표값까지 나누어 적음",
        counted_from("follow_up.yearly", "value", "value", id="*"),
    ),
    "meeting.*.people": RowFigure(
        "", "{name}에 온 사람의 수", counted_from("meetings.rows", "value", "people", id="*")
    ),
    "meeting.*.reports": RowFigure(
        "건", "{name}에서 들은 제보의 수", counted_from("meetings.rows", "value", "reports", id="*")
    ),
}
