"""What keeps the list, the map, the search and the counts in step with issues."""

from sqlalchemy import and_, func, literal_column, select, update
from sqlalchemy.orm import aliased

from civic import kept_counts
from civic.db import db, lock
from civic.issues.listing import counts, map_cells, search_index
from civic.issues.resident_models import IssueComment, Support
from civic.kept_counts import KeptColumn, KeptRows, recount
from civic.places.models import District
from civic.rounds.models import Round


class Listed:
    """Verbs of Issue: being in the list or not, with everything that follows from it."""

    @property
    def placed(self) -> bool:
        return self.lat is not None and self.lon is not None

    @property
    def found_by(self) -> str:
        """What search finds it by: title, story, place and the district's name."""
        return found_by(self, self.district.name if self.district else "")

    def list_it(self) -> bool:
        """Show in lists, map, search and counts. True when it was not listed before."""
        return self._set_listed(True)

    def unlist(self) -> bool:
        """Take out of lists, map, search and counts. True when it was listed before."""
        return self._set_listed(False)

    def _set_listed(self, listed: bool) -> bool:
        db.session.flush()
        lock(Round, [self.round_id])
        changed = db.session.execute(
            update(type(self))
            .where(type(self).id == self.id, type(self).listed != listed)
            .values(listed=listed)
        )
        if not changed.rowcount:
            return False
        recount(Round.issues_count, self.round_id)
        if listed:
            search_index.index_issue(self.id, self.round_id, self.found_by)
        else:
            search_index.forget_issue(self.id)
        if self.placed:
            if listed:
                map_cells.add_to_cells(self.round_id, [(self.lat, self.lon)])
            else:
                map_cells.take_from_cells(self.round_id, self.lat, self.lon)
        return True


def keep_counts(issue) -> None:
    """Declare every kept count of issues, in the order of repair. issue: the class Issue."""
    shown = and_(issue.hidden_at.is_(None), issue.merged_into_id.is_(None))
    comments = _number_of(IssueComment.issue_id == issue.id, IssueComment.hidden_at.is_(None))
    listed = _number_of(issue.round_id == Round.id, issue.listed)
    kept_counts.keep(KeptColumn(issue.listed, shown, issue.round_id))
    kept_counts.keep(KeptColumn(issue.supports_count, _supports(issue), issue.round_id))
    kept_counts.keep(KeptColumn(issue.comments_count, comments, issue.round_id))
    kept_counts.keep(KeptColumn(Round.issues_count, listed, Round.id))
    for name, read, rebuild in (
        ("issue_count", counts.read, counts.rebuild),
        ("issue_cell", map_cells.read, lambda round_id: _rebuild_cells(issue, round_id)),
        ("issue_search", search_index.read, lambda round_id: _rebuild_search(issue, round_id)),
    ):
        kept_counts.keep(KeptRows(name, read, rebuild))


def _number_of(*conditions):
    return select(func.count()).where(*conditions).scalar_subquery()


def _supports(issue):
    """People over an issue and those merged into it, each once, and their supports on paper."""
    other, ids = aliased(issue), []
    for name in ("of_people", "on_paper"):
        # Nested, so that it stands inside the statement and sees the row that is counted.
        found = select(literal_column("issue.id").label("id"))
        found = found.cte(name, recursive=True, nesting=True)
        ids.append(found.union(select(other.id).where(other.merged_into_id == found.c.id)))
    people = select(func.count(Support.person_id.distinct())).where(
        Support.issue_id.in_(select(ids[0].c.id))
    )
    paper = select(func.sum(other.offline_supports)).where(other.id.in_(select(ids[1].c.id)))
    return people.scalar_subquery() + paper.scalar_subquery()


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


def found_by(row, district: str) -> str:
    """What search finds a row with title, body and place by."""
    return " ".join((row.title, row.body, row.place, district))
