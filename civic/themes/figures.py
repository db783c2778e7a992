"""The figures of themes, each counted from rows: texts, people, supports, where, of what, when."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import CompoundSelect, Integer, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import aliased

from civic.db import db
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.issues.support import GIVEN_THERE, Support
from civic.people.office import residents_only
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.shares import Share, shares
from civic.unchanged import WhileUnchanged

ACTS = ("제보", "공감")
ON_PAPER, HEARD, AUTHORS = "on_paper", "heard", "authors"


@dataclass(frozen=True)
class Figures:
    """How many reports and people stand behind a theme.

    texts: its listed reports. imported: those of them from files, of nobody's account.
    unsigned: imported ones of whose author no other text is known.
    authors: who wrote imported ones, each once.
    people: residents who reported or support any of the reports, each once.
    supports: all of them; on_paper, heard (at meetings): those of them without a name.
    first_at, last_at: None without texts."""

    texts: int = 0
    imported: int = 0
    unsigned: int = 0
    authors: int = 0
    people: int = 0
    supports: int = 0
    on_paper: int = 0
    heard: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


_pages: WhileUnchanged[tuple[Figures, Counter, list[Share]]] = WhileUnchanged(200)
_rounds: WhileUnchanged[dict[int, Figures]] = WhileUnchanged(20)


def page_figures(theme: Theme) -> tuple[Figures, Counter, list[Share]]:
    """The figures, categories and districts that a theme's page shows. Counted from the rows; kept
    while nobody has written anything."""

    def counted():
        figures = figures_of(theme.round, theme.id).get(theme.id, Figures())
        return figures, categories_of(theme), districts_of(theme)

    return _pages.get(theme.id, counted)


def figures_of_all(round: Round) -> dict[int, Figures]:
    """figures_of() all themes of a round, kept while nobody has written anything."""
    return _rounds.get(round.id, lambda: figures_of(round))


def figures_of(
    round: Round, theme_id: int | None = None, people: dict[int, int] | None = None
) -> dict[int, Figures]:
    """Theme → its figures; of all the round's themes or of one. A theme without texts is absent.
    people: of each, where they were counted already."""
    one, values = theme_id is not None, _values(round, theme_id)
    if people is None:
        people = dict(db.session.execute(_people_number(one), values).all())
    beside: dict[tuple[int, str], int] = {}
    for id, what, number in db.session.execute(_beside(one), values):
        beside[id, what] = int(number)
    return {
        row.theme_id: Figures(
            texts=row.texts,
            imported=row.imported,
            unsigned=row.imported - row.signed,
            authors=beside.get((row.theme_id, AUTHORS), 0),
            people=people.get(row.theme_id, 0),
            supports=int(row.supports),
            on_paper=int(row.on_paper) + beside.get((row.theme_id, ON_PAPER), 0),
            heard=beside.get((row.theme_id, HEARD), 0),
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in db.session.execute(_totals(one), values)
    }


def people_of(round: Round, theme_id: int | None = None) -> dict[int, dict[str, int]]:
    """Theme → residents who reported into it, and those who supported it and did not report."""
    rows = db.session.execute(_people(theme_id is not None), _values(round, theme_id))
    people: dict[int, dict[str, int]] = {}
    for theme, act, number in rows:
        people.setdefault(theme, {})[ACTS[act]] = number
    return people


def categories_of(theme: Theme) -> Counter:
    """Category → texts, most first."""
    return categories_by_theme(theme.round, theme.id)[theme.id]


def categories_by_theme(round: Round, theme_id: int | None = None) -> dict[int, Counter]:
    """Theme → category → texts; of all the round's themes or of one."""
    counts: defaultdict[int, Counter] = defaultdict(Counter)
    rows = db.session.execute(_by_category(theme_id is not None), _values(round, theme_id))
    for theme, category, texts in rows:
        counts[theme][category] = texts
    return counts


def districts_of(theme: Theme) -> list[Share]:
    """The share of each 읍면동 with a text, so that none points to a few people."""
    return districts_by_theme(theme.round, theme.id).get(theme.id, [])


def districts_by_theme(round: Round, theme_id: int | None = None) -> dict[int, list[Share]]:
    """Theme → its shares; of all the round's themes or of one."""
    names = round.municipality.district_names()
    counts: defaultdict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    rows = db.session.execute(_by_district(theme_id is not None), _values(round, theme_id))
    for theme, district, texts, people in rows:
        counts[theme][names.get(district, "")] = texts, people
    return {theme: shares(each) for theme, each in counts.items()}


def _values(round: Round, theme_id: int | None) -> dict[str, int]:
    place = {"round": round.id, "place": round.municipality_id}
    return place if theme_id is None else place | {"theme": theme_id}


# Each statement is built once: that costs more than running it. one: of one theme, or of all.
@cache
def _totals(one: bool) -> Select:
    rows = _texts(one).with_only_columns(
        Placement.theme_id,
        func.count().label("texts"),
        func.count(Issue.import_id).label("imported"),
        func.count(Issue.author_key).label("signed"),
        func.sum(Issue.supports_count).label("supports"),
        func.sum(Issue.offline_supports).label("on_paper"),
        func.min(Issue.created_at).label("first_at"),
        func.max(Issue.created_at).label("last_at"),
    )
    return rows.group_by(Placement.theme_id)


@cache
def _by_category(one: bool) -> Select:
    rows = _texts(one).with_only_columns(Placement.theme_id, Issue.category, func.count())
    return rows.group_by(Placement.theme_id, Issue.category)


@cache
def _by_district(one: bool) -> Select:
    where = Placement.theme_id, Issue.district_id
    people = func.count(Issue.reporter_id.distinct())
    rows = _texts(one).with_only_columns(*where, func.count(), people)
    return rows.group_by(*where)


@cache
def _people(one: bool) -> Select:
    """(theme, place in ACTS, people) by the first of what each did."""
    acts, place = _acts(one), bindparam("place", type_=Integer)
    here = bindparam("round", type_=Integer)
    first = func.min(acts.c.act).label("first")
    each = select(acts.c.theme_id, acts.c.person, first).group_by(acts.c.theme_id, acts.c.person)
    # Each person is asked about once, however many supports they gave.
    by_person = each.subquery()
    rows = select(by_person.c.theme_id, by_person.c.first, func.count())
    rows = rows.where(
        by_person.c.person.is_not(None), residents_only(by_person.c.person, place, here)
    )
    return rows.group_by(by_person.c.theme_id, by_person.c.first)


@cache
def _people_number(one: bool) -> Select:
    """(theme, people), each once, whatever they did: a third less work than _people()."""
    acts, place = _acts(one), bindparam("place", type_=Integer)
    here = bindparam("round", type_=Integer)
    rows = select(acts.c.theme_id, func.count(acts.c.person.distinct()))
    return rows.where(residents_only(acts.c.person, place, here)).group_by(acts.c.theme_id)


@cache
def _beside(one: bool) -> CompoundSelect:
    """(theme, what, number) of what has no account: supports on paper of what was merged into the
    texts; and of these and the texts supports heard at meetings, and different authors in files."""
    merged = _merged(one)
    of_merged = select(merged.c.theme_id).join(Issue, Issue.id == merged.c.issue_id)
    paper = of_merged.add_columns(literal(ON_PAPER), func.sum(Issue.offline_supports))
    with_merged = union_all(
        _texts(one).add_columns(Issue.id.label("issue_id"), Issue.author_key),
        of_merged.add_columns(Issue.id, Issue.author_key),
    ).subquery()
    of_theme = with_merged.c.theme_id
    heard = select(of_theme, literal(HEARD), func.sum(HeardSupport.people))
    heard = heard.join(HeardSupport, HeardSupport.issue_id == with_merged.c.issue_id)
    authors = select(of_theme, literal(AUTHORS), func.count(with_merged.c.author_key.distinct()))
    authors = authors.where(with_merged.c.author_key.is_not(None))
    return union_all(
        paper.group_by(merged.c.theme_id), heard.group_by(of_theme), authors.group_by(of_theme)
    )


def _texts(one: bool) -> Select:
    """Of all themes the issues are gone through as they lie, and each one's placement is looked
    up: looking each issue up from its placement costs four times as much."""
    query = select(Placement.theme_id).join(Issue, Issue.id == Placement.issue_id)
    if one:
        here = Placement.round_id == bindparam("round"), Placement.theme_id == bindparam("theme")
    else:
        here = Issue.round_id == bindparam("round"), Placement.theme_id.is_not(None)
    return query.where(*here, Issue.listed)


def _supported(one: bool) -> Select:
    """(theme, person) of every support of a text. Of all themes no issue is read for it: their ids
    are in an index."""
    if one:
        texts = _texts(True).join(Support, Support.issue_id == Issue.id).where(GIVEN_THERE)
        return texts.add_columns(Support.person_id.label("person"))
    listed = select(Issue.id).where(Issue.round_id == bindparam("round"), Issue.listed)
    query = select(Placement.theme_id, Support.person_id.label("person"))
    query = query.join(Support, Support.issue_id == Placement.issue_id)
    here = Placement.round_id == bindparam("round"), Placement.theme_id.is_not(None)
    return query.where(*here, Placement.issue_id.in_(listed), GIVEN_THERE)


def _merged(one: bool):
    """(theme, issue) of what was merged into the texts, over however many steps, and is not hidden.

    It begins with the few that were merged at all: a recursion from every text costs ten times as
    much.
    """
    first = aliased(Issue)
    texts = _texts(one).join(first, first.merged_into_id == Issue.id)
    ids = texts.where(first.hidden_at.is_(None)).add_columns(first.id.label("issue_id"))
    known = ids.cte(recursive=True)
    more = select(known.c.theme_id, Issue.id).join(Issue, Issue.merged_into_id == known.c.issue_id)
    return known.union_all(more.where(Issue.hidden_at.is_(None)))


def _acts(one: bool):
    """(theme, person, place in ACTS) of every report and support; a report of nobody has none."""
    merged = _merged(one)
    reported = _texts(one).add_columns(Issue.reporter_id.label("person"), literal(0).label("act"))
    counts = counted(Support.person_id, bindparam("round", type_=Integer))
    supported = _supported(one).where(counts).add_columns(literal(1))
    merged_reported = select(merged.c.theme_id, Issue.reporter_id, literal(0))
    merged_supported = select(merged.c.theme_id, Support.person_id, literal(1))
    return union_all(
        reported,
        supported,
        merged_reported.join(Issue, Issue.id == merged.c.issue_id),
        merged_supported.join(Support, Support.issue_id == merged.c.issue_id).where(
            counts, GIVEN_THERE
        ),
    ).subquery()
