"""Paper ballots and shows of hands: entered by one planner, confirmed by another."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.people.two_person import TwoPerson
from civic.photos.models import Photo
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots import secrecy
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.votes.ledger.ledger import Entry
from civic.votes.paper.sheet import BallotTerms, check_sheet, differences, distribute, read_ballots
from civic.votes.rules import BallotsDiffer, FaultyBallots, NeedsWholeBallots, SheetOfAnother


class PaperSheet(TwoPerson, Model):
    """One meeting's or polling place's count, as written on a sheet that was photographed.

    counts: {solution id as text: votes}. ballots: where the round counts whole ballots, the
    solution ids of each in the order of the sheets, by rank where the form ranks, [] of an invalid
    one; then counts and voters follow from them. It counts once a second planner has confirmed it.
    """

    __table_args__ = (UniqueConstraint("entered_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))  # paper | meeting (a show of hands)
    place: Mapped[str] = mapped_column(String(120))
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voters: Mapped[int]
    counts: Mapped[dict] = mapped_column(db.JSON)
    ballots: Mapped[list | None] = mapped_column(db.JSON(none_as_null=True))
    salt: Mapped[str] = mapped_column(String(32), default=secrecy.new_salt)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    request_key: Mapped[str] = mapped_column(String(64))

    round: Mapped[Round] = relationship()
    photo: Mapped[Photo] = relationship()
    further: Mapped[list["FurtherPhoto"]] = relationship(order_by="FurtherPhoto.photo_id")

    @classmethod
    def of(cls, round: Round) -> list["PaperSheet"]:
        return list(
            db.session.scalars(db.select(cls).filter_by(round_id=round.id).order_by(cls.id))
        )

    @classmethod
    def enter(
        cls, round: Round, planner: Person, photos: list[Photo], request_key: str, **values
    ) -> "PaperSheet":
        """A new sheet; the same request again gives the same sheet.

        values: source, place, held_at, voters, counts (solution id → votes).
        Raises: PhaseClosed when there is no vote to enter for, NeedsWholeBallots, BadSheet,
        NotOnBallot.
        """
        may_enter(round)
        if round.publishes_ballots:
            raise NeedsWholeBallots
        counts = {id: votes for id, votes in values.pop("counts").items() if votes}
        check_sheet(values["voters"], counts, round.max_choices)
        Ballot.check(round, list(counts), removed=True)
        return cls._store(round, planner, photos, request_key, counts=_texts(counts), **values)

    @classmethod
    def enter_ballots(
        cls,
        round: Round,
        planner: Person,
        photos: list[Photo],
        request_key: str,
        text: str,
        **values,
    ) -> "PaperSheet":
        """A new sheet of whole ballots typed one a line; the same request again gives the same one.

        values: place, held_at. Raises: PhaseClosed, FaultyBallots.
        """
        may_enter(round)
        ballots = _read(round, text)
        counts = Counter(id for ballot in ballots for id in ballot)
        voters = sum(map(bool, ballots))
        values |= {"source": "paper", "voters": voters, "counts": _texts(counts)}
        return cls._store(round, planner, photos, request_key, ballots=ballots, **values)

    @classmethod
    def _store(cls, round, planner, photos, request_key, **values):
        key = {"entered_by_id": planner.id, "request_key": request_key}
        first, *others = photos
        fixed = {"round_id": round.id, "photo_id": first.id, "salt": secrecy.new_salt()}
        new = insert_once(cls, entered_at=now(), **fixed, **key, **values)
        sheet = db.session.scalars(db.select(cls).filter_by(**key)).one()
        if new:
            sheet.further = [FurtherPhoto(photo=photo) for photo in others]
        for photo in sheet.photos:
            photo.attach()
        return sheet

    @classmethod
    def photos_sent(cls, planner: Person, request_key: str) -> list[Photo]:
        """The photos of the sheet that this same request entered before."""
        key = {"entered_by_id": planner.id, "request_key": request_key}
        sheet = db.session.scalar(db.select(cls).filter_by(**key))
        return sheet.photos if sheet else []

    @property
    def photos(self) -> list[Photo]:
        return [self.photo, *(row.photo for row in self.further)]

    @property
    def invalid(self) -> int:
        """How many of its whole ballots are invalid."""
        return sum(not ballot for ballot in self.ballots or [])

    def confirm_sums(self, planner: Person) -> None:
        """Raises: NeedsWholeBallots for whole ballots, which are confirmed by typing them again,
        and as confirm."""
        if self.ballots is not None:
            raise NeedsWholeBallots
        self.confirm(planner)

    def confirm_ballots(self, round: Round, planner: Person, text: str) -> None:
        """Confirm whole ballots by what a second planner read on the same sheets.

        Raises: SamePerson, NotIndependent, FaultyBallots, BallotsDiffer, AlreadyDecided.
        """
        self.asks_another(planner)
        differing = differences(self.ballots or [], _read(round, text))
        if differing:
            raise BallotsDiffer(differing)
        self.confirm(planner)

    def may_drop(self, person: Person) -> bool:
        """Who entered it; for who no longer works here, any planner; and operators."""
        place = self.round.municipality
        if person.id == self.entered_by_id or "operator" in person.role_names(place):
            return True
        return not self.entered_by.role_names(place) & {"planner", "operator"}

    def drop(self, person: Person) -> None:
        """Take it out before it counts. Raises: AlreadyDecided, SheetOfAnother."""
        if self.state == "waiting" and not self.may_drop(person):
            raise SheetOfAnother
        super().drop(person)

    def entries(self, numbers: dict[int, int]) -> list[Entry]:
        """Its ballots, or ballots that add up to its sums; numbers: solution id → number on the
        ledger."""
        counts = {int(id): votes for id, votes in self.counts.items()}
        entries = []
        for n, ids in enumerate(self.ballots or distribute(self.voters, counts)):
            if ids:
                nonces = [secrecy.nonce(self.salt, f"{n}|{id}") for id in ids]
                entries.append(Entry([numbers[id] for id in ids], nonces, self.source))
        return entries


class FurtherPhoto(Model):
    """A photo of a sheet beside its first."""

    __tablename__ = "paper_sheet_photo"

    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("paper_sheet.id"), index=True)

    photo: Mapped[Photo] = relationship(lazy="joined")


def may_enter(round: Round) -> None:
    """Raises: PhaseClosed before the vote."""
    phase = round.phase("vote")
    if phase is None or now() < phase.starts_at:
        raise PhaseClosed("vote")


def ballot_terms(round: Round) -> BallotTerms:
    """What a paper ballot of this round may hold."""
    costs = {solution.number: solution.cost_won for solution in _on_paper(round)}
    limit_won = round.budget_won if round.ballot_form == "knapsack" else None
    return BallotTerms(round.ballot_form, round.max_choices, costs, limit_won)


def _read(round, text) -> list[list[int]]:
    """The typed ballots as solution ids. Raises: FaultyBallots, also when no ballot is valid."""
    ballots, faults = read_ballots(text, ballot_terms(round))
    if faults or not any(ballots):
        raise FaultyBallots(faults)
    ids = {solution.number: solution.id for solution in _on_paper(round)}
    return [[ids[number] for number in ballot] for ballot in ballots]


def _on_paper(round):
    """What stood on the ballot when sheets were printed, also what was taken off since."""
    return on_ballot(round, removed=True)


def _texts(counts) -> dict[str, int]:
    return {str(id): votes for id, votes in counts.items()}
