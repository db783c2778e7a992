"""Parts of every page that are drawn once for each place and language."""

from functools import lru_cache
from urllib.parse import urlencode

from flask import current_app, g, render_template, request
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup, escape

from civic.people.models import municipalities
from civic.roles import OFFICE
from civic.web.access import roles_here, waits_for_factor
from civic.web.filters import app_called, called
from civic.web.i18n import reads_easily
from civic.web.text_size import is_large

MOST_UNREAD = 99
# Stands for the page in what is drawn once: links that lead back to it, in their ?next=.
HERE = "/-here-"
LEFT_IN_QUERY = "!$'()*,/:;?@"  # by url_for, beside letters


def page_head() -> Markup:
    """The head of every page: whose it is, the navigation, the size of words, who reads."""
    city, round = g.get("municipality"), g.get("round")
    shown = {
        "banner": current_app.config["OFFICIAL_BANNER"],
        "brand": app_called(city) if city else "",
        "nav": main_nav() if round else "",
        "large_text": is_large(),
        "signed_in": current_user.is_authenticated,
        "waits": waits_for_factor(),
        "in_office": bool(round and roles_here() & OFFICE),
    }
    return _leading_back(_draw("shared/_header.html", _place(), back=HERE, **shown))


def page_foot() -> Markup:
    """The foot of every page."""
    city = g.get("municipality")
    words = ("team", "team_phone", "notice", "boundary_source")
    shown = {name: getattr(city, name, "") for name in words}
    # Of no city's pages there are few; each city answers for itself.
    shown["cities"] = () if city else tuple((p.slug, called(p)) for p in municipalities())
    return _leading_back(_draw("shared/_footer.html", _place(), back=HERE, **shown))


def app_links() -> Markup:
    """What tells a browser that a city's pages can be installed."""
    return _draw("shared/_app_links.html", _place()) if g.get("municipality") else Markup()


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


def _leading_back(drawn: Markup) -> Markup:
    query = urlencode({"next": request.full_path}, safe=LEFT_IN_QUERY)
    return Markup(str.replace(drawn, f"next={HERE}", escape(query)))


@lru_cache(maxsize=10_000)
def _draw(template: str, _place: tuple, **shown) -> Markup:
    return Markup(render_template(template, **shown))
