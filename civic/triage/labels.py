"""Words for acts on many, for why some are left out, and for why an act is refused."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# kind → (icon, name, the key that opens it).
ACTS = {
    "looked": ("done", _l("확인"), "e"),
    "category": ("list", _l("분야 바로잡기"), "c"),
    "place": ("pin", _l("읍면동 바로잡기"), "p"),
    "theme": ("group", _l("주제에 넣기"), "g"),
    "department": ("people", _l("담당 부서"), "d"),
    "status": ("half", _l("처리 상태"), "s"),
    "answer": ("talk", _l("답변"), "a"),
    "transfer": ("share2", _l("이송"), "t"),
    "merge": ("merge", _l("합치기"), "m"),
    "printing": ("doc", _l("계획서에 싣기"), "w"),
    "hide": ("no", _l("가리기"), "h"),
}
# Why a chosen issue was left as it is.
LEFT_OUT = {
    "changed": _l("다른 담당자가 먼저 바꿨어요"),
    "hidden": _l("가려진 제보예요"),
    "merged": _l("다른 제보에 합친 제보예요"),
    "further": _l("이미 그만큼 나아갔어요"),
    "decided": _l("미반영이나 이송으로 따로 답했어요"),
    "pinned": _l("지도 위치가 다른 읍면동이에요. 제보 화면에서 위치를 바로잡아 주세요"),
}
SHOWS = {
    "new": _l("아직 살펴보지 않음"),
    "all": _l("모두"),
    "hidden": _l("가린 제보"),
}
SOURCES = {
    "resident": _l("주민 제보"),
    "meeting": _l("모임에서 들음"),
    "program": _l("다른 프로그램"),
    "file": _l("가져온 민원"),
}
SORTS = {
    "oldest": _l("오래 기다린 순"),
    "newest": _l("최근 제보 순"),
    "supported": _l("공감 많은 순"),
}


def refusal(why: str) -> str:
    """Why an act was refused, at its field."""
    return {
        "no_status": _("목록에 있는 상태를 골라 주세요."),
        "no_reason": _("주민이 읽을 이유를 적어 주세요."),
        "no_agency": _("어느 기관으로 보내는지 적어 주세요."),
        "no_theme": _("그 사이에 없어진 주제예요. 다른 주제를 골라 주세요."),
        "no_department": _("목록에 있는 부서를 골라 주세요."),
        "no_body": _("답변을 적어 주세요."),
        "placeholder": _("중괄호 안에는 접수번호, 제목, 읍면동, 분야, 접수일만 적을 수 있어요."),
        "too_long": _("채워 넣은 답변이 2,000자를 넘는 제보가 있어요. 조금 줄여 주세요."),
        "one_alone": _("합치려면 두 건 이상 고르거나 합칠 제보의 접수번호를 적어 주세요."),
        "no_target": _("합칠 제보를 찾을 수 없어요. 접수번호를 확인해 주세요."),
    }[why]
