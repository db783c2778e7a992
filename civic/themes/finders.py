"""The theme an address or a form names."""

from flask import abort, g

from civic.db import db
from civic.themes.models import Theme, ThemeGone


def find_theme(theme_id: int, with_gone: bool = False) -> Theme:
    """A theme of this request's round. Raises: 404; ThemeGone unless with_gone."""
    theme = db.session.get(Theme, theme_id)
    if theme is None or theme.round_id != g.round.id:
        abort(404)
    if theme.gone_at is not None and not with_gone:
        raise ThemeGone
    return theme
