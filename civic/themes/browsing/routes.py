"""Themes for everybody: another way into the list, and what the round is about."""

from functools import lru_cache

from flask import Blueprint, abort, g, render_template, request
from flask_babel import get_locale
from markupsafe import Markup

from civic.disclosure_control import LEAST
from civic.issues.models import Issue
from civic.roles import OFFICE
from civic.themes.browsing import list_filter  # noqa: F401  the list learns to filter by theme
from civic.themes.browsing.texts import SORTS, has_themes, texts_of, theme_and_placement
from civic.themes.figures import figures_of_all, page_figures
from civic.themes.finders import find_theme
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.quotes import Quote
from civic.web.access import roles_here
from civic.web.i18n import reads_easily

bp = Blueprint("browsing", __name__, url_prefix="/<int:round_number>/themes")


@bp.app_template_global()
def themes_are_here() -> bool:
    """This round has themes for residents."""
    return has_themes(g.round)


@bp.app_template_global()
def list_tabs(here: str, district_id: int | None = None) -> Markup:
    """Ways to look at a round. here: list | map | themes. district_id: of those to list."""
    place = request.root_path, g.municipality.slug, g.round.number
    words = str(get_locale()), reads_easily()
    has_themes = here == "themes" or themes_are_here()
    return _draw_tabs(place, words, here=here, district_id=district_id, has_themes=has_themes)


@lru_cache(maxsize=2_000)
def _draw_tabs(_place: tuple, _words: tuple, **shown) -> Markup:
    return Markup(render_template("themes/browsing/_tabs.html", **shown))


@bp.app_template_global()
def theme_of(issue: Issue) -> tuple[Theme, Placement] | None:
    """The theme an issue is in, and how it came there; residents know only themes with a name."""
    pair = theme_and_placement(issue)
    is_shown = pair is not None and (pair[0].is_named or roles_here() & OFFICE)
    return pair if is_shown else None


@bp.get("/")
def index():
    themes = [theme for theme in Theme.of(g.round, named=True) if theme.texts_count]
    in_themes = sum(theme.texts_count for theme in themes)
    return render_template(
        "themes/browsing/index.html",
        themes=themes,
        figures=figures_of_all(g.round),
        in_themes=in_themes,
        in_none=g.round.issues_count - in_themes,
    )


@bp.get("/<int:theme_id>")
def show(theme_id):
    """A theme with every text in it. Raises: 404 until a person named it."""
    theme = find_theme(theme_id)
    if not theme.is_named:
        abort(404)
    figures, categories, districts = page_figures(theme)
    sort = request.args.get("sort", "")
    sort = sort if sort in SORTS else "supported"
    return render_template(
        "themes/browsing/show.html",
        theme=theme,
        figures=figures,
        categories=categories,
        districts=districts,
        least=LEAST,
        quotes=Quote.of(theme),
        page=texts_of(theme, sort),
        sort=sort,
    )
