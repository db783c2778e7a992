"""Parts of every page that are drawn once for each place and language."""

from functools import lru_cache

from flask import g, render_template, request
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup

from civic.web.i18n import reads_easily

MOST_UNREAD = 99


def main_nav() -> Markup:
    """The navigation of this request's round, or of a page of the whole city: the page asked for is
    marked, new notices counted."""
    unread = min(getattr(current_user, "unread_notices", 0), MOST_UNREAD)
    of_city = "rounds" in g
    return _draw(
        "shared/_nav.html", _place(), here=request.endpoint, unread=unread, of_city=of_city
    )


def bars() -> Markup:
    """What the outbox and the installed app may say: hidden words for the scripts."""
    place = _place()
    return _draw("outbox/_bar.html", place) + _draw("shared/_app_bar.html", place)


def _place() -> tuple:
    round, municipality = g.get("round"), g.get("municipality")
    slug, number = municipality and municipality.slug, round and round.number
    return request.root_path, slug, number, str(get_locale()), reads_easily()


@lru_cache(maxsize=10_000)
def _draw(template: str, _place: tuple, **shown) -> Markup:
    return Markup(render_template(template, **shown))
