"""The named figures of the counted vote: ballots, whom they are a part of, and money. Pure.

Ballots are counted, online and on paper alike; who of them works for the office is told apart, and
is no resident who took part. Only of the vote online is it known how many could vote.
"""

from collections.abc import Callable

from civic.plans.section.definitions import (
    NATIONAL,
    ONLINE,
    PAPER,
    SPENT,
    VERIFIED,
    VOTERS,
    counted_from,
)
from civic.plans.section.fact_type import Figure
from civic.plans.section.labels import TIE_RULE, other_payers, rule_words
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.outcome import TallyData
from civic.solutions.costs import split

Value = float | int | str | None


def _tally(
    value: Callable[[TallyData, SnapshotData], Value],
) -> Callable[[SnapshotData], Value]:
    """A figure of the counted vote: nothing before the count."""
    return lambda data: value(data["tally"], data) if data["tally"] else None


def _apart(tally: TallyData, data: SnapshotData) -> int:
    """Paper voters, who are no part of whom may vote online. A snapshot of before they were told
    apart prints as it was counted."""
    return (tally["paper_voters"] or 0) if "votes.online" in data["sources"] else 0


def _online(tally: TallyData, data: SnapshotData) -> int:
    return tally["voters"] - _apart(tally, data)


def _verified(tally: TallyData, data: SnapshotData) -> int:
    return tally["eligible"] - _apart(tally, data)


def _turnout(tally: TallyData, data: SnapshotData) -> float | str:
    """Percent, of the vote online: on paper nobody knows of how many. Of nobody there is none."""
    verified = _verified(tally, data)
    return round(100 * _online(tally, data) / verified, 1) if verified else "해당 없음"


def _spent(tally: TallyData, _data: SnapshotData) -> int:
    return sum(row["cost_won"] for row in tally["rows"] if row["selected"])


def _national(tally: TallyData, data: SnapshotData) -> int:
    return split(_spent(tally, data), data["round"]["national_share"]).national_won


VOTE_FIGURES: dict[str, Figure] = {
    "votes.voters": Figure(
        "하나 이상 고른 투표지의 수: 온라인에서 낸 것과 종이·현장에서 낸 것",
        "명",
        _tally(lambda tally, _: tally["voters"]),
        definition=VOTERS,
    ),
    "votes.online": Figure(
        "온라인에서 낸 투표지의 수, 거주를 확인한 한 사람에 하나. 이곳에 사는 담당자 포함",
        "명",
        _tally(_online),
        definition=ONLINE,
    ),
    "votes.office": Figure(
        "이곳에 살아 온라인에서 투표한 담당자·컨설턴트의 수. 투표 주민에 들고 참여 주민에는 없음",
        "명",
        lambda data: data["voices"]["office_voters"] or None,
        definition=counted_from("voices", "value", "office_voters"),
    ),
    "votes.paper": Figure(
        "종이 투표지와 모임에서 받은 투표지의 수, 두 담당자가 확인함. 투표 주민에 들어 있음",
        "명",
        _tally(lambda tally, _: tally["paper_voters"] or None),
        definition=PAPER,
    ),
    "votes.eligible": Figure(
        "집계할 때 거주를 확인하여 온라인 투표를 할 수 있던 사람의 수",
        "명",
        _tally(_verified),
        definition=VERIFIED,
    ),
    "votes.turnout": Figure(
        "온라인 투표지 ÷ 거주 확인 주민 × 100. 종이·현장 투표는 몇 명 가운데인지 알 수 없어 뺌",
        "%",
        _tally(_turnout),
        definition={"op": "percent", "of": [ONLINE, VERIFIED]},
    ),
    "votes.choices": Figure(
        "모든 투표지에서 고른 해결방안의 수",
        "표",
        _tally(lambda tally, _: tally["choices"]),
        definition=counted_from("tally", "value", "choices"),
    ),
    "votes.rule": Figure("투표에 쓴 선정 규칙", "", _tally(lambda tally, _: rule_words(tally))),
    "votes.tie_rule": Figure("동점을 가른 규칙", "", _tally(lambda _tally, _data: TIE_RULE)),
    "votes.root": Figure(
        "봉인한 장부 전체의 SHA-256 확인용 번호, 누구나 내려받아 다시 셈하여 견줄 수 있음",
        "",
        _tally(lambda tally, _: tally["root"]),
    ),
    "votes.selected": Figure(
        "선정된 해결방안의 수",
        "건",
        _tally(lambda tally, _: sum(1 for row in tally["rows"] if row["selected"])),
        definition=counted_from("tally.rows", selected=True),
    ),
    "votes.spent": Figure("선정된 해결방안의 사업비 합", "원", _tally(_spent), definition=SPENT),
    "votes.budget": Figure(
        "투표에 쓴 예산",
        "원",
        _tally(lambda tally, _: tally["budget_won"]),
        definition=counted_from("tally", "value", "budget_won"),
    ),
    "votes.national": Figure("사업비 합 × 국비 비율", "원", _tally(_national), definition=NATIONAL),
    "votes.payers": Figure(
        "국비 말고 사업비를 내는 곳: 공모가 민간에도 재원을 정했으면 민간까지",
        "",
        _tally(lambda _tally, data: other_payers(data)),
    ),
    "votes.local": Figure(
        "사업비 합 − 국비",
        "원",
        _tally(lambda tally, data: _spent(tally, data) - _national(tally, data)),
        definition={"op": "minus", "of": [SPENT, NATIONAL]},
    ),
}
