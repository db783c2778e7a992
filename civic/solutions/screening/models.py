"""Screening: what the office found of a proposal, and the ability of Solution to be screened."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.personal_data import mask
from civic.solutions.changes import Changeable, SolutionChange
from civic.solutions.rules import BallotClosedToChange, NotCosted, StandsOnBallot
from civic.solutions.screening.rules import (
    FOR_THE_BALLOT,
    NoReply,
    NotScreened,
    ProposalChanged,
    check_grounds,
)


class Screening(Model):
    """The office's finding on one proposal, published; the newest of a proposal holds.

    verdict: of rules.VERDICTS; grounds: of rules.GROUNDS. edition: the proposal's edition that was
    read. cost_won: what the office thinks it costs, where it differs.
    """

    __table_args__ = (Index("uq_screening_key", "screened_by_id", "request_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    edition: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(12))
    grounds: Mapped[list] = mapped_column(db.JSON, default=list)
    note: Mapped[str] = mapped_column(String(1000), default="")
    cost_won: Mapped[int | None] = mapped_column(BigInteger)
    cost_note: Mapped[str] = mapped_column(String(300), default="")
    department: Mapped[str] = mapped_column(String(80), default="")
    screened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    screened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str | None] = mapped_column(String(64))

    screened_by: Mapped[Person] = relationship(lazy="joined")
    reply: Mapped["ScreeningReply | None"] = relationship(lazy="joined")

    @classmethod
    def sent(cls, planner: Person, request_key: str) -> "Screening | None":
        mine = db.select(cls).filter_by(screened_by_id=planner.id, request_key=request_key)
        return db.session.scalar(mine)


class ScreeningReply(Model):
    """What the proposer answers a screening; one each."""

    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(1000))
    replied_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Screenable(Changeable):
    """A proposal is screened as it reads; revised, it has to be screened again."""

    if TYPE_CHECKING:
        proposer_id: int | None
        cost_won: int | None
        operator: str

    @property
    def edition(self) -> int:
        """Tells one wording of the proposal from the next: the id of its last revision, else 0."""
        revised = db.select(func.max(SolutionChange.id)).filter_by(
            solution_id=self.id, act="revise"
        )
        return db.session.scalar(revised) or 0

    def screenings(self) -> list[Screening]:
        """Newest first."""
        query = db.select(Screening).filter_by(solution_id=self.id)
        return list(db.session.scalars(query.order_by(Screening.id.desc())))

    @property
    def screening(self) -> Screening | None:
        """The newest, whether or not the proposal was revised after it."""
        return next(iter(self.screenings()), None)

    def is_current(self, screening: Screening) -> bool:
        """The proposal still reads as it did when it was screened."""
        return screening.edition == self.edition

    @property
    def needs_screening(self) -> bool:
        newest = self.screening
        return newest is None or not self.is_current(newest)

    def screen(
        self,
        planner: Person,
        *,
        edition: int,
        verdict: str,
        grounds: Collection[str] = (),
        note: str = "",
        cost_won: int | None = None,
        operator: str = "",
        request_key: str | None = None,
        **opinion,
    ) -> Screening:
        """Record the office's finding. The same request again gives the stored one, whatever has
        changed meanwhile.

        cost_won, operator: what the proposer left open is filled in; a cost beside the proposer's
        is the office's opinion. opinion: cost_note, department. Raises: BallotClosedToChange once
        voting has begun, StandsOnBallot where what two have to take off first would be unfit,
        ProposalChanged when it reads differently now, GroundsMissing.
        """
        check_grounds(verdict, grounds, note)
        self.hold_with_round()
        if request_key and (stored := Screening.sent(planner, request_key)):
            return stored
        if not self.may_change_ballot or self.status not in ("proposed", "on_ballot"):
            raise BallotClosedToChange
        if self.status == "on_ballot" and verdict not in FOR_THE_BALLOT:
            raise StandsOnBallot
        if edition != self.edition:
            raise ProposalChanged
        is_opinion = self.cost_won is not None
        self._fill_in(planner, cost_won, operator)
        screening = Screening(
            solution_id=self.id,
            edition=edition,
            verdict=verdict,
            grounds=list(grounds) if verdict != "fit" else [],
            note=note.strip(),
            screened_by=planner,
            request_key=request_key,
            cost_won=cost_won if is_opinion else None,
            **opinion,
        )
        db.session.add(screening)
        db.session.flush()
        return screening

    def _fill_in(self, planner: Person, cost_won: int | None, operator: str) -> None:
        """What the proposer left to the office; it is not another wording of theirs."""
        open_now: dict = {}
        if self.cost_won is None and cost_won is not None:
            open_now["cost_won"], self.cost_won = None, cost_won
        if not self.operator and operator:
            open_now["operator"], self.operator = "", operator
        if open_now:
            self.note(planner, "fill_in", open_now)

    def check_screened(self) -> None:
        """Raises: NotScreened, NotCosted."""
        newest = self.screening
        if (
            self.hidden_at
            or newest is None
            or newest.verdict not in FOR_THE_BALLOT
            or not self.is_current(newest)
        ):
            raise NotScreened
        if self.cost_won is None:
            raise NotCosted

    def may_answer(self, screening: Screening, person: Person) -> bool:
        newest = self.screening
        mine = self.proposer_id is not None and self.proposer_id == person.id
        return mine and newest is not None and newest.id == screening.id and not screening.reply

    def answer_screening(self, screening: Screening, person: Person, body: str) -> None:
        """The proposer answers; sent twice it is one answer. Raises: NoReply."""
        if not self.may_answer(screening, person):
            raise NoReply
        if not insert_once(ScreeningReply, screening_id=screening.id, body=mask(body)):
            raise NoReply
        db.session.expire(screening, ["reply"])
