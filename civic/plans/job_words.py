"""What people read about long work: its name, its steps, and why it failed."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Kind:
    """name of the work; ask: endpoint that starts it; result: endpoint of what it made, by number;
    open: words of the way there."""

    name: str
    ask: str
    result: str
    open: str


KINDS = {"compile": Kind(_l("계획서 만들기"), "plans.compile", "plans.show", _l("계획서 보기"))}
STEPS = {
    "": _l("차례를 기다리는 중"),
    "gather": _l("제보, 투표, 목표를 모으는 중"),
    "check": _l("문서가 만들어지는지 살피는 중"),
    "freeze": _l("기준 시점 자료로 굳히는 중"),
}
FAILURES = {
    "lost": _l("작업하던 프로그램이 멈춰서 끝내지 못했어요. 자료는 그대로 있어요."),
    "template": _l("이 공모의 서식 자료가 올바르지 않아요. 운영자에게 알려 주세요."),
    "busy": _l("데이터베이스가 바빠서 끝내지 못했어요. 조금 뒤에 다시 해 주세요."),
    "room": _l("저장할 자리나 메모리가 모자라요. 운영자에게 알려 주세요."),
    "broken": _l("프로그램에 문제가 있어 끝내지 못했어요. 운영자에게 알려 주세요."),
}
