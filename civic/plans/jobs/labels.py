"""What people read about long work: its name, its steps, and why it failed."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.documents.export.formats import FORMATS


@dataclass(frozen=True)
class JobType:
    """name of the work; ask: endpoint that starts it; open: words of the way to what it made;
    is_page: whether that is a page, to go to by itself, or a file; again: whether it is asked
    for anew at once, else on the page of ask."""

    name: str
    ask: str
    open: str
    is_page: bool
    again: bool = True


KINDS = {
    "compile": JobType(_l("계획서 만들기"), "plans.jobs.compile", _l("계획서 보기"), True),
    "bundle": JobType(
        _l("증빙 묶음 만들기"), "plans.jobs.make_bundle", _l("내려받기 (ZIP)"), False
    ),
    "form": JobType(
        _l("공모 양식 채우기"),
        "plans.call_form.files.preview",
        _l("채운 양식 보기"),
        True,
        again=False,
    ),
}
STEPS = {
    "": _l("차례를 기다리는 중"),
    "gather": _l("제보, 투표, 목표를 모으는 중"),
    "check": _l("문서가 만들어지는지 살피는 중"),
    "draw": _l("넣을 표와 그림을 그리는 중"),
    "fill": _l("양식에 채우고, 채운 곳 밖이 그대로인지 견주는 중"),
    "freeze": _l("기준 시점 자료로 굳히는 중"),
}
FAILURES = {
    "lost": _l("작업하던 프로그램이 멈춰서 끝내지 못했어요. 자료는 그대로 있어요."),
    "template": _l("이 공모의 서식 자료가 올바르지 않아요. 운영자에게 알려 주세요."),
    "hidden": _l("이 계획서를 만든 뒤 가려진 글이 있어 만들지 않았어요. 다시 만들어 주세요."),
    "form": _l("양식을 채우지 못했어요."),
    "busy": _l("데이터베이스가 바빠서 끝내지 못했어요. 조금 뒤에 다시 해 주세요."),
    "room": _l("저장할 자리나 메모리가 모자라요. 운영자에게 알려 주세요."),
    "broken": _l("프로그램에 문제가 있어 끝내지 못했어요. 운영자에게 알려 주세요."),
}


def step_words(step: str) -> str:
    if step in FORMATS:
        return _("%(name)s 파일을 쓰는 중", name=FORMATS[step].label)
    return STEPS[step]
