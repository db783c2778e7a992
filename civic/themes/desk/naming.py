"""Keeping the name and sentence that a planner wrote for a theme."""

from flask import g
from flask_babel import gettext as _
from flask_login import current_user

from civic.themes.desk.forms import NameForm
from civic.themes.log import ThemeChange
from civic.themes.models import NamedMeanwhile, Theme


def save_name(theme: Theme, form: NameForm) -> bool:
    """Keep what a form says, if it is right; what somebody else wrote since is said in it."""
    if not form.validate():
        return False
    seen = (theme.state or {}) | form.seen
    words = form.name.data or "", form.sentence.data or ""
    if words == (form.seen["name"], form.seen["sentence"]):
        return False
    try:
        changes = theme.rename(*words, current_user, seen)
    except NamedMeanwhile:
        form.conflict(theme, theme.named_by.name if theme.named_by else _("다른 담당자"))
        return False
    ThemeChange.record(g.round, "name", current_user, changes, theme=words[0])
    return bool(changes)
