"""단계와 행위의 이름: how phases and acts are called on pages."""

from flask_babel import lazy_gettext as _l

# kind: (the resident's two words for the path, the planner's name)
PHASE_NAMES = {
    "report": (_l("문제 찾기"), _l("제보")),
    "propose": (_l("해결방안 모으기"), _l("제안")),
    "vote": (_l("투표하기"), _l("투표")),
    "target": (_l("목표 정하기"), _l("성과목표")),
    "compile": (_l("계획서 만들기"), _l("정리")),
    "consult": (_l("전문가 의견"), _l("컨설팅")),
    "submit": (_l("계획서 내기"), _l("제출")),
}
ACTS_IN_WORDS = {
    "report": _l("문제를 제보하는"),
    "support": _l("공감하는"),
    "comment": _l("의견을 쓰는"),
    "propose": _l("해결방안을 제안하는"),
    "discuss": _l("의견을 쓰는"),
    "vote": _l("투표하는"),
    "prefer": _l("목표값을 정하는"),
    "moderate": _l("글을 관리하는"),
    "tally": _l("투표를 집계하는"),
    "compile": _l("계획서를 만드는"),
    "remark": _l("컨설팅 의견을 쓰는"),
    "answer": _l("의견에 답하는"),
}
