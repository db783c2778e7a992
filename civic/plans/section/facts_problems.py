"""The figures of what was reported: new reports apart from complaints there were, what is left out
of lists, and earlier rounds' reports that this one goes on with. Pure."""

from collections.abc import Callable
from typing import Literal

from civic.plans.printing.rules import BY_OFFICE, LEFT_OUT, PRINTED
from civic.plans.section.definitions import LISTED, counted_from
from civic.plans.section.fact_type import Figure
from civic.plans.section.schema import ShareData, SnapshotData, ThemeData

LEFT = {
    "op": "minus",
    "of": [counted_from("reports", **LISTED), counted_from("reports", printed=PRINTED, **LISTED)],
}


def share_id(theme: ThemeData, share: ShareData) -> str:
    """The id of the figure that tells a district's share of a theme."""
    return f"theme.{theme['id']}.in-{share['code']}"


def _left(why: str) -> Callable[[SnapshotData], int | None]:
    return lambda data: sum(row["printed"] == why for row in data["issues"]) or None


def _printed(data: SnapshotData) -> int:
    return sum(row["printed"] == PRINTED for row in data["issues"])


def _themes_left(data: SnapshotData) -> int | None:
    return sum(not theme["printed"] for theme in data["themes"]) or None


def _carried(key: Literal["supports", "comments"]) -> Callable[[SnapshotData], int | None]:
    return lambda data: sum(row[key] for row in data["carried"]) or None


PROBLEM_FIGURES: dict[str, Figure] = {
    "issues.new": Figure(
        "가리지 않은 제보의 수. 병합한 제보와 담당자가 등록한 제보, 모임에서 들은 제보 포함. 가져온"
        " 기존 민원은 뺌",
        "건",
        lambda data: data["counts"]["new_reports"],
        definition=counted_from("reports", imported=False),
    ),
    "issues.printed": Figure(
        "이름을 적어 싣는 도시문제의 수. 미반영·이송과 담당자가 뺀 것은 뺌",
        "건",
        _printed,
        definition=counted_from("reports", printed=PRINTED, **LISTED),
    ),
    "issues.left_out": Figure(
        "도시문제 가운데 이름을 싣지 않은 것의 수",
        "건",
        lambda data: len(data["issues"]) - _printed(data) or None,
        definition=LEFT,
    ),
    **{
        f"issues.left_{why}": Figure(
            f"도시문제 가운데 {words}이라 이름을 싣지 않은 것의 수",
            "건",
            _left(why),
            definition=counted_from("reports", printed=why, **LISTED),
        )
        for why, words in LEFT_OUT.items()
    },
    "issues.left_office": Figure(
        "도시문제 가운데 담당자가 싣지 않기로 한 것의 수",
        "건",
        _left(BY_OFFICE),
        definition=counted_from("reports", printed=BY_OFFICE, **LISTED),
    ),
    "themes.left_out": Figure(
        "담당자가 계획서에 싣지 않기로 한 주제의 수",
        "개",
        _themes_left,
        definition=counted_from("themes", printed=False),
    ),
    "carried.reports": Figure(
        "지난 참여 기간에 정해지지 않아 이어온 제보의 수, 이번 접수와는 따로 셈",
        "건",
        lambda data: len(data["carried"]) or None,
        definition=counted_from("carried"),
    ),
    "carried.supports": Figure(
        "이어온 제보에 이번 참여 기간에 공감한 수, 이번 제보의 공감과는 따로 셈",
        "회",
        _carried("supports"),
        definition=counted_from("carried", "sum", "supports"),
    ),
    "carried.comments": Figure(
        "이어온 제보에 이번 참여 기간에 쓴 의견의 수, 이번 제보의 의견과는 따로 셈",
        "건",
        _carried("comments"),
        definition=counted_from("carried", "sum", "comments"),
    ),
}
