"""제출 뒤의 말: the steps after filing and what they come to."""

from flask_babel import lazy_gettext as _l

STEP_NAMES = {
    "submitted": _l("공모에 냄"),
    "preliminary": _l("예비검토 결과"),
    "evaluation": _l("평가 결과"),
    "detail": _l("세부 실시계획"),
}
OUTCOME_NAMES = {
    "passed": _l("통과"),
    "failed": _l("통과하지 못함"),
    "selected": _l("선정"),
    "not_selected": _l("선정되지 않음"),
}
