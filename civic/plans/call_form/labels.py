"""What people read about a form's places: groups of sources, states, doubts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.call_forms.labels import about_form
from civic.plans.call_form.models import CallForm

SOURCE_GROUPS = {
    "word": _l("이름과 기간"),
    "fact": _l("숫자"),
    "table": _l("표"),
    "picture": _l("그림"),
    "chapter": _l("장 전체"),
}
SINGLE_SOURCES = {
    "text": _l("직접 적기"),
    "tick:on": _l("표시하기 ■"),
    "tick:off": _l("표시하지 않기 □"),
    "remove": _l("안내문 지우기"),
    "leave": _l("그대로 두기"),
}
STATES = {
    "open": _l("할 곳"),
    "proposed": _l("제안"),
    "asked": _l("물어볼 곳"),
    "confirmed": _l("확정"),
    "guide": _l("안내문"),
}
UNIT_NAMES = {
    "": _l("부문에 적힌 대로"),
    "원": _l("원"),
    "천원": _l("천원"),
    "백만원": _l("백만원"),
    "억원": _l("억원"),
}
LEFT = {
    "placeholder": _l("채울 자리"),
    "example": _l("예시"),
    "guide": _l("안내문"),
    "field": _l("빈 누름틀"),
}


def doubt(why: str) -> str:
    """Why a place of the earlier version was not carried over by itself."""
    return {
        "gone": _("새 양식에서 같은 자리를 찾지 못했어요."),
        "renamed": _("이름표가 바뀌었어요."),
        "count": _("같은 이름표의 수나 순서가 달라졌어요."),
        "moved": _("이름표와 칸 사이가 달라졌어요. 열이나 행이 끼었을 수 있어요."),
        "close": _("비슷한 자리가 둘 이상이에요."),
        "shared": _("두 자리가 새 양식의 한 자리로 모였어요."),
        "reading": _("프로그램이 양식을 더 자세히 읽게 되어 자리가 달라졌어요."),
    }[why]


def why_not_filled(form: CallForm) -> str:
    """Why nothing can be made of a form in use now; "" when it can."""
    if form.is_read_by_older:
        return _("프로그램이 바뀌어 양식을 다시 읽고 있어요. 10분 뒤 다시 만들어 주세요.")
    if form.refusal:
        return _(
            "프로그램이 바뀐 뒤로 이 양식을 읽지 못해 채울 수 없어요. %(why)s "
            "‘새 판 올리기’로 올리면 확정한 자리를 옮겨 드려요.",
            why=about_form(form.refusal),
        )
    return ""
