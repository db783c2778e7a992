"""Paper ballots and shows of hands: counted by one planner, confirmed by another."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.people.two_person import TwoPerson
from civic.photos.models import Photo
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.votes import secrecy
from civic.votes.ballot_models import Ballot
from civic.votes.ledger import Entry
from civic.votes.paper import check_sheet, dealt
from civic.votes.rules import NeedsWholeBallots


class PaperSheet(TwoPerson, db.Model):
    """One meeting's or polling place's count, as written on a sheet that was photographed.

    counts: {solution id as text: votes}. It counts once a second planner has confirmed it.
    """

    __table_args__ = (UniqueConstraint("entered_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))  # paper | meeting (a show of hands)
    place: Mapped[str] = mapped_column(String(120))
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voters: Mapped[int]
    counts: Mapped[dict] = mapped_column(db.JSON)
    salt: Mapped[str] = mapped_column(String(32), default=secrecy.new_salt)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    request_key: Mapped[str] = mapped_column(String(64))

    photo: Mapped[Photo] = relationship()

    @classmethod
    def of(cls, round: Round) -> list["PaperSheet"]:
        return list(
            db.session.scalars(db.select(cls).filter_by(round_id=round.id).order_by(cls.id))
        )

    @classmethod
    def enter(cls, round: Round, planner: Person, photo: Photo, request_key: str, **values):
        """A new sheet; the same request again gives the same sheet.

        values: source, place, held_at, voters, counts (solution id → votes).
        Raises: PhaseClosed when there is no vote to enter for, NeedsWholeBallots, BadSheet,
        NotOnBallot.
        """
        may_enter(round)
        counts = {id: votes for id, votes in values.pop("counts").items() if votes}
        check_sheet(values["voters"], counts, round.max_choices)
        Ballot.check(round, list(counts), removed=True)
        key = {"entered_by_id": planner.id, "request_key": request_key}
        texts = {str(id): votes for id, votes in counts.items()}
        salt = secrecy.new_salt()
        insert_once(
            cls, round_id=round.id, photo_id=photo.id, counts=texts, salt=salt, entered_at=now(),
            **key, **values,
        )  # fmt: skip
        sheet = db.session.scalars(db.select(cls).filter_by(**key)).one()
        sheet.photo.attach()
        return sheet

    @classmethod
    def photo_sent(cls, planner: Person, request_key: str) -> Photo | None:
        """The photo of the sheet that this same request entered before."""
        key = {"entered_by_id": planner.id, "request_key": request_key}
        sheet = db.session.scalar(db.select(cls).filter_by(**key))
        return sheet.photo if sheet else None

    def entries(self, numbers: dict[int, int]) -> list[Entry]:
        """Ballots that add up to this sheet; numbers: solution id → number on the ledger."""
        counts = {int(id): votes for id, votes in self.counts.items() if int(id) in numbers}
        made = []
        for n, ids in enumerate(dealt(self.voters, counts)):
            nonces = [secrecy.nonce(self.salt, f"{n}|{id}") for id in ids]
            made.append(Entry([numbers[id] for id in ids], nonces, self.source))
        return [entry for entry in made if entry.choices]


def may_enter(round: Round) -> None:
    """Raises: PhaseClosed before the vote, NeedsWholeBallots where sums are not enough to count."""
    phase = round.phase("vote")
    if phase is None or now() < phase.starts_at:
        raise PhaseClosed("vote")
    if round.publishes_ballots:
        raise NeedsWholeBallots
