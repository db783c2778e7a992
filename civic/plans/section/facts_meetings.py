"""The figures of meetings: how many were held, who came, what was heard there. Pure."""

from civic.plans.section.definitions import counted_from
from civic.plans.section.fact_type import Figure

MEETING_FIGURES: dict[str, Figure] = {
    "meetings.held": Figure(
        "시작한 주민 모임(설명회, 워크숍, 찾아가는 상담)의 수, 취소한 것은 뺌",
        "회",
        lambda data: data["meetings"]["held"] or None,
        definition=counted_from("meetings.rows"),
    ),
    "meetings.people": Figure(
        "주민 모임에 온 사람의 합, 모임마다 셈. 이름을 받지 않아 참여 주민과 겹칠 수 있음."
        " 10명 미만이면 싣지 않음",
        "명",
        lambda data: data["meetings"]["people"],
        definition=counted_from("meetings", "value", "people"),
    ),
    "meetings.reports": Figure(
        "주민 모임에서 들어 두 담당자가 확인한 제보의 수, 접수에 들어 있음",
        "건",
        lambda data: data["meetings"]["reports"] or None,
        definition=counted_from("reports", by="meeting"),
    ),
    "meetings.supports": Figure(
        "주민 모임에서 이미 있는 제보와 같은 말을 한 사람의 합, 공감에 들어 있음",
        "명",
        lambda data: data["meetings"]["supports"] or None,
        definition=counted_from("meetings", "value", "supports"),
    ),
}
