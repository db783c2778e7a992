"""The texts of a theme as residents browse them."""

from sqlalchemy import exists, select

from civic.db import db
from civic.issues.browsing.beside import ID, add_kind
from civic.issues.browsing.find import SHOWN
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.web.paging import Page, page_number

SIZE = 20
SORTS = ("supported", "newest")


def texts_of(theme: Theme, sort: str) -> Page:
    """One page of rows of issues.browsing's SHOWN."""
    number = page_number()
    first = Issue.supports_count if sort == "supported" else Issue.id
    query = select(*SHOWN).join(Placement, Placement.issue_id == Issue.id)
    query = query.where(Placement.theme_id == theme.id, Issue.listed)
    rows = query.order_by(first.desc(), Issue.id.desc())
    rows = rows.limit(SIZE).offset((number - 1) * SIZE)
    return Page(db.session.execute(rows).all(), number, SIZE, theme.texts_count)


def has_themes(round) -> bool:
    """Residents have a theme to read: one that a person named, with a text in it."""
    return any(theme.is_named and theme.texts_count for theme in Theme.options_of(round))


add_kind("theme", lambda: exists().where(Placement.issue_id == ID))


def theme_and_placement(issue: Issue) -> tuple[Theme, Placement] | None:
    """The theme an issue is in, and how it came there; None when it is in none."""
    query = select(Theme, Placement).join(Placement, Placement.theme_id == Theme.id)
    query = query.where(Placement.issue_id == issue.id, Theme.gone_at.is_(None))
    row = db.session.execute(query).first()
    return None if row is None else (row[0], row[1])
