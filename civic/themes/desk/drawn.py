"""Parts of the office's pages of themes that are drawn once for everything they show."""

from collections.abc import Callable
from functools import lru_cache, partial

from flask import get_template_attribute, render_template, url_for
from flask_babel import get_locale
from markupsafe import Markup

from civic.issues.template_globals import issue_labels
from civic.themes.models import ThemeOption


def text_drawer(names: dict[int, str], in_theme: bool) -> Callable[..., Markup]:
    """draw_text(row) of desk.texts.SHOWN. names: of districts. in_theme: says how it came there."""
    kinds = {code: name for code, (_icon, name) in issue_labels()["CATEGORIES"].items()}
    known = url_for("issues.browsing.index"), in_theme, str(get_locale())

    def draw_text(row) -> Markup:
        *values, reason = row
        words = kinds[row.category], names.get(row.district_id, "")
        return _draw_text((*values, tuple(reason or ())), *words, *known)

    return draw_text


@lru_cache(maxsize=5_000)
def _draw_text(row: tuple, kind: str, district: str, issues_at: str, in_theme: bool, _language):
    draw = get_template_attribute("themes/desk/_text.html", "text_row")
    return draw(*row, kind=kind, district=district, issues_at=issues_at, in_theme=in_theme)


def options_drawer(themes: tuple[ThemeOption, ...], theme_id: int | None) -> Callable[..., Markup]:
    """draw_options(part): the part of themes/desk/_options.html; every theme but the one shown."""
    others = tuple(each for each in themes if each.id != theme_id)
    return partial(_draw_options, others, url_for("themes.desk.index"), str(get_locale()))


@lru_cache(maxsize=500)
def _draw_options(others, themes_at: str, _language: str, part: str) -> Markup:
    page = render_template(
        "themes/desk/_options.html", others=others, themes_at=themes_at, part=part
    )
    return Markup(page)
