"""처리: whether the office has dealt with an issue, and which of its acts on it was the last.

Acts of the office on a round's issues are numbered in one order, under the round's lock. Whoever
decided on what a page showed says which number that was, so that what a colleague did since is
never overwritten unseen (civic/triage).
"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import update

from civic.db import db, now
from civic.issues.listing.listed import Listed
from civic.people.models import Person
from civic.rounds.models import Round


class ChangedMeanwhile(Exception):
    """A colleague acted on the issue after it was looked at. who: that person's name."""

    def __init__(self, who: str):
        super().__init__(who)
        self.who = who


class Triageable(Listed):
    """The first act of the office on an issue makes it triaged. The caller checks who may."""

    if TYPE_CHECKING:
        triaged_at: datetime | None
        triaged_by_id: int | None
        office_revision: int
        office_by_id: int | None
        handled_at: datetime | None

    def triage(self, planner: Person) -> None:
        """Note an act of the office on this issue, which the act has locked."""
        self.office_revision, self.office_by_id = next_revision(self.round_id), planner.id
        self.handled_at = now()
        if self.triaged_at is None:
            self.triaged_at, self.triaged_by_id = now(), planner.id

    def require_seen(self, seen: int | None, planner: Person) -> None:
        """Lock this issue, which the planner saw at this office_revision; None: nobody says.

        Raises: ChangedMeanwhile.
        """
        self.hold_with()
        others = self.office_by_id is not None and self.office_by_id != planner.id
        if seen is not None and self.office_revision > seen and others:
            raise ChangedMeanwhile(db.session.get_one(Person, self.office_by_id).name)


def next_revision(round_id: int) -> int:
    """The number of an act of the office that begins; the round stays locked until the commit."""
    return db.session.scalars(
        update(Round)
        .where(Round.id == round_id)
        .values(office_revision=Round.office_revision + 1)
        .returning(Round.office_revision)
        .execution_options(synchronize_session=False)
    ).one()
