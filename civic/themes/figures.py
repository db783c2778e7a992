"""The figures of themes, each counted from rows: texts, people, supports, where, of what, when."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select, union

from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.people.office import residents_only
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.shares import Share, shares

ACTS = ("제보", "공감")


@dataclass(frozen=True)
class Figures:
    """texts: listed reports; of these imported: from files, of nobody's account. people: residents
    who reported or support any of them, each once. supports: all of them, of which on_paper have no
    name. first_at, last_at: None without texts."""

    texts: int = 0
    imported: int = 0
    people: int = 0
    supports: int = 0
    on_paper: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


def figures_of(round: Round, theme_id: int | None = None) -> dict[int, Figures]:
    """Theme → its figures; of all the round's themes or of one. A theme without texts is absent."""
    one, values = theme_id is not None, _values(round, theme_id)
    people = people_of(round, theme_id)
    on_paper = dict(db.session.execute(_on_paper(one), values).all())
    return {
        row.theme_id: Figures(
            row.texts,
            row.imported,
            sum(people.get(row.theme_id, {}).values()),
            int(row.supports),
            int(on_paper.get(row.theme_id, 0)),
            row.first_at,
            row.last_at,
        )
        for row in db.session.execute(_totals(one), values)
    }


def people_of(round: Round, theme_id: int | None = None) -> dict[int, dict[str, int]]:
    """Theme → residents who reported into it, and those who supported it and did not report."""
    rows = db.session.execute(_people(theme_id is not None), _values(round, theme_id))
    found: dict[int, dict[str, int]] = {}
    for theme, act, number in rows:
        found.setdefault(theme, {})[ACTS[act]] = number
    return found


def categories_of(theme: Theme) -> Counter:
    """Category → texts, most first."""
    rows = db.session.execute(_by_category(), _values(theme.round, theme.id))
    return Counter(dict(rows.all()))


def districts_of(theme: Theme) -> list[Share]:
    """The share of each 읍면동 with a text, so that none points to a few people."""
    rows = db.session.execute(_by_district(), _values(theme.round, theme.id))
    names = theme.round.municipality.district_names()
    return shares({names.get(id, ""): (number, people) for id, number, people in rows})


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
        func.sum(Issue.supports_count).label("supports"),
        func.min(Issue.created_at).label("first_at"),
        func.max(Issue.created_at).label("last_at"),
    )
    return rows.group_by(Placement.theme_id)


@cache
def _by_category() -> Select:
    rows = _texts(True).with_only_columns(Issue.category, func.count())
    return rows.group_by(Issue.category)


@cache
def _by_district() -> Select:
    people = func.count(Issue.reporter_id.distinct())
    rows = _texts(True).with_only_columns(Issue.district_id, func.count(), people)
    return rows.group_by(Issue.district_id)


@cache
def _people(one: bool) -> Select:
    """(theme, place in ACTS, people) by the first of what each did."""
    acts = _acts(one)
    first = func.min(acts.c.act).label("first")
    each = select(acts.c.theme_id, acts.c.person, first).group_by(acts.c.theme_id, acts.c.person)
    by_person = each.subquery()
    rows = select(by_person.c.theme_id, by_person.c.first, func.count())
    return rows.group_by(by_person.c.theme_id, by_person.c.first)


@cache
def _on_paper(one: bool) -> Select:
    ids = _counted(one)
    rows = select(ids.c.theme_id, func.sum(Issue.offline_supports))
    return rows.join(Issue, Issue.id == ids.c.issue_id).group_by(ids.c.theme_id)


def _texts(one: bool) -> Select:
    query = select(Placement.theme_id).join(Issue, Issue.id == Placement.issue_id)
    which = Placement.theme_id == bindparam("theme") if one else Placement.theme_id.is_not(None)
    return query.where(Placement.round_id == bindparam("round"), which, Issue.listed)


def _counted(one: bool):
    """(theme, issue) of the texts and of what was merged into them and is not hidden."""
    ids = _texts(one).add_columns(Issue.id.label("issue_id")).cte(recursive=True)
    merged = select(ids.c.theme_id, Issue.id).join(Issue, Issue.merged_into_id == ids.c.issue_id)
    return ids.union_all(merged.where(Issue.hidden_at.is_(None)))


def _acts(one: bool):
    """(theme, person, place in ACTS) of every report and support by a resident."""
    ids = _counted(one)
    place: BindParameter[int] = bindparam("place")
    reported = select(ids.c.theme_id, Issue.reporter_id.label("person"), literal(0).label("act"))
    reported = reported.join(Issue, Issue.id == ids.c.issue_id)
    supported = select(ids.c.theme_id, Support.person_id, literal(1))
    supported = supported.join(Support, Support.issue_id == ids.c.issue_id)
    return union(
        reported.where(Issue.reporter_id.is_not(None), residents_only(Issue.reporter_id, place)),
        supported.where(residents_only(Support.person_id, place)),
    ).subquery()
