"""알림의 종류: code → icon, name, and what reaches a person who chose nothing. Pure."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from civic.roles import OFFICE, WORKSHOP


@dataclass(frozen=True)
class NoticeType:
    """in_app, push, mail: whether it comes this way unless the person chose otherwise."""

    icon: str
    name: str
    in_app: bool = True
    push: bool = True
    mail: bool = True
    roles: frozenset[str] = frozenset()  # only people of these roles ever get it; empty: everyone


NOTICE_TYPES = {
    "answer": NoticeType("ask", _l("담당자가 묻거나 답했을 때")),
    "reply": NoticeType("talk", _l("물어본 것에 제보자가 답했을 때"), roles=OFFICE),
    "status": NoticeType("half", _l("처리 상태가 바뀌었을 때")),
    "solved": NoticeType("done", _l("해결됐는지 여쭤볼 때")),
    "correction": NoticeType("pen", _l("내 제보나 공감한 제보가 달라졌을 때"), push=False),
    "merge": NoticeType("merge", _l("같은 문제와 합쳤을 때"), push=False),
    "comment": NoticeType("talk", _l("새 의견이 달렸을 때"), push=False, mail=False),
    "solution": NoticeType("bulb", _l("해결방안이 나오거나 달라졌을 때")),
    "area": NoticeType("pin", _l("소식 받는 동네에 새 제보가 있을 때")),
    "phase": NoticeType("calendar", _l("새 단계가 열릴 때")),
    "ballot": NoticeType("vote", _l("투표를 마치지 않았을 때")),
    "vote": NoticeType("alert", _l("열린 투표가 달라졌을 때")),
    "result": NoticeType("star", _l("투표 결과가 나왔을 때")),
    "meeting": NoticeType("calendar", _l("신청한 모임이 다가오거나 달라질 때")),
    "panel": NoticeType("group", _l("신청한 시민참여단의 소식이 있을 때")),
    "survey": NoticeType("list", _l("설문이 열리거나 결과가 나왔을 때"), push=False),
    "kept": NoticeType("gauge", _l("약속한 목표의 결과가 나왔을 때")),
    "remark": NoticeType("pen", _l("컨설팅 의견에 답이 달렸을 때"), roles=WORKSHOP),
}
WAYS = ("in_app", "push", "mail")


def types_for(role_names: frozenset[str]) -> dict[str, NoticeType]:
    """The types of notices that somebody with these roles may get."""
    return {
        code: notice_type
        for code, notice_type in NOTICE_TYPES.items()
        if not notice_type.roles or notice_type.roles & role_names
    }
