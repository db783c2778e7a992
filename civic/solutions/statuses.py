"""해결방안의 상태: code → (icon, tone class, Korean name)."""

from flask_babel import lazy_gettext as _l

SOLUTION_STATUSES = {
    "proposed": ("bulb", "", _l("제안")),
    "on_ballot": ("vote", "now", _l("투표 대상")),
    "selected": ("star", "ok", _l("선정")),
    "not_selected": ("no", "", _l("미선정")),
}
