"""What is read for lists: solutions, the catalogue, and issues to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Select

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.browsing.carried import carried_into
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue
from civic.places.models import Municipality
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.labels import SOLUTION_STATUSES
from civic.solutions.models import Solution

SORTS = ("newest", "cheapest", "dearest")
OFFERED, CARRIED, FOUND, LONGEST_QUERY = 6, 3, 10, 60


@dataclass(frozen=True)
class SolutionFilters:
    """What a reader asked for; unknown values count as not asked."""

    category: str = ""
    status: str = ""
    sort: str = "newest"
    q: str = ""

    @classmethod
    def read(cls, args) -> "SolutionFilters":
        category, status, sort = (args.get(name, "") for name in ("category", "status", "sort"))
        return cls(
            category if category in CATEGORIES else "",
            status if status in SOLUTION_STATUSES else "",
            sort if sort in SORTS else "newest",
            args.get("q", "").strip()[:LONGEST_QUERY],
        )


def solutions(round, filters: SolutionFilters):
    """A select of the solutions readers may see."""
    query = db.select(Solution).where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
    if filters.category:
        query = query.where(Solution.category == filters.category)
    if filters.status:
        query = query.where(Solution.status == filters.status)
    if filters.sort == "newest":
        return query.order_by(Solution.number.desc())
    cost = Solution.cost_won if filters.sort == "cheapest" else Solution.cost_won.desc()
    return query.order_by(cost.nulls_last(), Solution.number)


def proven(place: Municipality, filters: SolutionFilters) -> Sequence[CatalogueEntry]:
    """Catalogue entries of a category and with some words: the city's own first, then those of the
    file in its order."""
    query = db.select(CatalogueEntry).where(*CatalogueEntry.shown_in(place))
    query = query.order_by(CatalogueEntry.municipality_id.is_(None), CatalogueEntry.id)
    if filters.category:
        query = query.where(CatalogueEntry.category == filters.category)
    for word in filters.q.split():
        fields = (CatalogueEntry.title, CatalogueEntry.city, CatalogueEntry.indicator)
        query = query.where(db.or_(*(field.contains(word, autoescape=True) for field in fields)))
    return db.session.scalars(query).all()


def listed_issues(round, ids) -> dict[int, Issue]:
    """Issues of this round that readers may see, and those it goes on with, among these ids."""
    issues = db.session.scalars(_listed(round).where(Issue.id.in_(ids))).all()
    carried = carried_into(round) if len(issues) < len(set(ids)) else None
    if carried is not None:
        issues = [*issues, *db.session.scalars(carried.where(Issue.id.in_(ids)))]
    return {issue.id: issue for issue in issues}


def issues_to_choose(round, chosen: list[Issue], words: str = "") -> list[Issue]:
    """The chosen ones first, then those with these words, then the most supported, and those of
    earlier rounds that this one goes on with."""
    query = _listed(round).order_by(Issue.supports_count.desc(), Issue.id.desc())
    queries = [each for each in (query, carried_into(round)) if each is not None]
    named = [_some(each.where(*_named(words)), FOUND) for each in queries] if words else []
    offered = [_some(query, most) for query, most in zip(queries, (OFFERED, CARRIED), strict=False)]
    return list(dict.fromkeys([*chosen, *chain(*named, *offered)]))


def _listed(round) -> Select:
    return db.select(Issue).where(Issue.round_id == round.id, Issue.listed)


def _some(query: Select, most: int) -> Sequence[Issue]:
    return db.session.scalars(query.limit(most)).all()


def _named(words):
    """Conditions: the issue of a receipt number, else titles with every word."""
    if receipt := receipt_numbers.read(words):
        first, end = receipt.period
        within = Issue.created_at >= first, Issue.created_at < end
        return [Issue.receipt == receipt.number, *within]
    return [Issue.title.contains(word, autoescape=True) for word in words[:LONGEST_QUERY].split()]
