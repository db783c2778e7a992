"""What a second planner has to confirm of a calendar: a vote open less than people were told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_waiting
from civic.rounds.calendar import HeldPeriod
from civic.rounds.models import Round
from civic.rounds.phases.models import stored


class CalendarChange(TwoPerson, Model):
    """A whole calendar as one planner saved it, by which the announced vote begins later, ends
    earlier or is not held. Until another confirms it, what was announced holds.

    stored: kind of phase → its start and end. seen: the RoundChange it was made upon.
    """

    __table_args__ = (one_waiting("ix_calendar_change_of_round", "round_id"),)

    act = "phases"  # of the RoundChange it becomes

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    stored: Mapped[dict] = mapped_column(db.JSON)
    seen: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))

    round: Mapped[Round] = relationship()

    @classmethod
    def propose(
        cls, round: Round, planner: Person, periods: Mapping[str, HeldPeriod], reason: str
    ) -> "CalendarChange":
        """Of what set_phases raised VoteNeedsAnother. Raises: AlreadyProposed while one waits."""
        round.lock()
        return cls.propose_again(
            planner,
            {"round_id": round.id},
            stored={kind: stored(*ends) for kind, ends in periods.items()},
            seen=round.last_change("phases"),
            reason=reason.strip(),
        )

    @classmethod
    def waiting(cls, round: Round) -> "CalendarChange | None":
        """What nobody confirmed before the vote began changes nothing any more."""
        if round.vote_began:
            return None
        query = db.select(cls).filter_by(round_id=round.id).where(*cls.waits())
        return db.session.scalar(query)

    @property
    def changes(self) -> dict[str, list]:
        """As RoundChange has them: kind of phase → what is announced, and what would be."""
        now = {phase.kind: stored(phase.starts_at, phase.ends_at) for phase in self.round.phases}
        kinds = [kind for kind in now | self.stored if now.get(kind) != self.stored.get(kind)]
        return {kind: [now.get(kind), self.stored.get(kind)] for kind in kinds}

    @property
    def periods(self) -> dict[str, HeldPeriod]:
        return {
            kind: (datetime.fromisoformat(start), datetime.fromisoformat(end))
            for kind, (start, end) in self.stored.items()
        }

    def confirm(self, person: Person) -> None:
        """Set the calendar. Raises: SamePerson, AlreadyDecided, and what set_phases raises, for
        the vote may have begun, or the calendar have changed, meanwhile."""
        self.round.lock()
        super().confirm(person)
        self.round.set_phases(self.periods, person, seen=self.seen, reason=self.reason, agreed=True)
