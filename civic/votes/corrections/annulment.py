"""Ballots taken out before the count: by two planners, with a reason that is published."""

from collections import Counter

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, hold, now
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_not_dropped
from civic.rounds.models import Round
from civic.votes.ballots import secrecy
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import VoteEvent
from civic.votes.ballots.frozen_ballot import hold_open
from civic.votes.ballots.voter_roll import Participation
from civic.votes.rules import NotOnRoll


class Annulment(TwoPerson, Model):
    """That one ballot is taken out. Whose is on the roll; what it held is gone.

    Until a second planner confirms it, the ballot counts and its voter may change it.
    """

    __table_args__ = (one_not_dropped("ix_annulment_of_participation", "participation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    reason: Mapped[str] = mapped_column(String(200))

    round: Mapped[Round] = relationship()
    participation: Mapped[Participation] = relationship()

    @classmethod
    def propose(
        cls, round: Round, person: Person | None, planner: Person, reason: str
    ) -> "Annulment":
        """Raises: AlreadySealed, NotOnRoll when there is no ballot, AlreadyProposed."""
        hold_open(round)
        mine = Participation.of(person, round) if person is not None else None
        if mine is None or mine.submitted_at is None:
            raise NotOnRoll
        about = {"participation_id": mine.id}
        return cls.propose_once(planner, about, round_id=round.id, reason=reason)

    def confirm(self, person: Person) -> None:
        """Take the ballot out and close the vote to its voter.

        Raises: AlreadySealed, NotOnRoll when it was withdrawn meanwhile, SamePerson,
        AlreadyDecided.
        """
        mine = self.participation
        # The roll's row before the round's, as who votes and who counts take them.
        hold(Participation, [mine.id])
        hold_open(self.round)
        if mine.submitted_at is None:
            raise NotOnRoll
        assert mine.salt  # forgotten only after the vote
        super().confirm(person)
        db.session.execute(db.delete(Ballot).filter_by(participation_id=mine.id))
        VoteEvent.log(self.round, mine.id, "annul", secrecy.fingerprint(mine.salt, []))
        mine.annulled_at, mine.submitted_at = now(), None
        mine.draft, mine.draft_at = [], None

    @classmethod
    def of(cls, participation: Participation | None) -> "Annulment | None":
        """The one that holds for somebody's ballot."""
        if participation is None or participation.annulled_at is None:
            return None
        mine = db.select(cls).filter_by(participation_id=participation.id)
        return db.session.scalar(mine.where(cls.confirmed_at.is_not(None)))

    @classmethod
    def waiting(cls, round: Round) -> list["Annulment"]:
        query = db.select(cls).filter_by(round_id=round.id).where(*cls.waits())
        return list(db.session.scalars(query.order_by(cls.id)))

    @classmethod
    def waiting_count(cls, round: Round) -> int:
        waiting = db.select(func.count()).select_from(cls).filter_by(round_id=round.id)
        return db.session.scalar(waiting.where(*cls.waits()))

    @classmethod
    def published(cls, round: Round) -> list[dict]:
        """Reasons, and how many ballots went for each; nothing else."""
        held = db.select(cls.reason).filter_by(round_id=round.id)
        reasons = Counter(db.session.scalars(held.where(cls.confirmed_at.is_not(None))))
        return [{"reason": reason, "count": count} for reason, count in sorted(reasons.items())]
