"""Words for what a webhook hears of, and for why a message was not taken."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

EVENTS = {
    "report.created": _l("새 제보"),
    "report.status_changed": _l("처리 상태가 바뀜"),
    "result.published": _l("투표 결과"),
}
# A status that answered, or the name of what went wrong → words.
ANSWERS = {
    "401": _l("이름을 밝히라며 받지 않았어요"),
    "403": _l("우리에게 막혀 있어요"),
    "404": _l("그 주소에 받는 곳이 없어요"),
    "429": _l("너무 자주 보낸다고 답했어요"),
    "ConnectTimeout": _l("5초 안에 답이 없었어요"),
    "ReadTimeout": _l("5초 안에 답이 없었어요"),
    "SSLError": _l("보안 인증서가 맞지 않아요"),
}


def in_words(answer: str) -> str:
    """What a delivery's last_answer says."""
    if answer in ANSWERS:
        return str(ANSWERS[answer])
    if not answer.isdigit():
        return _("연결할 수 없었어요")
    if answer.startswith("3"):
        return _("다른 주소로 가라고 답했어요. 옮긴 주소로는 보내지 않아요")
    if answer.startswith("5"):
        return _("받는 쪽에 문제가 있어요")
    return _("받지 않았어요")
