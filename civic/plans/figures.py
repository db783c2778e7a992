"""The named figures a section's paragraphs may show, each computed from the snapshot's data. Pure.

A template writes {issues.reported}; the number and its source come from here, so that nobody types
over a figure. A figure with nothing to count is None, and its paragraph is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from civic.plans.document import Fact
from civic.plans.wording import LACKING, TIE_RULE, amount, dotted, fact, money, rule_words, span
from civic.solutions.costs import split


@dataclass(frozen=True)
class Figure:
    """says: what it counts, in a sentence; value: from the data, None when there is nothing.

    unit is printed behind the number; "원" prints money in 억 or 만; words are printed as they are.
    """

    says: str
    unit: str
    value: Callable[[dict], float | int | str | None]

    def show(self, id: str, data: dict) -> Fact | str | None:
        """The figure as a piece of text. None: nothing to show."""
        value = self.value(data)
        if value is None or isinstance(value, str):
            return value or None
        if self.unit == "원":
            return money(id, value, self.says)
        return fact(id, value, self.says, self.unit)


def _count(key: str) -> Callable[[dict], int]:
    return lambda data: data["counts"][key]


def _tally(value: Callable[[dict, dict], float | int | str]) -> Callable:
    """A figure of the counted vote: nothing before the count."""
    return lambda data: value(data["tally"], data) if data["tally"] else None


def _apart(tally: dict, data: dict) -> int:
    """Paper voters, who are no part of whom may vote online. A snapshot of before they were told
    apart prints as it was counted."""
    return (tally.get("paper_voters") or 0) if "votes.online" in data.get("sources", ()) else 0


def _online(tally: dict, data: dict) -> int:
    return tally["voters"] - _apart(tally, data)


def _verified(tally: dict, data: dict) -> int:
    return tally["eligible"] - _apart(tally, data)


def _turnout(tally: dict, data: dict) -> float:
    """Percent, of the vote online: on paper nobody knows of how many."""
    verified = _verified(tally, data)
    return round(100 * _online(tally, data) / verified, 1) if verified else 0.0


def _spent(tally: dict, _data: dict) -> int:
    return sum(row["cost_won"] for row in tally["rows"] if row["selected"])


def _national(tally: dict, data: dict) -> int:
    return split(_spent(tally, data), data["round"]["national_share"]).national_won


def _programme(data: dict) -> str:
    call = data["call"]
    return " ".join(str(word) for word in (call["year"], call["programme"]) if word)


def _period(data: dict) -> str | None:
    phases = data["phases"]
    if not phases:
        return None
    return span(phases[0]["starts_at"], max(phase["ends_at"] for phase in phases))


def _remarks(data: dict) -> int | None:
    return len(data["remarks"]) or None


def _answered(data: dict) -> int | None:
    answered = sum(1 for remark in data["remarks"] if remark["disposition"])
    return answered if data["remarks"] else None


def _names(key: str) -> Callable[[dict], str]:
    return lambda data: ", ".join(data.get("voices", {}).get(key, ()))


def _population_source(data: dict) -> str | None:
    told = data.get("voices", {})
    if not told.get("population") or not told["population_source"]:
        return None
    on = dotted(told["population_on"])
    return f"{told['population_source']} ({on})" if on else told["population_source"]


def _weighing(data: dict) -> str | None:
    said = data.get("weighing")
    if said and said["by"] == "planner":
        return f"담당자가 정함. 사유: {said['reason']}"
    if said and said["people"]:
        return f"주민 {amount(said['people'])}명이 10점씩 나눈 점수의 평균, 합 100%"
    return None


def _left_out(data: dict) -> str:
    return ", ".join(
        f"{row['name']}({'·'.join(LACKING[name] for name in row['missing'])} 없음)"
        for row in data["indicators"]
        if row.get("missing")
    )


FIGURES: dict[str, Figure] = {
    "call.programme": Figure("공모의 연도와 사업 이름", "", _programme),
    "round.period": Figure("참여 기간의 첫날과 마지막 날", "", _period),
    "round.budget": Figure("이 참여 기간의 예산", "원", lambda data: data["round"]["budget_won"]),
    "people.participants": Figure(
        "제보, 공감, 의견, 제안, 희망 목표값, 가중치 점수, 온라인 투표 가운데 하나라도 한 서로 다른"
        " 주민의 수. 한 사람을 한 번만 세고, 담당자·컨설턴트와 종이 투표는 뺌",
        "명",
        _count("participants"),
    ),
    "issues.reported": Figure(
        "가리지 않은 제보의 수. 병합한 제보, 가져온 기존 민원, 담당자가 등록한 제보 포함",
        "건",
        _count("reports"),
    ),
    "issues.merged": Figure("다른 제보와 같은 문제로 병합한 제보의 수", "건", _count("merged")),
    "issues.listed": Figure("병합과 가림을 뺀 도시문제의 수", "건", _count("listed")),
    "issues.imported": Figure(
        "담당자가 파일로 가져온 기존 민원의 수, 접수에 들어 있음",
        "건",
        lambda data: data["counts"]["imported"] or None,
    ),
    "issues.office": Figure(
        "담당자·컨설턴트가 등록한 제보의 수, 접수에 들어 있음",
        "건",
        lambda data: data["counts"].get("office_reports") or None,
    ),
    "issues.supports": Figure(
        "한 사람이 한 문제에 한 번, 병합한 문제는 합쳐서 한 번. 목록에 있는 문제만, 기존 민원에 적힌"
        " 인원 포함. 담당자·컨설턴트는 공감할 수 없음",
        "회",
        _count("supports"),
    ),
    "comments.count": Figure(
        "도시문제와 해결방안에 달린, 가리지 않은 주민 의견의 수. 담당자·컨설턴트의 글은 뺌",
        "건",
        _count("comments"),
    ),
    "solutions.count": Figure(
        "가리지 않은 해결방안 제안의 수, 담당자가 낸 것 포함", "건", _count("solutions")
    ),
    "solutions.office": Figure(
        "담당자·컨설턴트가 낸 해결방안의 수, 제안에 들어 있음",
        "건",
        lambda data: data["counts"].get("office_solutions") or None,
    ),
    "preferences.count": Figure(
        "성과지표마다 주민 한 사람에 하나, 담당자·컨설턴트는 뺌", "건", _count("preferences")
    ),
    "votes.voters": Figure(
        "하나 이상 고른 투표지의 수: 온라인에서 낸 것과 종이·현장에서 낸 것",
        "명",
        _tally(lambda tally, _: tally["voters"]),
    ),
    "votes.online": Figure(
        "온라인에서 낸 투표지의 수, 거주를 확인한 한 사람에 하나. 이곳에 사는 담당자 포함",
        "명",
        _tally(_online),
    ),
    "votes.office": Figure(
        "이곳에 살아 온라인에서 투표한 담당자·컨설턴트의 수. 투표 주민에 들어 있고 참여 주민에는 없음",
        "명",
        lambda data: data.get("voices", {}).get("office_voters") or None,
    ),
    "votes.paper": Figure(
        "종이 투표지와 모임에서 받은 투표지의 수, 두 담당자가 확인함. 투표 주민에 들어 있음",
        "명",
        _tally(lambda tally, _: tally.get("paper_voters") or None),
    ),
    "votes.eligible": Figure(
        "집계할 때 거주를 확인하여 온라인 투표를 할 수 있던 사람의 수", "명", _tally(_verified)
    ),
    "votes.turnout": Figure(
        "온라인 투표지 ÷ 거주 확인 주민 × 100. 종이·현장 투표는 몇 명 가운데인지 알 수 없어 뺌",
        "%",
        _tally(_turnout),
    ),
    "votes.choices": Figure(
        "모든 투표지에서 고른 해결방안의 수", "표", _tally(lambda tally, _: tally["choices"])
    ),
    "votes.rule": Figure("투표에 쓴 선정 규칙", "", _tally(lambda tally, _: rule_words(tally))),
    "votes.tie_rule": Figure("동점을 가른 규칙", "", _tally(lambda _tally, _data: TIE_RULE)),
    "votes.root": Figure(
        "봉인한 장부 전체의 SHA-256 뿌리값, 누구나 내려받아 다시 셈하여 견줄 수 있음",
        "",
        _tally(lambda tally, _: tally.get("root")),
    ),
    "votes.selected": Figure(
        "선정된 해결방안의 수",
        "건",
        _tally(lambda tally, _: sum(1 for row in tally["rows"] if row["selected"])),
    ),
    "votes.spent": Figure("선정된 해결방안의 사업비 합", "원", _tally(_spent)),
    "votes.budget": Figure("투표에 쓴 예산", "원", _tally(lambda tally, _: tally["budget_won"])),
    "votes.national": Figure("사업비 합 × 국비 비율", "원", _tally(_national)),
    "votes.local": Figure(
        "사업비 합 − 국비",
        "원",
        _tally(lambda tally, data: _spent(tally, data) - _national(tally, data)),
    ),
    "targets.people": Figure(
        "하나 이상의 지표에 희망 목표값을 낸 서로 다른 주민의 수, 담당자·컨설턴트는 뺌",
        "명",
        lambda data: data["counts"]["wishers"] if data["indicators"] else None,
    ),
    "targets.weighing": Figure("가중치를 정한 방법과 사유", "", _weighing),
    "targets.left_out": Figure("기준값, 연도, 출처가 없어 표에 싣지 않은 성과지표", "", _left_out),
    "people.voters": Figure(
        "명부에서 센 온라인 투표 주민, 담당자·컨설턴트는 뺌. 10명 미만이면 싣지 않음",
        "명",
        lambda data: data.get("voices", {}).get("voters"),
    ),
    "people.silent": Figure(
        "인구에 견준 참여가 평균의 절반에 못 미치는 읍면동", "", _names("silent")
    ),
    "people.hidden": Figure(
        "10명 미만이거나 그것을 되짚지 못하게 함께 가린 읍면동", "", _names("hidden")
    ),
    "people.population_source": Figure("인구 숫자의 출처와 기준일", "", _population_source),
    "remarks.count": Figure("컨설팅 의견의 수", "건", _remarks),
    "remarks.answered": Figure("조치를 적은 의견의 수", "건", _answered),
}
