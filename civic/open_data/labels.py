"""Sentences for programs that got no answer: status of HTTP → words, where nothing better is
known."""

from flask_babel import lazy_gettext as _l

ERRORS = {
    400: _l("보내 주신 내용을 읽을 수 없어요. 다시 시도해 주세요."),
    403: _l("api_key가 없거나, 이 일을 할 수 없는 키예요."),
    404: _l("찾는 것이 없어요. 주소와 코드를 다시 확인해 주세요."),
    405: _l("이 주소에서는 할 수 없는 일이에요."),
    413: _l("보낸 자료가 너무 커요."),
    415: _l("받을 수 없는 형식이에요. 폼(form)으로 보내 주세요."),
    429: _l("잠시 동안 너무 많이 요청했어요. 잠시 뒤에 다시 시도해 주세요."),
    500: _l("문제가 생겨 처리하지 못했어요. 저장된 내용은 그대로예요."),
    503: _l("지금 접속이 많아요. 잠시 뒤 다시 보내 주세요."),
}
