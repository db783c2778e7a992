"""What the office's pages of a theme, and of what is in none, show."""

from flask import g, request

from civic.themes.desk.drawn import options_drawer, text_drawer
from civic.themes.desk.forms import NameForm
from civic.themes.desk.quoting import quotables
from civic.themes.desk.texts import TextFilters, texts_page
from civic.themes.figures import page_figures
from civic.themes.models import Theme
from civic.themes.quotes import Quote


def shown(theme: Theme, form: NameForm | None = None, quote_error: str = "") -> dict:
    """Everything a theme's page of the office shows."""
    quotes = Quote.chosen_for(theme)
    figures, categories, districts = page_figures(theme)
    return {
        "theme": theme,
        "form": form or NameForm.of(theme),
        "figures": figures,
        "categories": categories,
        "districts": districts,
        "quotes": quotes,
        "quotables": quotables(theme, quotes),
        "quote_error": quote_error,
        **shown_texts(theme),
    }


def shown_texts(theme: Theme | None) -> dict:
    """What themes/desk/_texts.html needs, and the round's themes."""
    filters, themes = TextFilters.read(request.args), Theme.options_of(g.round)
    return {
        "page": texts_page(g.round, theme, filters),
        "filters": filters,
        "themes": themes,
        "draw_text": text_drawer(g.municipality.district_names(), theme is not None),
        "draw_options": options_drawer(themes, theme.id if theme else None),
    }
