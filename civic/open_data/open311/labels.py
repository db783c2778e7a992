"""Sentences of Open311: what can't be read of a request for reports."""

from flask_babel import lazy_gettext as _l

# why → sentence; %(name)s is the parameter.
FILTERS = {
    "unreadable": _l("%(name)s 값을 읽을 수 없어요. 날짜는 2026-01-01T00:00:00Z처럼 적어 주세요."),
    "unknown": _l("%(name)s에 없는 값이 있어요."),
    "span": _l("start_date와 end_date 사이는 90일까지예요."),
    "order": _l("%(name)s 값이 시작보다 앞서요."),
}
