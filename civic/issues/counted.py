"""What every kept number of issues is counted from: the declarations civic/kept_counts.py asks for.

Issue's own file calls them with the class, so that whoever knows Issue knows its counts.
"""

from sqlalchemy import and_, func, literal_column, select
from sqlalchemy.orm import aliased

from civic import kept_counts
from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.heard import HeardSupport
from civic.issues.listing import counts, map_cells, search_index
from civic.issues.listing.listed import found_by
from civic.issues.support import GIVEN_THERE, Support
from civic.kept_counts import KeptColumn, KeptRows, recount
from civic.people.residency.models import when_proven
from civic.places.models import District
from civic.rounds.models import Round, when_others_count
from civic.rounds.residents import counted, unproven


def keep_counts(issue) -> None:
    """Declare every kept count of issues, in the order of repair. issue: the class Issue."""
    shown = and_(issue.hidden_at.is_(None), issue.merged_into_id.is_(None))
    comments = _number_of(IssueComment.issue_id == issue.id, IssueComment.hidden_at.is_(None))
    listed = _number_of(issue.round_id == Round.id, issue.listed)
    untriaged = _number_of(issue.round_id == Round.id, issue.listed, issue.triaged_at.is_(None))
    kept_counts.keep(KeptColumn(issue.listed, shown, issue.round_id))
    kept_counts.keep(KeptColumn(issue.supports_count, _supports(issue), issue.round_id))
    beside = _people(issue, unproven).scalar_subquery()
    kept_counts.keep(KeptColumn(issue.unproven_supports, beside, issue.round_id))
    kept_counts.keep(KeptColumn(issue.carried_supports, _carried(issue), issue.round_id))
    kept_counts.keep(KeptColumn(issue.comments_count, comments, issue.round_id))
    kept_counts.keep(KeptColumn(Round.issues_count, listed, Round.id))
    kept_counts.keep(KeptColumn(Round.untriaged_count, untriaged, Round.id))
    for name, read, rebuild in (
        ("issue_count", counts.read, counts.rebuild),
        ("issue_cell", map_cells.read, lambda round_id: _rebuild_cells(issue, round_id)),
        ("issue_search", search_index.read, lambda round_id: _rebuild_search(issue, round_id)),
    ):
        kept_counts.keep(KeptRows(name, read, rebuild))
    when_proven(issue.recount_supports_of)
    when_others_count(issue.repair_supports)


def _number_of(*conditions):
    return select(func.count()).where(*conditions).scalar_subquery()


def _supports(issue):
    """People over an issue and those merged into it, as the round counts them, and their supports
    on paper and at meetings, which have no names."""
    people = _people(issue, counted)
    other = aliased(issue)
    paper = select(func.sum(other.offline_supports)).where(
        other.id.in_(_counted_as_one(issue, "on_paper"))
    )
    heard = select(func.coalesce(func.sum(HeardSupport.people), 0)).where(
        HeardSupport.issue_id.in_(_counted_as_one(issue, "at_meetings"))
    )
    return people.scalar_subquery() + paper.scalar_subquery() + heard.scalar_subquery()


def _people(issue, who):
    """Those of its own round a condition of rounds/residents.py holds of, each once."""
    here = and_(Support.issue_id.in_(_counted_as_one(issue, "of_people")), GIVEN_THERE)
    which = who(Support.person_id, literal_column("issue.round_id"))
    return select(func.count(Support.person_id.distinct())).where(here, which)


def _carried(issue):
    """People who support it since, as the round counts them in which they did; whoever its own
    round has, by what was merged into it, is not counted again."""
    before = aliased(Support)
    had = before.issue_id.in_(_counted_as_one(issue, "of_those_before"))
    there = select(before.person_id).where(had, before.carried_into_id.is_(None))
    since = select(func.count(Support.person_id.distinct())).where(
        Support.issue_id.in_(_counted_as_one(issue, "of_those_since")),
        Support.carried_into_id.is_not(None),
        counted(Support.person_id, Support.carried_into_id),
        Support.person_id.not_in(there),
    )
    return since.scalar_subquery()


def _counted_as_one(issue, name: str):
    """A select of the ids of the issue that is counted and of those merged into it."""
    other = aliased(issue)
    # Nested, so that it stands inside the statement and sees the row that is counted.
    ids = select(literal_column("issue.id").label("id")).cte(name, recursive=True, nesting=True)
    ids = ids.union(select(other.id).where(other.merged_into_id == ids.c.id))
    return select(ids.c.id)


def _rebuild_cells(issue, round_id: int) -> None:
    placed = select(issue.lat, issue.lon).where(
        issue.round_id == round_id, issue.listed, issue.lat.is_not(None)
    )
    map_cells.rebuild_cells(round_id, [tuple(row) for row in db.session.execute(placed)])


def _rebuild_search(issue, round_id: int) -> None:
    columns = issue.id, issue.title, issue.body, issue.place, District.name
    listed = select(*columns).outerjoin(issue.district)
    rows = db.session.execute(listed.where(issue.round_id == round_id, issue.listed))
    search_index.forget_round(round_id)
    search_index.index_many(round_id, [(row.id, found_by(row, row.name or "")) for row in rows])


def rebuild_round_index(issue, round: Round) -> None:
    """Count a round's list, map and search anew from its rows."""
    recount(Round.issues_count, round.id)
    _rebuild_search(issue, round.id)
    _rebuild_cells(issue, round.id)
