"""The residents' list of issues by theme; only themes that a person named are known there."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select

from civic.issues.browsing.more_filters import MoreFilter, filter_by
from civic.issues.models import Issue
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement

IN_THEME = select(Placement.issue_id).where(Placement.theme_id == bindparam("theme"))
IN_NAMED = (
    select(Placement.issue_id)
    .join(Theme, Theme.id == Placement.theme_id)
    .where(Theme.round_id == bindparam("round_id"), Theme.gone_at.is_(None))
    .where(Theme.named_at.is_not(None))
)


def named_themes(round: Round) -> dict[int, str]:
    """Id → name of those residents can read."""
    themes = Theme.options_of(round)
    return {theme.id: theme.name for theme in themes if theme.is_named and theme.texts_count}


filter_by(
    MoreFilter(
        "theme",
        _l("주제"),
        _l("모든 주제"),
        _l("주제 없음"),
        named_themes,
        Issue.id.in_(IN_THEME),
        Issue.id.not_in(IN_NAMED),
    )
)
