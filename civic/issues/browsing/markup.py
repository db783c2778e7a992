"""Parts of the list that are drawn once for everything they show, in each language.

They are most of a list's cost, and the same ones are asked for over and over.
"""

from functools import lru_cache
from typing import NamedTuple

from flask import g, render_template, url_for
from flask_babel import get_locale
from markupsafe import Markup

from civic.issues.browsing.find import IssueFilters
from civic.issues.browsing.more_filters import Offered
from civic.issues.models import Issue


class Row(NamedTuple):
    """Everything a row shows."""

    address: str
    title: str
    category: str
    district: str
    status: str
    supports: int
    cover_key: str | None
    cover_alt: str
    heading: str
    at_once: bool  # in sight when the page opens: its photo is not waited for


def issue_rows(issues: list[Issue], heading: str = "h2", at_once: int = 0) -> Markup:
    """The rows of a list, one after the other. at_once: how many are in sight from the start."""
    base, language = url_for("issues.browsing.index"), str(get_locale())
    names = g.municipality.district_names(language)
    rows = (_row(issue, base, names, heading, n < at_once) for n, issue in enumerate(issues))
    return Markup("").join(_draw(row, language) for row in rows)


def _row(issue: Issue, base: str, names: dict[int, str], heading: str, at_once: bool) -> Row:
    return Row(
        address=f"{base}{issue.id}",
        title=issue.title,
        category=issue.category,
        district=names.get(issue.district_id or 0, ""),  # no district has id 0
        status=issue.status,
        supports=issue.supports_count,
        cover_key=issue.cover_key,
        cover_alt=issue.cover_alt,
        heading=heading,
        at_once=at_once,
    )


def filter_form(
    filters: IssueFilters, districts: dict[int, str], more: tuple[Offered, ...] = ()
) -> Markup:
    """The form above the list. districts: id → name. more: filters of later features."""
    # The name and the map's version are asked of the municipality by the template.
    places = (g.municipality.name, g.municipality.map_version, *districts.items())
    address = url_for("issues.browsing.index")
    return _draw_form(address, filters, places, more, str(get_locale()))


@lru_cache(maxsize=1_000)
def _draw_form(
    address: str, filters: IssueFilters, places: tuple, more: tuple[Offered, ...], _language: str
) -> Markup:
    context = {"address": address, "filters": filters, "districts": dict(places[2:]), "more": more}
    return Markup(render_template("issues/browsing/_filters.html", **context))


@lru_cache(maxsize=10_000)
def _draw(row: Row, _language: str) -> Markup:
    return Markup(render_template("issues/browsing/_row.html", row=row))
