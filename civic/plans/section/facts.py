"""The named figures a section's paragraphs may show, each computed from the snapshot's data. Pure.

A template writes {issues.reported}; the number and its source come from here, so that nobody types
over a figure. A figure with nothing to count is None, and its paragraph is left out.
"""

from collections.abc import Callable

from civic.documents.numbers import amount, dotted, span
from civic.plans.section.definitions import LISTED, Definition, counted_from
from civic.plans.section.fact_type import Figure
from civic.plans.section.facts_follow_up import FOLLOW_UP_FIGURES
from civic.plans.section.facts_meetings import MEETING_FIGURES
from civic.plans.section.facts_problems import PROBLEM_FIGURES, share_id
from civic.plans.section.facts_surveys import MEASURED, SURVEY_FIGURES
from civic.plans.section.facts_unproven import UNPROVEN_FIGURES
from civic.plans.section.facts_vote import VOTE_FIGURES
from civic.plans.section.labels import LACKING
from civic.plans.section.reading import argues
from civic.plans.section.row_facts import ROW_FIGURES
from civic.plans.section.schema import CountKey, SnapshotData, ThemeData
from civic.plans.section.schema.outcome import IndicatorData


def _count(key: CountKey) -> Callable[[SnapshotData], int]:
    return lambda data: data["counts"][key]


def _programme(data: SnapshotData) -> str:
    call = data["call"]
    return " ".join(str(word) for word in (call["year"], call["programme"]) if word)


def _period(data: SnapshotData) -> str | None:
    phases = data["phases"]
    if not phases:
        return None
    return span(phases[0]["starts_at"], max(phase["ends_at"] for phase in phases))


def _remarks(data: SnapshotData) -> int | None:
    return len(data["remarks"]) or None


def _answered(data: SnapshotData) -> int | None:
    answered = sum(1 for remark in data["remarks"] if remark["disposition"])
    return answered if data["remarks"] else None


def _in_no_theme(data: SnapshotData) -> int:
    return data["counts"]["listed"] - sum(theme["reports"] for theme in data["themes"])


def _silent(data: SnapshotData) -> str:
    return ", ".join(data["voices"]["silent"])


def _hidden(data: SnapshotData) -> str:
    voices = data["voices"]
    if argues(data) and 1 < len(voices["districts"]) == len(voices["hidden"]):
        return "모든 읍면동"
    return ", ".join(voices["hidden"])


def _population_source(data: SnapshotData) -> str | None:
    voices = data["voices"]
    source = voices["population_source"]
    if not voices["population"] or not source:
        return None
    on = dotted(voices["population_on"])
    return f"{source} ({on})" if on else source


def _weighing(data: SnapshotData) -> str | None:
    weighing = data["weighing"]
    if weighing["by"] == "planner":
        return f"담당자가 정함. 사유: {weighing['reason']}"
    if weighing["people"]:
        words = f"주민 {amount(weighing['people'])}명이 10점씩 나눈 점수의 평균, 합 100%"
        return words + _beside(data, weighing["unproven"])
    return None


def _beside(data: SnapshotData, unproven: int) -> str:
    """How many people's residency is not shown, among those told or apart."""
    how = "별도" if data["round"]["unproven"] == "apart" else "포함"
    return f" (거주 확인 전 {amount(unproven)}명 {how})" if unproven else ""


def _left_out(data: SnapshotData) -> str:
    return ", ".join(
        f"{row['name']}({'·'.join(LACKING[name] for name in row['missing'])} 없음)"
        for row in data["indicators"]
        if row["missing"]
    )


FIGURES: dict[str, Figure] = {
    "call.programme": Figure("공모의 연도와 사업 이름", "", _programme),
    "round.period": Figure("참여 기간의 첫날과 마지막 날", "", _period),
    "round.budget": Figure(
        "이 참여 기간의 예산",
        "원",
        lambda data: data["round"]["budget_won"],
        definition=counted_from("round", "value", "budget_won"),
    ),
    "people.participants": Figure(
        "제보, 공감, 의견, 제안, 희망 목표값, 가중치 점수, 온라인 투표 가운데 하나라도 한 서로 다른"
        " 사람의 수. 주민만 세고, 담당자·컨설턴트와 종이 투표는 뺌",
        "명",
        _count("participants"),
        definition=counted_from("people", "sum", "people"),
    ),
    "issues.reported": Figure(
        "가리지 않은 제보의 수. 병합한 제보, 가져온 기존 민원, 담당자가 등록한 제보 포함",
        "건",
        _count("reports"),
        definition=counted_from("reports"),
    ),
    "issues.merged": Figure(
        "다른 제보와 같은 문제로 병합한 제보의 수",
        "건",
        _count("merged"),
        definition=counted_from("reports", merged=True),
    ),
    "issues.listed": Figure(
        "병합과 가림을 뺀 도시문제의 수",
        "건",
        _count("listed"),
        definition=counted_from("reports", **LISTED),
    ),
    "issues.imported": Figure(
        "담당자가 파일로 가져온 기존 민원의 수, 접수에 들어 있음",
        "건",
        lambda data: data["counts"]["imported"] or None,
        definition=counted_from("reports", imported=True),
    ),
    "issues.office": Figure(
        "담당자·컨설턴트가 등록한 제보의 수, 접수에 들어 있음",
        "건",
        lambda data: data["counts"]["office_reports"] or None,
        definition=counted_from("reports", by="office"),
    ),
    "issues.supports": Figure(
        "한 사람이 한 문제에 한 번, 병합한 문제는 합쳐서 한 번. 목록에 있는 문제만, 기존 민원의"
        " 인원 포함. 담당자·컨설턴트는 공감할 수 없음",
        "회",
        _count("supports"),
        definition=counted_from("reports", "sum", "supports", **LISTED),
    ),
    "themes.count": Figure(
        "담당자가 비슷한 제보를 묶고 이름을 붙인 주제의 수",
        "개",
        lambda data: len(data["themes"]) or None,
        definition=counted_from("themes"),
    ),
    "themes.reports": Figure(
        "주제에 든 도시문제의 수(병합과 가림을 뺌). 하나는 한 주제에만 듦",
        "건",
        lambda data: sum(theme["reports"] for theme in data["themes"]) or None,
        definition={
            "op": "minus",
            "of": [
                counted_from("reports", listed=True),
                counted_from("reports", listed=True, theme="none"),
            ],
        },
    ),
    "themes.none": Figure(
        "어느 주제에도 넣지 않은 도시문제의 수(병합과 가림을 뺌)",
        "건",
        lambda data: _in_no_theme(data) if data["themes"] else None,
        definition=counted_from("reports", listed=True, theme="none"),
    ),
    "comments.count": Figure(
        "도시문제와 해결방안에 달린, 가리지 않은 주민 의견의 수. 담당자·컨설턴트의 글은 뺌",
        "건",
        _count("comments"),
        definition=counted_from("comments"),
    ),
    "solutions.count": Figure(
        "가리지 않은 해결방안 제안의 수, 담당자가 낸 것 포함",
        "건",
        _count("solutions"),
        definition=counted_from("solutions"),
    ),
    "solutions.office": Figure(
        "담당자·컨설턴트가 낸 해결방안의 수, 제안에 들어 있음",
        "건",
        lambda data: data["counts"]["office_solutions"] or None,
        definition=counted_from("solutions", by="office"),
    ),
    "preferences.count": Figure(
        "성과지표마다 주민 한 사람에 하나, 담당자·컨설턴트는 뺌",
        "건",
        _count("preferences"),
        definition=counted_from("wishes"),
    ),
    **VOTE_FIGURES,
    **MEETING_FIGURES,
    **FOLLOW_UP_FIGURES,
    **PROBLEM_FIGURES,
    **SURVEY_FIGURES,
    **UNPROVEN_FIGURES,
    "targets.people": Figure(
        "하나 이상의 지표에 희망 목표값을 낸 서로 다른 주민의 수, 담당자·컨설턴트는 뺌",
        "명",
        lambda data: data["counts"]["wishers"] if data["indicators"] else None,
        definition=counted_from("wishers", "sum", "people"),
    ),
    "targets.weighing": Figure("가중치를 정한 방법과 사유", "", _weighing),
    "targets.left_out": Figure("기준값, 연도, 출처가 없어 표에 싣지 않은 성과지표", "", _left_out),
    "people.voters": Figure(
        "명부에서 센 온라인 투표 주민, 담당자·컨설턴트는 뺌. 10명 미만이면 싣지 않음",
        "명",
        lambda data: data["voices"]["voters"],
        definition=counted_from("voices", "value", "voters"),
    ),
    "people.silent": Figure("인구에 견준 참여가 평균의 절반에 못 미치는 읍면동", "", _silent),
    "people.hidden": Figure("10명 미만이거나 그것을 되짚지 못하게 함께 가린 읍면동", "", _hidden),
    "people.population_source": Figure("인구 숫자의 출처와 기준일", "", _population_source),
    "remarks.count": Figure("컨설팅 의견의 수", "건", _remarks, definition=counted_from("remarks")),
    "remarks.answered": Figure(
        "조치를 적은 의견의 수",
        "건",
        _answered,
        definition={
            "op": "minus",
            "of": [counted_from("remarks"), counted_from("remarks", disposition=None)],
        },
    ),
}


def definitions(
    indicators: list[IndicatorData], themes: list[ThemeData] | None = None
) -> dict[str, Definition]:
    """How each figure of a snapshot with these indicators and themes is counted; kept in the
    snapshot itself, so that an old plan is recounted as it was counted.

    A target the planner decided is that value instead of the median of the preferences; a baseline
    that comes from a survey is counted from its answers.
    """
    named = {name: each.definition for name, each in FIGURES.items() if each.definition}
    of_rows = {name: each.definition for name, each in ROW_FIGURES.items()}
    decided = {
        f"indicator.{row['id']}.target": counted_from("departures", "value", "value", id=row["id"])
        for row in indicators
        if row["departure"]
    }
    surveyed = {
        f"indicator.{row['id']}.baseline": MEASURED[source["measure"]](source["row"])
        for row in indicators
        if (source := row["baseline_from"])
    }
    shares = {
        share_id(theme, share): {
            "op": "percent",
            "of": [
                counted_from("reports", theme=theme["id"], district=share["code"], **LISTED),
                counted_from("reports", theme=theme["id"], **LISTED),
            ],
        }
        for theme in themes or []
        for share in theme["shares"]
    }
    return named | of_rows | decided | surveyed | shares
