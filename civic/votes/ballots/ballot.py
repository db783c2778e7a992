"""Ballots, apart from the voter roll."""

import secrets
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Executable, ForeignKey, Integer, Select, bindparam, func
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from civic.db import Model, db, insert, now
from civic.db_session import carry_out, chained
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots.event_log import logged_if
from civic.votes.ballots.frozen_ballot import BallotEntry, freeze
from civic.votes.rules import NotOnBallot, OverBudget

# Ids of ballots are drawn, not counted: their order must not tell the order of the roll.
DRAWN_ID = BigInteger().with_variant(Integer, "sqlite")
NO_LIMIT = 2**62


def draw_id() -> int:
    return secrets.randbelow(2**53)


class Ballot(Model):
    """A submitted ballot. The link to the roll exists only to let its voter change it."""

    id: Mapped[int] = mapped_column(DRAWN_ID, primary_key=True, default=draw_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id"), unique=True
    )
    # [solution id, nonce] of each choice: by rank where the form ranks, else by id.
    choices: Mapped[list] = mapped_column(db.JSON)

    @property
    def solution_ids(self) -> list[int]:
        return [solution_id for solution_id, _nonce in self.choices]

    @classmethod
    def of(cls, participation) -> "Ballot | None":
        return db.session.scalar(db.select(cls).filter_by(participation_id=participation.id))

    @classmethod
    def store(cls, round: Round, participation_id: int, choices: list, fingerprint: str) -> None:
        """Put these choices in place of the voter's earlier ones, if all can be chosen, and log it.

        One statement checks and writes. choices: as in the column, within the round's number.
        fingerprint: as in the log.
        Raises: PhaseClosed once the vote is sealed, NotOnBallot, OverBudget.
        """
        freeze(round)
        chosen = [solution_id for solution_id, _nonce in choices]
        values = {
            "id": draw_id(),
            "round_id": round.id,
            "participation_id": participation_id,
            "choices": choices,
            "many": len(chosen),
            "limit": _limit(round),
            "act": "submit",
            "fingerprint": fingerprint,
            "at": now(),
        }
        ids = each_named("chosen", chosen)
        chain = _storing(db.engine.dialect.name, tuple(ids))
        if carry_out(db.session(), chain, values | ids) is None:
            cls.check(round, chosen)

    @staticmethod
    def check(round: Round, chosen: list[int], removed: bool = False) -> None:
        """These can be chosen together in this round. removed: also what was taken off
        the ballot, as on paper that was filled in before.

        Raises: PhaseClosed once the vote is sealed, NotOnBallot, OverBudget.
        """
        freeze(round)
        ids = each_named("chosen", chosen)
        sums = db.session.execute(_sums(tuple(ids), removed), ids | {"round_id": round.id})
        many, cost_won, sealed_at = sums.one()
        if sealed_at is not None:
            raise PhaseClosed("vote")
        if many < len(chosen):
            raise NotOnBallot(chosen)
        if cost_won > _limit(round):
            raise OverBudget(chosen, int(cost_won) - _limit(round))


def each_named(name: str, values: Iterable) -> dict[str, Any]:
    """A parameter for each value: a list of them would be written into the statement each time."""
    return {f"{name}_{place}": value for place, value in enumerate(values)}


@cache
def _sums(chosen: tuple[str, ...], removed: bool) -> Select:
    """How many of these stood on the round's ballot, what they cost together, and whether it is
    sealed: asked once the roll's row is locked, so that no seal comes in between.

    chosen: the names of their parameters. removed: also what was taken off.
    """
    sums = db.select(
        func.count().label("many"),
        func.coalesce(func.sum(BallotEntry.cost_won), 0).label("cost_won"),
        db.select(Round.vote_sealed_at)
        .where(Round.id == bindparam("round_id"))
        .scalar_subquery()
        .label("sealed_at"),
    ).where(
        BallotEntry.round_id == bindparam("round_id"),
        BallotEntry.id.in_([bindparam(name) for name in chosen]),
    )
    return sums if removed else sums.where(BallotEntry.removed_at.is_(None))


@cache
def _storing(dialect: str, ids: tuple[str, ...]) -> tuple[Executable, ...]:
    """Built once: to build it is a good part of what a vote costs."""
    return chained(store_statement(dialect, ids), lambda is_so: [logged_if(is_so)], dialect)


def store_statement(dialect: str, ids: tuple[str, ...]) -> ReturningInsert:
    names = ("id", "round_id", "participation_id", "choices")
    chosen = _sums(ids, removed=False).subquery()
    columns = [bindparam(name, type_=Ballot.__table__.c[name].type) for name in names]
    allowed = db.select(*columns).where(
        chosen.c.many == bindparam("many", type_=Integer),
        chosen.c.cost_won <= bindparam("limit", type_=BigInteger),
        chosen.c.sealed_at.is_(None),
    )
    new = insert(Ballot.__table__, dialect).from_select(names, allowed)
    replaced = {"choices": new.excluded.choices}
    stored = new.on_conflict_do_update(index_elements=["participation_id"], set_=replaced)
    return stored.returning(Ballot.__table__.c.round_id)


def _limit(round) -> int:
    """Won that one ballot may cost together; beyond any cost where the form sets no limit."""
    return round.budget_won if round.ballot_form == "knapsack" else NO_LIMIT
