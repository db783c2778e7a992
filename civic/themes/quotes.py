"""Quote: words of a report that a planner chose to stand for a theme, as they are written there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ForeignKey,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, lock, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement

FIELDS = ("title", "body")
MOST, LONGEST = 3, 300


class NotVerbatim(Exception):
    """The words are not in the report as they were given, or too long to be a quote."""


class TooManyQuotes(Exception):
    """More than MOST quotes were chosen."""


@dataclass(frozen=True)
class Span:
    """Where words stand: in a report's field, from start up to end."""

    issue_id: int
    field: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.issue_id}-{self.field}-{self.start}-{self.end}"

    @classmethod
    def read(cls, key: str) -> "Span":
        """Raises: NotVerbatim for what is no key."""
        pieces = key.split("-")
        numbers = [pieces[0], *pieces[2:]]
        if len(pieces) != 4 or pieces[1] not in FIELDS:
            raise NotVerbatim
        if not all(n.isdecimal() and n.isascii() and len(n) <= 9 for n in numbers):
            raise NotVerbatim
        return cls(int(pieces[0]), pieces[1], int(pieces[2]), int(pieces[3]))

    def words_in(self, issue: Issue) -> str:
        """Raises: NotVerbatim when nothing stands there."""
        words = getattr(issue, self.field)[self.start : self.end]
        if len(words) != self.end - self.start or not words.strip() or len(words) > LONGEST:
            raise NotVerbatim
        return words


class Quote(Model):
    """words are those of the source when they were chosen: if the source changed since, the quote
    is shown to nobody."""

    __table_args__ = (UniqueConstraint("theme_id", "issue_id", "field", "start", "end"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(5))
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped[Issue] = relationship()

    @property
    def span(self) -> Span:
        return Span(self.issue_id, self.field, self.start, self.end)

    @property
    def holds(self) -> bool:
        """The report is still listed and still says just this."""
        source = getattr(self.issue, self.field)[self.start : self.end]
        return self.issue.listed and source == self.words

    @classmethod
    def chosen_for(cls, theme: Theme) -> list["Quote"]:
        """Every quote chosen of reports that are still in the theme, in the order of choosing."""
        return list(db.session.scalars(_chosen(), {"theme": theme.id}))

    @classmethod
    def of(cls, theme: Theme) -> list["Quote"]:
        """The quotes that may be shown."""
        return [quote for quote in cls.chosen_for(theme) if quote.holds]

    @classmethod
    def by_theme(cls, round: Round) -> dict[int, list["Quote"]]:
        """Of each theme of a round the quotes that may be shown."""
        quotes: defaultdict[int, list[Quote]] = defaultdict(list)
        query = _with_issues().where(
            Placement.round_id == round.id, Placement.theme_id == cls.theme_id
        )
        for quote in db.session.scalars(query):
            if quote.holds:
                quotes[quote.theme_id].append(quote)
        return quotes

    @classmethod
    def choose(cls, theme: Theme, spans: Iterable[Span], by: Person) -> None:
        """These are the theme's quotes now. Raises: TooManyQuotes; NotVerbatim, also for a report
        that is not in the theme."""
        lock(Round, [theme.round_id])
        wanted = list(dict.fromkeys(spans))
        if len(wanted) > MOST:
            raise TooManyQuotes
        kept = {quote.span for quote in cls.of(theme)} & set(wanted)
        for quote in db.session.scalars(select(cls).filter_by(theme_id=theme.id)):
            if quote.span not in kept:
                db.session.execute(delete(cls).where(cls.id == quote.id))
        for span in wanted:
            if span not in kept:
                db.session.add(cls._new(theme, span, by))
        db.session.flush()

    @classmethod
    def _new(cls, theme, span, by) -> "Quote":
        where = {"issue_id": span.issue_id, "field": span.field}
        words = span.words_in(_text_of(theme, span.issue_id))
        place = {"start": span.start, "end": span.end, "words": words}
        return cls(theme_id=theme.id, chosen_by_id=by.id, **where, **place)


@cache
def _chosen() -> Select:
    """Built once: that costs more than running it."""
    here = bindparam("theme", type_=Integer)
    return _with_issues().where(Quote.theme_id == here, Placement.theme_id == here)


def _with_issues() -> Select:
    query = select(Quote).join(Placement, Placement.issue_id == Quote.issue_id)
    return query.options(joinedload(Quote.issue).joinedload(Issue.district)).order_by(Quote.id)


def span_of(theme: Theme, issue: Issue, words: str) -> Span:
    """Where words stand in a report of the theme. Raises: NotVerbatim."""
    for field in FIELDS:
        start = getattr(issue, field).find(words) if words.strip() else -1
        if start >= 0:
            return Span(issue.id, field, start, start + len(words))
    raise NotVerbatim


def _text_of(theme: Theme, issue_id: int) -> Issue:
    here = select(Issue).join(Placement, Placement.issue_id == Issue.id)
    here = here.where(Issue.id == issue_id, Issue.listed, Placement.theme_id == theme.id)
    issue = db.session.scalar(here)
    if issue is None:
        raise NotVerbatim
    return issue
