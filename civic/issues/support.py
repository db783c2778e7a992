"""공감: who supports an issue, and which issues are counted as one with it."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, lock, now, rows_changed
from civic.issues.listing.going_on import GoesOn
from civic.issues.rules import require_open
from civic.kept_counts import kept, recount_together
from civic.people.models import Person
from civic.people.office import require_resident
from civic.rounds.models import Round


class Support(Model):
    """공감: one person's "my problem too". carried_into_id: the later round it was given in, where
    that one goes on with the issue (listing/going_on.py); its own round does not count it."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    carried_into_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


# Of the issue's own round.
GIVEN_THERE = Support.carried_into_id.is_(None)


class Supportable(GoesOn):
    """An issue takes supports; one given to an issue that was merged into it is one of its own."""

    if TYPE_CHECKING:
        supports_count: Mapped[int]
        unproven_supports: Mapped[int]
        carried_supports: Mapped[int]

    @property
    def all_supports(self) -> int:
        """Those its round counts, and those given since, in the rounds that go on with it."""
        return self.supports_count + self.carried_supports

    def support(self, person: Person) -> bool:
        """Count a person's "my problem too". True when it is new.

        Only residents' supports are counted, so nobody else gives one.
        Raises: PhaseClosed, WorksHere, NotListed.
        """
        if self.supported_by(person):
            return False
        round = self.acting_round()
        require_open("support", round, person)
        require_resident(person, self.round.municipality)
        lock(Person, [person.id])  # their residency may be proven at this moment
        self.hold_listed()
        later = None if round.id == self.round_id else round.id
        key = {"issue_id": self.id, "person_id": person.id}
        new = insert_once(Support, **key, carried_into_id=later)
        if new:
            self.recount_supports(self.id)
        return new

    def withdraw_support(self, person: Person) -> bool:
        """Take a person's support back, also one given to an issue merged into this one.

        Raises: PhaseClosed, NotListed.
        """
        if not self.supported_by(person):
            return False
        require_open("support", self.acting_round(), person)
        lock(Round, [self.round_id])  # merges wait, so that what belongs together stays so
        together = [issue.id for issue in self.held(self.together())]
        self.require_listed()
        mine = delete(Support).where(Support.person_id == person.id)
        withdrawn = rows_changed(mine.where(Support.issue_id.in_(together)))
        if withdrawn:
            self.recount_supports(*together)
        return bool(withdrawn)

    def supported_by(self, person) -> bool:
        """Whether a person supports this issue or one merged into it."""
        if not person.is_authenticated:
            return False
        mine = select(Support.person_id).where(
            Support.person_id == person.id, Support.issue_id.in_(self.together())
        )
        return db.session.scalar(mine.limit(1)) is not None

    def together(self) -> Select:
        """A select of the ids of this issue and of all merged into it, through any steps."""
        return self._together(self.id)

    @classmethod
    def _together(cls, id: int) -> Select:
        ids = select(cls.id).where(cls.id == id).cte(recursive=True)
        ids = ids.union(select(cls.id).where(cls.merged_into_id == ids.c.id))
        return select(ids.c.id)

    @classmethod
    def recount_supports(cls, *ids: int) -> None:
        """Count the supports of these issues anew; they stay locked until the commit."""
        counts = (cls.supports_count, cls.unproven_supports, cls.carried_supports)
        recount_together(counts, *ids)

    @classmethod
    def recount_supports_of(cls, person_id: int, municipality_id: int) -> None:
        """Count anew what a person supports in a municipality, and what it was merged into."""
        here = select(Round.id).where(Round.municipality_id == municipality_id)
        theirs = select(Support.issue_id).where(Support.person_id == person_id)
        found = select(cls.id, cls.merged_into_id).where(cls.id.in_(theirs), cls.round_id.in_(here))
        line = found.cte(recursive=True)
        into = select(cls.id, cls.merged_into_id).where(cls.id == line.c.merged_into_id)
        if ids := db.session.scalars(select(line.union(into).c.id)).all():
            cls.recount_supports(*ids)

    @classmethod
    def repair_supports(cls, round_id: int) -> None:
        """Count the supports of a round anew, which is locked; those of earlier rounds' issues that
        were given in it, too."""
        for column in (cls.supports_count, cls.unproven_supports, cls.carried_supports):
            kept(column).repair(round_id)
        since = select(Support.issue_id).where(Support.carried_into_id == round_id).distinct()
        cls.recount_supports(*db.session.scalars(since))
