"""Parts of the desk that are drawn once for all they show: drawing costs more than finding."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from flask import get_template_attribute, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from civic.issues.labels import CATEGORIES, STATUSES
from civic.triage.filters import DeskFilters
from civic.triage.forms import ActForm, empty_forms
from civic.triage.labels import ACTS, SHOWS, SORTS, SOURCES
from civic.triage.rows import DeskRow


def draw_rows(rows: Iterable[DeskRow], ticked: Collection[str]) -> Markup:
    """The list: most of its rows were there before an act, and are after it too. ticked: ids."""
    known = url_for("issues.browsing.index"), url_for("themes.desk.index"), str(get_locale())
    return Markup("").join(_draw_row(row, str(row.id) in ticked, *known) for row in rows)


@lru_cache(maxsize=5_000)
def _draw_row(row: DeskRow, is_ticked: bool, base: str, theme_base: str, _language) -> Markup:
    draw = get_template_attribute("triage/_row.html", "desk_row")
    return draw(row, is_ticked, base, theme_base)


def filter_fields(filters: DeskFilters, districts: tuple, units: tuple, themes: tuple) -> Markup:
    """Args: districts, units, themes: (id, name) of each."""
    return _draw_filters(filters, districts, units, themes, str(get_locale()))


@lru_cache(maxsize=500)
def _draw_filters(filters: DeskFilters, districts, units, themes, _language: str) -> Markup:
    offered = _offered(districts, units, themes)
    return Markup(render_template("triage/_filter_fields.html", filters=filters, offered=offered))


def _offered(districts, units, themes) -> list[tuple]:
    """(name of a filter, its words, [(code, words)], words for all, words for none)."""
    categories = [(code, name) for code, (_icon, name) in CATEGORIES.items()]
    statuses = [(code, name) for code, (_icon, _tone, name) in STATUSES.items()]
    return [
        ("show", _("살펴봄"), SHOWS.items(), "", ""),
        ("district", _("읍면동"), districts, _("모든 읍면동"), _("읍면동 없음")),
        ("category", _("분야"), categories, _("모든 분야"), ""),
        ("status", _("처리 상태"), statuses, _("모든 상태"), ""),
        ("source", _("어디에서"), SOURCES.items(), _("모두"), ""),
        ("department", _("담당 부서"), units, _("모든 부서"), _("부서 없음")),
        ("theme", _("주제"), themes, _("모든 주제"), _("아직 묶지 않음")),
        ("due", _("기한"), [("late", _("기한 지남"))], _("모두"), ""),
        ("sort", _("정렬"), SORTS.items(), "", ""),
    ]


def act_fields(place_id: int, choices: tuple, wrong: ActForm | None) -> Markup:
    """The fields of every act; drawn anew while something is filled in.

    Args: choices: all that the fields offer, as values.
    """
    if wrong is not None:
        return _drawn_acts(empty_forms() | {wrong.kind: wrong}, wrong)
    return _draw_acts(place_id, choices, str(get_locale()))


@lru_cache(maxsize=100)
def _draw_acts(_place_id: int, _choices, _language: str) -> Markup:
    return _drawn_acts(empty_forms(), None)


def _drawn_acts(forms: dict[str, ActForm], wrong: ActForm | None) -> Markup:
    page = render_template("triage/_act_fields.html", acts=ACTS, forms=forms, wrong=wrong)
    return Markup(page)
