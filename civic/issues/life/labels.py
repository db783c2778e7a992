"""Sentences of a report's status: how it stands, and what comes next."""

from flask_babel import lazy_gettext as _l

STANDINGS = {
    "received": _l("잘 받았어요. 담당자가 곧 읽어요."),
    "reviewing": _l("담당자가 읽고 있어요."),
    "asked": _l("제보자의 답을 기다리고 있어요."),
    "merged": _l("같은 문제와 합쳐 함께 살펴보고 있어요."),
    "rejected": _l("이번에는 반영하지 않기로 했어요."),
    "transferred": _l("다른 기관에서 맡아요."),
    "soliciting": _l("어떻게 풀지 해결방안을 모으고 있어요."),
    "voting": _l("해결방안을 놓고 주민이 투표하고 있어요."),
    "selected": _l("해결방안이 주민 투표에서 뽑혔어요."),
    "planned": _l("사업계획서에 담았어요."),
    "building": _l("지금 해결하고 있어요."),
    "done": _l("담당자가 해결했다고 알려 왔어요."),
}
NEXT = {
    "asked": _l("답이 오면 담당자가 다시 살펴봐요."),
    "soliciting": _l("모은 해결방안 가운데 주민이 투표로 골라요."),
    "voting": _l("투표가 끝나면 결과를 알려 드려요."),
    "selected": _l("이제 사업계획서에 담아요."),
    "planned": _l("공모 결과가 나오면 알려 드려요."),
    "building": _l("마치면 바뀐 모습을 이 자리에 올려요."),
    "done": _l("4주 뒤에 제보자에게 정말 해결됐는지 물어봐요."),
}
