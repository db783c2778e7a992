"""Sentences of a theme's texts that its planner may choose as quotes."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from civic.db import db
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.quotable import (
    AGAINST_LETTERS,
    Candidate,
    QuotableText,
    candidates,
    is_against,
)
from civic.themes.quotes import Quote, Span
from civic.unchanged import WhileUnchanged

LOOKED_AT = 120  # texts of a theme, the surest and most supported first
AGAINST_TOO = 20  # of the others that seem to want the opposite
CENTRAL = 12
SIDES = ("stance", "person", "place")  # on which quotes of a theme should differ
AUTHOR = func.coalesce(cast(Issue.reporter_id, String), Issue.author_key)
COLUMNS = Issue.id, Issue.title, Issue.body, AUTHOR, Issue.district_id


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
    """What of SIDES the chosen quotes have one of, though the theme has others."""
    chosen, texts = [quote for quote in quotes if quote.holds], _texts(theme)
    quoted: tuple[set, ...] = (
        {is_against(quote.words) for quote in chosen},
        {_author(quote.issue) for quote in chosen},
        {quote.issue.district_id for quote in chosen},
    )
    there: tuple[set, ...] = (
        {one.against for one in _candidates(texts, _about(theme))},
        {text.author or f"-{text.issue_id}" for text in texts},
        {text.place for text in texts},
    )
    several = len(chosen) > 1
    return [
        side
        for side, here, all_sides in zip(SIDES, quoted, there, strict=True)
        if len(here) == 1 < len(all_sides) and (several or side == "stance")
    ]


def _author(issue: Issue) -> str:
    """As AUTHOR has it; a report of nobody known is another's."""
    return str(issue.reporter_id or issue.author_key or -issue.id)


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
    here = (Placement.theme_id == theme.id, Issue.listed)
    query = select(*COLUMNS).join(Placement, Placement.issue_id == Issue.id).where(*here)
    query = query.order_by(Placement.sure.desc(), Issue.supports_count.desc(), Issue.id)
    rows = list(db.session.execute(query.limit(LOOKED_AT)))
    if len(rows) == LOOKED_AT:
        seen = {row.id for row in rows}
        others = [id for id in _against(*_version(theme)) if id not in seen][:AGAINST_TOO]
        rows += db.session.execute(query.where(Issue.id.in_(others))).all()
    return tuple(
        QuotableText(id, title, body, author or "", str(place or ""), n < CENTRAL)
        for n, (id, title, body, author, place) in enumerate(rows)
    )


def _version(theme: Theme) -> tuple:
    """Another one once a text came or went."""
    mine = select(func.count(), func.max(Placement.placed_at)).filter_by(theme_id=theme.id)
    return theme.id, *db.session.execute(mine).one()


@lru_cache(maxsize=200)
def _against(theme_id: int, _count: int, _placed_at) -> tuple[int, ...]:
    """Texts that may want the opposite, wherever they stand: all of a large theme are searched."""
    words = Issue.title + " " + Issue.body
    against = or_(*(words.contains(letters) for letters in AGAINST_LETTERS))
    query = select(Issue.id, Issue.title, Issue.body).join(
        Placement, Placement.issue_id == Issue.id
    )
    rows = db.session.execute(query.where(Placement.theme_id == theme_id, against))
    return tuple(id for id, title, body in rows if is_against(title) or is_against(body))


def _issues(ids: list[int]) -> dict[int, Issue]:
    query = select(Issue).where(Issue.id.in_(ids)).options(joinedload(Issue.district))
    return {issue.id: issue for issue in db.session.scalars(query)}


def _about(theme: Theme) -> tuple[str, ...]:
    return tuple(theme.words or _words(theme.name))


def _words(name: str) -> list[str]:
    return [word for word in name.split() if len(word) > 1]


def _span(one: Candidate) -> Span:
    return Span(one.issue_id, one.field, one.start, one.end)
