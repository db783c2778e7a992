"""처리 상태: code → (icon, tone class, Korean name). The only spelling of each."""

from flask_babel import lazy_gettext as _l

STATUSES = {
    "received": ("inbox", "", _l("접수")),
    "reviewing": ("half", "", _l("검토중")),
    "asked": ("ask", "warn", _l("보완요청")),
    "merged": ("merge", "", _l("병합")),
    "rejected": ("no", "bad", _l("미반영")),
    "soliciting": ("bulb", "now", _l("해결방안 모집")),
    "voting": ("vote", "now", _l("투표중")),
    "selected": ("star", "ok", _l("선정")),
    "planned": ("doc", "ok", _l("계획서 반영")),
    "building": ("clock", "now", _l("추진중")),
    "done": ("done", "ok", _l("완료")),
}
# What a planner may set by hand; "merged" comes from merging.
SETTABLE = tuple(code for code in STATUSES if code != "merged")
# The city has not decided yet: looking into it, or asking back, is no answer.
UNANSWERED = ("received", "reviewing", "asked")
# What it decided led to a solution. The other answers are "rejected" and "merged".
LED_ON = ("soliciting", "voting", "selected", "planned", "building", "done")
# A planner must say why.
NEEDS_REASON = frozenset({"asked", "rejected"})
