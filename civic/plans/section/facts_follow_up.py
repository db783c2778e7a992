"""The figures of how participation goes on: activities, and targets by year. Pure."""

from civic.plans.section.definitions import counted_from
from civic.plans.section.fact_type import Figure

FOLLOW_UP_FIGURES: dict[str, Figure] = {
    "follow_up.activities": Figure(
        "주민과 함께할 것으로 담당자가 적은 활동의 수",
        "개",
        lambda data: len(data["follow_up"]["activities"]) or None,
        definition=counted_from("follow_up.activities"),
    ),
}
