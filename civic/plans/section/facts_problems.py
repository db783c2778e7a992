"""The figures of what was reported: new reports apart from complaints there were, and what is left
out of lists. Pure."""

from collections.abc import Callable

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
}
