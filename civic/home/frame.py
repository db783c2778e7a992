"""The main navigation, on every page of a round: drawn once for each place and language."""

from functools import lru_cache

from flask import g, render_template, request
from flask_babel import get_locale
from markupsafe import Markup


def main_nav() -> Markup:
    """The navigation of this request's round, with the page asked for marked in it."""
    place = request.root_path, g.municipality.slug, g.round.number
    return _draw(place, request.endpoint, str(get_locale()))


@lru_cache(maxsize=10_000)
def _draw(_place: tuple, here: str, _language: str) -> Markup:
    return Markup(render_template("shared/_nav.html", here=here))
