"""What keeps the list, the map, the search and the round's count in step with an issue."""

from sqlalchemy import select, update

from civic.db import db
from civic.issues import cells, search_index
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
        changed = db.session.execute(
            update(type(self))
            .where(type(self).id == self.id, type(self).listed != listed)
            .values(listed=listed)
        )
        if not changed.rowcount:
            return False
        db.session.execute(
            update(Round)
            .where(Round.id == self.round_id)
            .values(issues_count=Round.issues_count + (1 if listed else -1))
        )
        if listed:
            search_index.index_issue(self.id, self.round_id, self.found_by)
        else:
            search_index.forget_issue(self.id)
        if self.placed:
            if listed:
                cells.add_to_cells(self.round_id, [(self.lat, self.lon)])
            else:
                cells.take_from_cells(self.round_id, self.lat, self.lon)
        return True


def rebuild_round_index(issue_class, round: Round) -> None:
    """Count a round's list, map and search anew from its rows."""
    db.session.flush()
    names = {district.id: district.name for district in round.municipality.districts}
    columns = ("id", "title", "body", "place", "district_id", "lat", "lon")
    rows = db.session.execute(
        select(*(getattr(issue_class, name) for name in columns)).where(
            issue_class.round_id == round.id, issue_class.listed
        )
    ).all()
    search_index.forget_round(round.id)
    search_index.index_many(
        round.id, [(row.id, found_by(row, names.get(row.district_id, ""))) for row in rows]
    )
    cells.rebuild_cells(round.id, [(row.lat, row.lon) for row in rows if row.lat is not None])
    round.issues_count = len(rows)
    db.session.flush()


def found_by(row, district: str) -> str:
    """What search finds a row with title, body and place by."""
    return " ".join((row.title, row.body, row.place, district))
