"""Sentences of a theme's texts that its planner may choose as quotes."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.quotable import Candidate, QuotableText, candidates, is_against
from civic.themes.quotes import Quote, Span
from civic.unchanged import WhileUnchanged

LOOKED_AT = 120  # texts of a theme, the surest and most supported first
CENTRAL = 12


@dataclass(frozen=True)
class Quotable:
    """A candidate, or a quote that was chosen, with its report's number and 읍면동."""

    span: Span
    words: str
    against: bool
    chosen: bool
    receipt_number: str
    district: str


# By theme and words: cutting sentences takes longer than the rest of a page, and so does reading
# the texts to see whether they are the same.
_kept: WhileUnchanged[tuple[Quotable, ...]] = WhileUnchanged(50)


def quotables(theme: Theme, quotes: list[Quote]) -> list[Quotable]:
    """The chosen ones first, then candidates from differing people and places. Args: quotes: of
    Quote.chosen_for."""
    chosen = [
        _quotable(q.span, q.words, is_against(q.words), True, q.issue) for q in quotes if q.holds
    ]
    known = {one.span for one in chosen}
    about = _about(theme)
    offered = _kept.get((theme.id, about), lambda: _offered(theme, about))
    return chosen + [one for one in offered if one.span not in known]


def one_sided(theme: Theme, quotes: list[Quote]) -> list[str]:
    """What the chosen quotes are all of, though the theme has others: stance | person | place."""
    chosen, texts = [quote for quote in quotes if quote.holds], _texts(theme)
    stances = {one.against for one in _candidates(texts, _about(theme))}
    people = {text.author or f"-{text.issue_id}" for text in texts}
    seen = {
        "stance": ({is_against(quote.words) for quote in chosen}, stances),
        "person": ({quote.issue.reporter_id or -quote.issue_id for quote in chosen}, people),
        "place": ({quote.issue.district_id for quote in chosen}, {text.place for text in texts}),
    }
    several = len(chosen) > 1
    return [
        what
        for what, (here, there) in seen.items()
        if len(here) == 1 < len(there) and (several or what == "stance")
    ]


def _offered(theme: Theme, about: tuple[str, ...]) -> tuple[Quotable, ...]:
    spans = [(_span(one), one) for one in _candidates(_texts(theme), about)]
    issues = _issues([span.issue_id for span, _ in spans])
    return tuple(
        _quotable(span, one.words, one.against, False, issues[span.issue_id]) for span, one in spans
    )


def _quotable(span: Span, words: str, against: bool, chosen: bool, issue: Issue) -> Quotable:
    district = issue.district.name if issue.district else ""
    return Quotable(span, words, against, chosen, issue.receipt_number, district)


@lru_cache(maxsize=50)
def _candidates(texts: tuple[QuotableText, ...], words: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Cut once for as long as nobody changes the texts: it takes longer than the rest of a page."""
    return tuple(candidates(texts, words))


def _texts(theme: Theme) -> tuple[QuotableText, ...]:
    columns = Issue.id, Issue.title, Issue.body, Issue.reporter_id, Issue.district_id
    query = select(*columns).join(Placement, Placement.issue_id == Issue.id)
    query = query.where(Placement.theme_id == theme.id, Issue.listed)
    query = query.order_by(Placement.sure.desc(), Issue.supports_count.desc(), Issue.id)
    return tuple(
        QuotableText(id, title, body, str(author or ""), str(place or ""), n < CENTRAL)
        for n, (id, title, body, author, place) in enumerate(
            db.session.execute(query.limit(LOOKED_AT))
        )
    )


def _issues(ids: list[int]) -> dict[int, Issue]:
    query = select(Issue).where(Issue.id.in_(ids)).options(joinedload(Issue.district))
    return {issue.id: issue for issue in db.session.scalars(query)}


def _about(theme: Theme) -> tuple[str, ...]:
    return tuple(theme.words or _words(theme.name))


def _words(name: str) -> list[str]:
    return [word for word in name.split() if len(word) > 1]


def _span(one: Candidate) -> Span:
    return Span(one.issue_id, one.field, one.start, one.end)
