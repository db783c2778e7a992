"""An issue's row in a list: drawn once for everything it shows, in each language.

Rows are most of a list's cost, and the same rows are asked for over and over.
"""

from dataclasses import dataclass
from functools import lru_cache

from flask import render_template, url_for
from flask_babel import get_locale
from markupsafe import Markup

from civic.issues.blueprint import bp
from civic.issues.models import Issue


@dataclass(frozen=True)
class Row:
    """Everything a row shows. away_m: distance in metres when the list is by distance."""

    address: str
    title: str
    category: str
    district: str
    status: str
    supports: int
    cover_key: str | None
    cover_alt: str
    heading: str
    away_m: float | None


@bp.app_template_global()
def issue_row(issue: Issue, heading: str = "h2", away_m: float | None = None) -> Markup:
    row = Row(
        address=f"{url_for('issues.index')}{issue.id}",
        title=issue.title,
        category=issue.category,
        district=issue.district.name if issue.district_id else "",
        status=issue.status,
        supports=issue.supports_count,
        cover_key=issue.cover_key,
        cover_alt=issue.cover_alt,
        heading=heading,
        away_m=away_m,
    )
    return _draw(row, str(get_locale()))


@lru_cache(maxsize=10_000)
def _draw(row: Row, _language: str) -> Markup:
    return Markup(render_template("issues/_row.html", row=row))
