"""The figures of a table's rows, one row each: unit, what it counts, and how it is counted. Pure.

A * in a name stands for what the row is about, e.g. the receipt of an issue: issue.12.supports.
"""

from civic.documents.model import Fact
from civic.plans.section.definitions import (
    AGES,
    COST,
    LISTED,
    NATIONAL_OF_ONE,
    PEOPLE,
    VOTERS,
    counted_from,
)
from civic.plans.section.facts_surveys import SURVEY_ROWS
from civic.plans.section.row_facts_project import PROJECT_ROWS
from civic.plans.section.row_figure import RowFigure

STRATUM_COLUMNS = {"population": "인구", "seats": "자리", "applicants": "신청자"}
ROW_FIGURES: dict[str, RowFigure] = {
    **PROJECT_ROWS,
    **SURVEY_ROWS,
    "stage.reports": RowFigure("건", "{phase} 단계의 실적: 문제 제보", counted_from("reports")),
    "stage.solutions": RowFigure(
        "건", "{phase} 단계의 실적: 해결방안 제안", counted_from("solutions")
    ),
    "stage.preferences": RowFigure(
        "건", "{phase} 단계의 실적: 희망 목표값", counted_from("wishes")
    ),
    "stage.voters": RowFigure("명", "투표 단계의 실적: 온라인과 종이·현장의 투표지", VOTERS),
    "stage.remarks": RowFigure("건", "컨설팅 단계의 실적: 의견", counted_from("remarks")),
    "issue.*.supports": RowFigure(
        "",
        "접수번호 {number}에 공감한 사람의 수(병합한 제보 포함)",
        counted_from("reports", "sum", "supports", receipt="*"),
    ),
    "district.*.issues": RowFigure(
        "",
        "{name}의 도시문제 수(병합과 가림을 뺌)",
        counted_from("reports", district="*", **LISTED),
    ),
    "district.*.supports": RowFigure(
        "",
        "{name} 도시문제의 공감 수",
        counted_from("reports", "sum", "supports", district="*", **LISTED),
    ),
    "category.*.issues": RowFigure(
        "",
        "{name}의 도시문제 수(병합과 가림을 뺌)",
        counted_from("reports", category="*", **LISTED),
    ),
    "category.*.supports": RowFigure(
        "",
        "{name} 도시문제의 공감 수",
        counted_from("reports", "sum", "supports", category="*", **LISTED),
    ),
    "theme.*.reports": RowFigure(
        "", "주제 ‘{name}’에 든 도시문제의 수", counted_from("reports", theme="*", **LISTED)
    ),
    "theme.*.imported": RowFigure(
        "",
        "주제 ‘{name}’에 든, 담당자가 파일로 가져온 기존 민원의 수",
        counted_from("reports", theme="*", imported=True, **LISTED),
    ),
    "theme.*.people": RowFigure(
        "",
        "주제 ‘{name}’에 제보하거나 공감한 서로 다른 주민의 수(병합한 제보 포함). 가져온 민원과"
        " 이름 없이 모인 공감은 뺌",
        counted_from("theme_people", "sum", "people", theme="*"),
    ),
    "theme.*.supports": RowFigure(
        "",
        "주제 ‘{name}’의 공감 수, 기존 민원의 인원 포함",
        counted_from("reports", "sum", "supports", theme="*", **LISTED),
    ),
    "theme.*.on_paper": RowFigure(
        "",
        "주제 ‘{name}’의 공감 가운데 종이와 민원으로 먼저 모여 이름이 없는 것의 수",
        counted_from("reports", "sum", "on_paper", theme="*", **LISTED),
    ),
    "theme.*.heard": RowFigure(
        "",
        "주제 ‘{name}’의 공감 가운데 주민 모임에서 들은 것의 수",
        counted_from("reports", "sum", "heard", theme="*", **LISTED),
    ),
    "theme.*.authors": RowFigure(
        "",
        "주제 ‘{name}’에 든 기존 민원을 쓴 서로 다른 사람의 수(병합한 민원 포함). 이름이 없거나"
        " 가려진 민원은 뺌",
        counted_from("theme_authors", "sum", "people", theme="*"),
    ),
    "solution.*.votes": RowFigure(
        "표", "{name}를 고른 투표지의 수", counted_from("tally.rows", "value", "votes", number="*")
    ),
    "solution.*.paper": RowFigure(
        "표",
        "{name}를 고른 종이·현장 투표지의 수, 득표에 들어 있음",
        counted_from("tally.rows", "value", "paper", number="*"),
    ),
    "solution.*.cost": RowFigure("원", "{name}의 사업비", COST),
    "solution.*.national": RowFigure("원", "{name}의 사업비 × 국비 비율", NATIONAL_OF_ONE),
    "solution.*.local": RowFigure(
        "원", "{name}의 사업비 − 국비", {"op": "minus", "of": [COST, NATIONAL_OF_ONE]}
    ),
    "indicator.*.weight": RowFigure(
        "%", "{name}의 가중치", counted_from("indicators", "value", "weight_percent", id="*")
    ),
    "indicator.*.baseline": RowFigure(
        "", "{name}의 기준값", counted_from("indicators", "value", "baseline", id="*")
    ),
    "indicator.*.target": RowFigure(
        "",
        "{name} 희망값의 중앙값",
        counted_from("wishes", "quantile", "value", at=0.5, indicator="*"),
    ),
    "indicator.*.lower": RowFigure(
        "",
        "{name} 희망값의 하위 사분위",
        counted_from("wishes", "quantile", "value", at=0.25, indicator="*"),
    ),
    "indicator.*.median": RowFigure(
        "",
        "{name} 희망값의 중앙값",
        counted_from("wishes", "quantile", "value", at=0.5, indicator="*"),
    ),
    "indicator.*.upper": RowFigure(
        "",
        "{name} 희망값의 상위 사분위",
        counted_from("wishes", "quantile", "value", at=0.75, indicator="*"),
    ),
    "indicator.*.people": RowFigure(
        "", "{name}에 희망 목표값을 낸 주민의 수", counted_from("wishes", indicator="*")
    ),
    "indicator.*.unproven": RowFigure(
        "",
        "{name}에 희망 목표값을 낸, 거주 확인 전인 사람의 수",
        counted_from("unproven_wishes", indicator="*"),
    ),
    "indicator.*.unproven_median": RowFigure(
        "",
        "{name}에 거주 확인 전인 사람이 낸 희망값의 중앙값",
        counted_from("unproven_wishes", "quantile", "value", at=0.5, indicator="*"),
    ),
    "people.population": RowFigure(
        "", "인구를 아는 읍면동의 인구 합", counted_from("voices", "value", "population")
    ),
    "people.total": RowFigure(
        "",
        "참여한 서로 다른 주민의 수, 한 사람을 한 번만 세고 담당자·컨설턴트는 뺌",
        counted_from("people", "sum", "people"),
    ),
    "district.*.population": RowFigure(
        "", "{name}의 인구", counted_from(PEOPLE, "value", "population", code="*")
    ),
    "district.*.people": RowFigure(
        "",
        "{name}에 사는 참여 주민의 수, 한 사람을 한 번만 세고 담당자·컨설턴트는 뺌",
        counted_from(PEOPLE, "value", "people", code="*"),
    ),
    "district.*.voters": RowFigure(
        "",
        "{name}에 사는 온라인 투표 주민의 수, 명부에서 셈. 담당자·컨설턴트와 종이 투표는 뺌",
        counted_from(PEOPLE, "value", "voters", code="*"),
    ),
    "district.*.rate": RowFigure(
        "",
        "{name}의 인구 1,000명당 참여 주민 수",
        counted_from(PEOPLE, "value", "per_thousand", code="*"),
    ),
    "age.*.people": RowFigure(
        "", "참여 주민 가운데 {name}의 수", counted_from(AGES, "value", "people", band="*")
    ),
    "age.*.share": RowFigure(
        "%",
        "참여 주민 가운데 {name}의 비율",
        counted_from(AGES, "value", "share_percent", band="*"),
    ),
    "age.*.living": RowFigure(
        "%",
        "인구 가운데 {name}의 비율",
        counted_from(AGES, "value", "population_percent", band="*"),
    ),
    **{
        f"stratum.*.{column}": RowFigure(
            "",
            f"시민참여단 추첨: {{name}}의 {words}",
            counted_from("panel.strata", "value", column, id="*"),
        )
        for column, words in STRATUM_COLUMNS.items()
    },
    "level.*.voters": RowFigure(
        "",
        "거주 확인 방법이 {name}인 온라인 투표 주민의 수, 명부에서 셈."
        " 담당자·컨설턴트와 종이 투표는 뺌",
        counted_from("voices.levels", "value", "voters", level="*"),
    ),
}


def row_fact(
    figure: str, about: object, value: float, *, unit: str | None = None, **names: str
) -> Fact:
    """A figure of one row. about: what stands for the *; unit: where the row has its own."""
    return ROW_FIGURES[figure].show(figure.replace("*", str(about)), value, unit, **names)
