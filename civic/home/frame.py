"""The main navigation, on every page of a round: drawn once for each place and language."""

from functools import lru_cache

from flask import g, render_template, request
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup

MOST_UNREAD = 99


def main_nav() -> Markup:
    """The navigation of this request's round: the page asked for is marked, new notices counted."""
    place = request.root_path, g.municipality.slug, g.round.number
    unread = min(getattr(current_user, "unread_notices", 0), MOST_UNREAD)
    return _draw(place, request.endpoint, unread, str(get_locale()))


@lru_cache(maxsize=10_000)
def _draw(_place: tuple, here: str, unread: int, _language: str) -> Markup:
    return Markup(render_template("shared/_nav.html", here=here, unread=unread))
