"""The figures of people whose residency is not shown: among the others, or apart from them. Pure.

Of a round that leaves them out nothing is kept, so nothing is told.
"""

from collections.abc import Callable
from typing import Literal

from civic.plans.section.definitions import LISTED, counted_from
from civic.plans.section.fact_type import Figure
from civic.plans.section.schema import SnapshotData

SUPPORTS = counted_from("reports", "sum", "unproven", **LISTED)
WISHES = counted_from("unproven_wishes")


def _when(
    treated: str, key: Literal["unproven_supports", "unproven_preferences"]
) -> Callable[[SnapshotData], int | None]:
    def number(data: SnapshotData) -> int | None:
        is_treated_so = data["round"]["unproven"] == treated
        return data["counts"][key] or None if is_treated_so else None

    return number


UNPROVEN_FIGURES: dict[str, Figure] = {
    "supports.among": Figure(
        "공감 가운데 거주 확인 전인 사람이 한 것. 한 사람이 한 문제에 한 번",
        "회",
        _when("together", "unproven_supports"),
        definition=SUPPORTS,
    ),
    "supports.apart": Figure(
        "거주 확인 전인 사람이 한 공감, 공감 수에서 뺌. 한 사람이 한 문제에 한 번",
        "회",
        _when("apart", "unproven_supports"),
        definition=SUPPORTS,
    ),
    "preferences.among": Figure(
        "희망 목표값 가운데 거주 확인 전인 사람이 낸 것",
        "건",
        _when("together", "unproven_preferences"),
        definition=WISHES,
    ),
    "preferences.apart": Figure(
        "거주 확인 전인 사람이 낸 희망 목표값, 중앙값과 목표값에서 뺌",
        "건",
        _when("apart", "unproven_preferences"),
        definition=WISHES,
    ),
}
