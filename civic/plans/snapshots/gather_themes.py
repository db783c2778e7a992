"""What residents said, by theme: those a person named, with their figures and their quotes."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from civic.db import db
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue
from civic.plans.printing.models import ThemePrinting
from civic.rounds.models import Round
from civic.themes.figures import Figures, categories_by_theme, districts_by_theme
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.quotable import is_against
from civic.themes.quotes import Quote
from civic.themes.shares import Share

NONE = "none"  # of a report in no named theme


def themes(round: Round, figures: dict[int, Figures]) -> list[dict]:
    """Named themes that have texts, most first. id: the theme's position, which never changes.
    figures: of themes, by their id."""
    named = [theme for theme in Theme.of(round, named=True) if theme.id in figures]
    decided = ThemePrinting.of_round(round)
    codes = {district.name: district.code for district in round.municipality.districts}
    categories, districts = categories_by_theme(round), districts_by_theme(round)
    quotes = Quote.by_theme(round)
    return [
        _theme(theme, figures[theme.id], quotes[theme.id])
        | {"printed": decided.get(theme.id, True), "shares": _shares(districts[theme.id], codes)}
        | {"categories": _categories(categories[theme.id])}
        for theme in named
    ]


def _shares(shares: Iterable[Share], codes: dict[str, str]) -> list[dict]:
    """Of each district with a number that may be told."""
    return [
        {"code": codes[share.name], "name": share.name, "reports": share.texts}
        for share in shares
        if share.name in codes and share.texts
    ]


def _categories(categories: Counter) -> list[dict]:
    return [
        {"name": str(CATEGORIES[code][1]), "reports": number}
        for code, number in sorted(categories.items(), key=lambda row: (-row[1], row[0]))
    ]


def _theme(theme: Theme, counted: Figures, quotes: list[Quote]) -> dict:
    return {
        "id": theme.position,
        "name": theme.name,
        "sentence": theme.sentence,
        "reports": counted.texts,
        "imported": counted.imported,
        "people": counted.people,
        "supports": counted.supports,
        "on_paper": counted.on_paper,
        "heard": counted.heard,
        "authors": counted.authors,
        "first_at": counted.first_at and counted.first_at.isoformat(),
        "last_at": counted.last_at and counted.last_at.isoformat(),
        "quotes": [_quote(quote) for quote in _both_sides_first(quotes)],
    }


def _both_sides_first(quotes: list[Quote]) -> list[Quote]:
    """As they were chosen, but one of the other stance before a second of the same: a section
    prints few."""
    if not quotes:
        return []
    first, *rest = quotes
    others = [q for q in rest if is_against(q.words) != is_against(first.words)]
    return [first, *others, *(quote for quote in rest if quote not in others)]


def _quote(quote: Quote) -> dict:
    """Where the words stand in the report, so that whoever has it can compare."""
    return {
        "receipt": quote.issue.receipt,
        "reported_at": quote.issue.created_at.isoformat(),
        "field": quote.field,
        "start": quote.start,
        "end": quote.end,
        "words": quote.words,
    }


def theme_of_issue(round: Round) -> dict[int, Theme]:
    """Report → its theme, of listed reports in a named one."""
    named = {theme.id: theme for theme in Theme.of(round, named=True)}
    placement, issue = Placement.__table__.c, Issue.__table__.c  # past the ORM: there are thousands
    query = select(placement.issue_id, placement.theme_id).where(placement.issue_id == issue.id)
    rows = db.session.execute(query.where(placement.theme_id.in_(named), issue.listed))
    return {issue_id: named[theme_id] for issue_id, theme_id in rows if theme_id is not None}


def row_sets(
    round: Round, people: dict[int, dict[str, int]], figures: dict[int, Figures]
) -> dict[str, dict]:
    """Of each named theme: how many residents reported into it, and how many supported it besides;
    how many wrote its imported reports, as far as that is known. people, figures: of themes, by
    their id."""
    named = {theme.id: theme.position for theme in Theme.of(round, named=True)}
    by_act = [
        [named[theme_id], act, number]
        for theme_id, acts in people.items()
        if theme_id in named
        for act, number in acts.items()
    ]
    authors = [
        [named[theme_id], counted.authors]
        for theme_id, counted in figures.items()
        if theme_id in named and counted.authors
    ]
    return {
        "theme_people": {"columns": ["theme", "act", "people"], "rows": sorted(by_act)},
        "theme_authors": {"columns": ["theme", "people"], "rows": sorted(authors)},
    }
