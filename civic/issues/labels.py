"""Labels of issues: each code's icon in static/icons.svg and its name in Korean, to translate."""

from flask_babel import lazy_gettext as _l

# 분야, the kinds of urban problem: code → (icon, name).
CATEGORIES = {
    "transit": ("bus", _l("대중교통")),
    "parking": ("park", _l("주차")),
    "walking": ("walk", _l("보행·도로")),
    "safety": ("lamp", _l("안전·방범")),
    "environment": ("leaf", _l("환경·쓰레기")),
    "energy": ("bolt", _l("에너지")),
    "welfare": ("care", _l("복지·건강")),
    "culture": ("shop", _l("문화·상권")),
    "administration": ("hall", _l("행정·정보")),
    "other": ("more", _l("기타")),
}
# 처리 상태: code → (icon, tone class, name). What may be done with each is in status.py.
STATUSES = {
    "received": ("inbox", "", _l("접수")),
    "reviewing": ("half", "", _l("검토중")),
    "asked": ("ask", "warn", _l("보완요청")),
    "merged": ("merge", "", _l("병합")),
    "rejected": ("no", "bad", _l("미반영")),
    "transferred": ("share2", "", _l("이송")),
    "soliciting": ("bulb", "now", _l("해결방안 모집")),
    "voting": ("vote", "now", _l("투표중")),
    "selected": ("star", "ok", _l("선정")),
    "planned": ("doc", "ok", _l("계획서 반영")),
    "building": ("clock", "now", _l("추진중")),
    "done": ("done", "ok", _l("완료")),
}
# As residents read them: no word of offices.
PLAIN_STATUSES = STATUSES | {"asked": ("ask", "warn", _l("답 기다림"))}
# 해결됐나요?: answer → (icon, name).
VERDICTS = {
    "yes": ("done", _l("해결됐어요")),
    "partly": ("half", _l("조금 나아졌어요")),
    "no": ("no", _l("아직이에요")),
}
