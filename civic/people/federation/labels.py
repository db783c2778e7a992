"""Words for the services people sign in with, and for what went wrong there."""

from flask_babel import lazy_gettext as _l

SERVICES = {"kakao": _l("카카오"), "naver": _l("네이버"), "oidc": _l("다른 계정")}
REFUSALS = {
    "cancelled": _l("로그인을 그만뒀어요. 다시 하거나 다른 방법으로 들어와 주세요."),
    "answer": _l("로그인을 확인하지 못했어요. 처음부터 다시 하거나 다른 방법으로 들어와 주세요."),
    "away": _l("지금은 그 서비스에 닿지 않아요. 잠시 뒤 다시 하거나 다른 방법으로 들어와 주세요."),
}
