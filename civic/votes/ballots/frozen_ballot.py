"""얼린 투표지: what stands on a round's ballot, written down once when voting has opened."""

from datetime import datetime
from functools import cache

from sqlalchemy import BigInteger, ForeignKey, Select, String, and_, bindparam
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert, now
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.rules import AlreadySealed


class BallotEntry(Model):
    """One solution on the ballot, in the words and at the cost it had when voting opened.

    id: the solution's own. Rows are only ever added; removed_at is set by a confirmed Removal.
    """

    id: Mapped[int] = mapped_column(
        "solution_id", ForeignKey("solution.id"), primary_key=True, autoincrement=False
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    category: Mapped[str] = mapped_column(String(20))
    cost_won: Mapped[int] = mapped_column(BigInteger)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    solution: Mapped[Solution] = relationship(lazy="joined")

    @property
    def hidden_at(self) -> datetime | None:
        """When a planner hid its words; it stands on the ballot all the same."""
        return self.solution.hidden_at

    @property
    def hidden_reason(self) -> str:
        return self.solution.hidden_reason


def on_ballot(round: Round, removed: bool = False) -> list[BallotEntry]:
    """What can be voted for in a round, in order of proposal: the one answer to that question.

    Before voting opens, as it would be frozen now. removed: also what was taken off since.
    """
    if round.vote_opened_at is None:
        solutions = db.session.scalars(_proposed_for_ballot(round).order_by(Solution.number))
        return [_entry(solution) for solution in solutions]
    entries = db.select(BallotEntry).filter_by(round_id=round.id)
    if not removed:
        entries = entries.where(BallotEntry.removed_at.is_(None))
    return list(db.session.scalars(entries.order_by(BallotEntry.number)))


def number_on_ballot(round: Round) -> int:
    """How many on_ballot() gives."""
    counted = _counted(round.vote_opened_at is not None)
    return db.session.execute(counted, {"round_id": round.id}).scalar_one()


@cache
def _counted(is_frozen: bool) -> Select:
    """Built once, past the ORM: a round's home asks it of every visitor."""
    here = (BallotEntry if is_frozen else Solution).__table__.c
    stands = here.removed_at.is_(None) if is_frozen else _is_proposed(here)
    return db.select(db.func.count()).where(here.round_id == bindparam("round_id"), stands)


def freeze(round: Round) -> None:
    """Write the ballot down once voting has begun; nothing before that, and nothing twice.

    To be called before any act that votes, counts, or changes a solution: what the ballot says
    from its first moment on then never depends on what happens to the solutions.
    """
    if round.vote_opened_at is not None:
        return
    round.lock()
    if round.vote_opened_at is not None or not round.vote_began:
        return
    columns = [getattr(Solution, name) for name in WORDS]
    values = _proposed_for_ballot(round).with_only_columns(Solution.id, *columns)
    frozen = insert(BallotEntry.__table__).from_select(["solution_id", *WORDS], values)
    db.session.execute(frozen.on_conflict_do_nothing())
    round.vote_opened_at = now()
    db.session.flush()


def hold_open(round: Round) -> None:
    """Keep a vote from being sealed until the commit. Raises: AlreadySealed."""
    round.lock()
    if round.vote_sealed_at is not None:
        raise AlreadySealed


WORDS = ("round_id", "number", "title", "summary", "category", "cost_won")


def _proposed_for_ballot(round):
    return db.select(Solution).where(Solution.round_id == round.id, _is_proposed(Solution))


def _is_proposed(solution):
    # What a planner hid stands there all the same: nobody alone takes anything off.
    return and_(solution.status == "on_ballot", solution.cost_won.is_not(None))


def _entry(solution):
    words = {name: getattr(solution, name) for name in WORDS}
    return BallotEntry(id=solution.id, solution=solution, **words)
