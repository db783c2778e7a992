"""What a RoundChange says on the office's log, line by line."""

from datetime import datetime

from flask_babel import gettext as _

from civic.rounds.labels import (
    COMPLETION_NAMES,
    COUNTING_NAMES,
    FORM_NAMES,
    LEVEL_NAMES,
    PHASE_NAMES,
    SETTING_NAMES,
)
from civic.rounds.models import RoundChange
from civic.web.filters import moment, number, won

SETTING_FORMATS = {
    "title": str,
    "budget_won": won,
    "national_share": lambda share: f"{number(share * 100)}%",
    "ballot_form": lambda form: FORM_NAMES[form][0],
    "rule": lambda rule: COUNTING_NAMES[rule][0],
    "completion": COMPLETION_NAMES.get,
    "max_choices": str,
    "vote_levels": lambda levels: ", ".join(str(LEVEL_NAMES[level]) for level in levels),
}


def change_lines(change: RoundChange) -> list[str]:
    """ "예산: 40억 원 → 20억 원" for each setting or phase, in the order of the pages."""
    order, names, say = list(SETTING_NAMES), SETTING_NAMES, _setting
    if change.act == "phases":
        order, names, say = list(PHASE_NAMES), {k: v[1] for k, v in PHASE_NAMES.items()}, _period
    lines = []
    for name in sorted(change.changes, key=order.index):
        before, after = (say(name, value) for value in change.changes[name])
        change_text = f"{before} → {after}" if before or after else _("고침")
        lines.append(f"{names[name]}: {change_text}")
    return lines


def _setting(name, value) -> str:
    return str(SETTING_FORMATS[name](value)) if name in SETTING_FORMATS else ""


def _period(_kind, ends) -> str:
    if ends is None:
        return _("열지 않음")
    first, last = (moment(datetime.fromisoformat(end)) for end in ends)
    return f"{first} ~ {last}"
