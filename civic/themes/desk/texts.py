"""The texts of one theme, or those in none, as a planner reads them: the unsure ones first."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Integer, Select, bindparam, func, select

from civic.db import db
from civic.issues.labels import CATEGORIES
from civic.issues.listing import search_index
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.web.paging import Page, page_number

SIZE = 50
EXCERPT = 160
LONGEST_QUERY = 100
# In the order templates/themes/desk/_text.html takes them; the reason last.
SHOWN = (
    Issue.id,
    Issue.title,
    func.substr(Issue.body, 1, EXCERPT).label("excerpt"),
    Issue.created_at,
    Issue.category,
    Issue.district_id,
    Issue.supports_count,
    Issue.import_id,
    Placement.sure,
    Placement.placed_by_id,
    Placement.reason,
)
ORDER = (Placement.sure.asc(), Issue.supports_count.desc(), Issue.id.desc())


@dataclass(frozen=True)
class TextFilters:
    """q: words searched for; unsure: only those a calculation was not sure of."""

    q: str = ""
    category: str = ""
    unsure: bool = False

    @classmethod
    def read(cls, args) -> "TextFilters":
        """What is no condition is none."""
        category = args.get("category", "")
        return cls(
            args.get("q", "").strip()[:LONGEST_QUERY],
            category if category in CATEGORIES else "",
            args.get("show") == "unsure",
        )


def texts_page(round, theme: Theme | None, filters: TextFilters) -> Page:
    """One page of rows of SHOWN. theme None: what is in no theme."""
    number = page_number()
    if theme is not None and filters == TextFilters():
        values = {"theme": theme.id, "first": (number - 1) * SIZE}
        rows = db.session.execute(_page_of_theme(), values).all()
        return Page(rows, number, SIZE, theme.texts_count)
    query = _filtered(_texts_of(round, theme), round, filters)
    count = query.with_only_columns(func.count(), maintain_column_froms=True)
    total = db.session.scalars(count).one()
    rows = db.session.execute(query.order_by(*ORDER).limit(SIZE).offset((number - 1) * SIZE)).all()
    return Page(rows, number, SIZE, total)


@cache
def _page_of_theme() -> Select:
    """Built once: that costs more than running it."""
    query = select(*SHOWN).join(Placement, Placement.issue_id == Issue.id)
    query = query.where(Placement.theme_id == bindparam("theme"), Issue.listed).order_by(*ORDER)
    return query.limit(SIZE).offset(bindparam("first", type_=Integer))


def unsure_counts(round) -> dict[int, int]:
    """Theme → texts a calculation was not sure of and nobody has looked at."""
    query = select(Placement.theme_id, func.count()).join(Issue, Issue.id == Placement.issue_id)
    query = query.where(Placement.round_id == round.id, Placement.theme_id.is_not(None))
    query = query.where(~Placement.sure, Issue.listed).group_by(Placement.theme_id)
    rows = db.session.execute(query)
    return {theme_id: count for theme_id, count in rows if theme_id is not None}


def _texts_of(round, theme: Theme | None) -> Select:
    query = select(*SHOWN).select_from(Issue)
    if theme is not None:
        query = query.join(Placement, Placement.issue_id == Issue.id)
        return query.where(Placement.theme_id == theme.id, Issue.listed)
    query = query.outerjoin(Placement, Placement.issue_id == Issue.id)
    return query.where(Issue.round_id == round.id, Issue.listed, Placement.theme_id.is_(None))


def _filtered(query: Select, round, filters: TextFilters) -> Select:
    if filters.category:
        query = query.where(Issue.category == filters.category)
    if filters.unsure:
        query = query.where(~Placement.sure)
    if filters.q:
        ids = search_index.matching(filters.q, round.id)
        query = query.where(Issue.id.in_(ids) if ids is not None else Issue.id.is_(None))
    return query
