"""Words for how participation goes on."""

from flask_babel import lazy_gettext as _l

KIND_NAMES = {
    "panel": _l("주민참여단 운영"),
    "lab": _l("리빙랩 운영"),
    "trial": _l("시범 이용"),
    "survey": _l("만족도 조사"),
    "feedback": _l("결과 환류"),
    "other": _l("그 밖의 활동"),
}
YEAR_MISTAKES = {
    "missing": _l("이 해의 값도 적어 주세요."),
    "back": _l("앞의 값 %(before)s에서 목표값 %(target)s 쪽으로 가야 해요."),
    "beyond": _l("목표값 %(target)s보다 더 갔어요."),
    "last": _l("마지막 해는 주민이 정한 목표값과 같아야 해요: %(target)s"),
}
