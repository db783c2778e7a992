"""What a RoundChange says on the office's log, line by line."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _

from civic.rounds.labels import (
    COMPLETION_NAMES,
    COUNTING_NAMES,
    FORM_NAMES,
    LEVEL_NAMES,
    PHASE_NAMES,
    SETTING_NAMES,
    UNPROVEN_NAMES,
)
from civic.rounds.models import RoundChange
from civic.rounds.phases.two_persons import CalendarChange
from civic.web.filters import moment, number, won

SETTING_FORMATS: dict[str, Callable] = {
    "answer_days": lambda days: _("%(n)s일", n=days) if days else _("약속하지 않음"),
    "wave_posts": lambda posts: _("한 시간에 %(n)s개", n=posts) if posts else _("살펴보지 않음"),
    "wave_hours": lambda hours: _("%(n)s시간", n=hours),
    "title": str,
    "budget_won": won,
    "national_share": lambda share: f"{number(share * 100)}%",
    "ballot_form": lambda form: FORM_NAMES[form][0],
    "rule": lambda rule: COUNTING_NAMES[rule][0],
    "completion": COMPLETION_NAMES.get,
    "max_choices": str,
    "unproven": lambda name: UNPROVEN_NAMES[name][0],
    "vote_levels": lambda levels: ", ".join(str(LEVEL_NAMES[level]) for level in levels),
}


def change_lines(change: RoundChange | CalendarChange) -> list[str]:
    """ "예산: 40억 원 → 20억 원" for each setting or phase, in the order of the pages."""
    about_phases = change.act == "phases"
    names = {k: v[1] for k, v in PHASE_NAMES.items()} if about_phases else SETTING_NAMES
    lines = []
    for name in sorted(change.changes, key=list(names).index):
        values = change.changes[name]
        before, after = (_period(v) if about_phases else _setting(name, v) for v in values)
        change_text = f"{before} → {after}" if before or after else _("고침")
        lines.append(f"{names[name]}: {change_text}")
    return lines


def _setting(name, value) -> str:
    return str(SETTING_FORMATS[name](value)) if name in SETTING_FORMATS else ""


def _period(ends) -> str:
    if ends is None:
        return _("열지 않음")
    first, last = (moment(datetime.fromisoformat(end)) for end in ends)
    return f"{first} ~ {last}"
