"""The figures of how participation goes on: activities, and targets by year. Pure."""

from civic.plans.section.definitions import counted_from
from civic.plans.section.fact_type import Figure

PANEL = "시민참여단 모임"  # the kind of such meetings, as snapshots have it
FOLLOW_UP_FIGURES: dict[str, Figure] = {
    "follow_up.activities": Figure(
        "주민과 함께할 것으로 담당자가 적은 활동의 수",
        "개",
        lambda data: len(data["follow_up"]["activities"]) or None,
        definition=counted_from("follow_up.activities"),
    ),
    "panel.seats": Figure(
        "인구에 맞춰 추첨한 시민참여단의 자리 수",
        "명",
        lambda data: sum(row["seats"] for row in data["panel"]["strata"]) or None,
        definition=counted_from("panel.strata", "sum", "seats"),
    ),
    "panel.applicants": Figure(
        "시민참여단에 신청한 주민의 수. 10명 미만이면 싣지 않음",
        "명",
        lambda data: data["panel"]["applicants"],
        definition=counted_from("panel", "value", "applicants"),
    ),
    "panel.members": Figure(
        "뽑혀서 참여하겠다고 답한 주민의 수, 그만둔 사람을 뺌",
        "명",
        lambda data: data["panel"]["members"],
        definition=counted_from("panel", "value", "members"),
    ),
    "panel.meetings": Figure(
        "시작한 시민참여단 모임의 수, 취소한 것은 뺌",
        "회",
        lambda data: sum(row["kind"] == PANEL for row in data["meetings"]["rows"]) or None,
        definition=counted_from("meetings.rows", kind=PANEL),
    ),
    "panel.draw": Figure("추첨에 쓴 공개 결과와 추첨한 날", "", lambda data: data["panel"]["draw"]),
}
