"""What a theme's page of the office shows."""

from flask import g, request

from civic.themes.desk.forms import NameForm
from civic.themes.desk.quoting import quotables
from civic.themes.desk.texts import TextFilters, texts_page
from civic.themes.figures import page_figures
from civic.themes.models import Theme
from civic.themes.quotes import Quote


def shown(theme: Theme, form: NameForm | None = None, quote_error: str = "") -> dict:
    """Everything a theme's page of the office shows."""
    filters = TextFilters.read(request.args)
    quotes = Quote.chosen_for(theme)
    figures, categories, districts = page_figures(theme)
    return {
        "theme": theme,
        "form": form or NameForm.of(theme),
        "filters": filters,
        "page": texts_page(g.round, theme, filters),
        "themes": Theme.of(g.round),
        "figures": figures,
        "categories": categories,
        "districts": districts,
        "quotes": quotes,
        "quotables": quotables(theme, quotes),
        "quote_error": quote_error,
        "names": g.municipality.district_names(),
    }
