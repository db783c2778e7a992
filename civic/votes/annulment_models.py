"""Ballots taken out before the count, with a reason that is published."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import UtcDateTime, db, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.votes import secrecy
from civic.votes.ballot_models import Ballot
from civic.votes.event_models import VoteEvent
from civic.votes.roll_models import Participation
from civic.votes.rules import NotOnRoll


class Annulment(db.Model):
    """That one ballot was taken out. Whose is on the roll; what it held is gone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    planner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def annul(cls, round: Round, person: Person | None, planner: Person, reason: str) -> None:
        """Take a person's ballot out and close the vote to them.

        Call before the seal, under the round's lock. Raises: NotOnRoll when there is no ballot.
        """
        mine = Participation.of(person, round) if person is not None else None
        if mine is None or mine.submitted_at is None or mine.annulled_at is not None:
            raise NotOnRoll
        db.session.execute(db.delete(Ballot).filter_by(participation_id=mine.id))
        VoteEvent.log(mine.round, mine.id, "annul", secrecy.fingerprint(mine.salt, []))
        mine.annulled_at, mine.draft, mine.draft_at = now(), [], None
        db.session.add(
            cls(round_id=round.id, participation_id=mine.id, reason=reason, planner_id=planner.id)
        )

    @classmethod
    def published(cls, round: Round) -> list[dict]:
        """Reasons, and how many ballots went for each; nothing else."""
        reasons = Counter(db.session.scalars(db.select(cls.reason).filter_by(round_id=round.id)))
        return [{"reason": reason, "count": count} for reason, count in sorted(reasons.items())]
