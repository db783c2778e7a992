"""The named figures of the counted vote: ballots, whom they are a part of, and money. Pure.

Ballots are counted, online and on paper alike; who of them works for the office is told apart, and
is no resident who took part. Only of the vote online is it known how many could vote.
"""

from collections.abc import Callable

from civic.documents.wording import TIE_RULE, rule_words
from civic.plans.section.fact_type import Figure
from civic.solutions.costs import split


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


def _turnout(tally: dict, data: dict) -> float | str:
    """Percent, of the vote online: on paper nobody knows of how many. Of nobody there is none."""
    verified = _verified(tally, data)
    return round(100 * _online(tally, data) / verified, 1) if verified else "해당 없음"


def _spent(tally: dict, _data: dict) -> int:
    return sum(row["cost_won"] for row in tally["rows"] if row["selected"])


def _national(tally: dict, data: dict) -> int:
    return split(_spent(tally, data), data["round"]["national_share"]).national_won


VOTE_FIGURES: dict[str, Figure] = {
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
        "이곳에 살아 온라인에서 투표한 담당자·컨설턴트의 수. 투표 주민에 들고 참여 주민에는 없음",
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
        "봉인한 장부 전체의 SHA-256 확인용 번호, 누구나 내려받아 다시 셈하여 견줄 수 있음",
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
}
