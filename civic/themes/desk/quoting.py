"""Sentences of a theme's texts that its planner may choose as quotes."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.quotable import Candidate, QuotableText, candidates
from civic.themes.quotes import Quote, Span

LOOKED_AT = 120  # texts of a theme, the surest and most supported first
CENTRAL = 12


@dataclass(frozen=True)
class Quotable:
    """A candidate, or a quote that was chosen, with its report."""

    span: Span
    words: str
    against: bool
    chosen: bool
    issue: Issue


def quotables(theme: Theme) -> list[Quotable]:
    """The chosen ones first, then candidates from differing people and places."""
    chosen = Quote.of(theme)
    known = {quote.span for quote in chosen}
    issues = {issue.id: issue for issue in _texts(theme)}
    found = candidates(_as_texts(issues.values()), theme.words or _words(theme.name))
    offered = [(_span(one), one) for one in found]
    return [Quotable(q.span, q.words, False, True, q.issue) for q in chosen] + [
        Quotable(span, one.words, one.against, False, issues[one.issue_id])
        for span, one in offered
        if span not in known
    ]


def _texts(theme: Theme):
    query = select(Issue).join(Placement, Placement.issue_id == Issue.id)
    query = query.where(Placement.theme_id == theme.id, Issue.listed)
    query = query.order_by(Placement.sure.desc(), Issue.supports_count.desc(), Issue.id)
    return db.session.scalars(query.limit(LOOKED_AT).options(joinedload(Issue.district))).all()


def _as_texts(issues) -> list[QuotableText]:
    return [
        QuotableText(
            issue.id,
            issue.title,
            issue.body,
            str(issue.reporter_id or ""),
            issue.district.name if issue.district else "",
            n < CENTRAL,
        )
        for n, issue in enumerate(issues)
    ]


def _words(name: str) -> list[str]:
    return [word for word in name.split() if len(word) > 1]


def _span(one: Candidate) -> Span:
    return Span(one.issue_id, one.field, one.start, one.end)
