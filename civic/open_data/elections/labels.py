"""Why a rule chose a project, or passed it over: reason of Placed → words."""

from flask_babel import lazy_gettext as _l

REASONS = {
    "votes": _l("표가 많은 차례로 뽑힘"),
    "shares": _l("고른 사람들의 몫을 모아 뽑힘"),
    "rest": _l("남은 예산으로 뽑힘"),
    "too_dear": _l("남은 예산보다 큼"),
    "stopped": _l("앞에서 멈춤"),
    "short_of_shares": _l("고른 사람들의 몫을 모아도 모자람"),
    "no_votes": _l("표를 받지 못함"),
    "": "",
}
