"""The private log of a vote's acts, chained by hashes: when, and never what was chosen."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from civic.db import Model, UtcDateTime, db, insert, now
from civic.rounds.models import Round
from civic.votes.ballots import hash_chain

HOUR = timedelta(hours=1)
# An act is stored before its transaction ends; none takes as long as this.
SETTLED_AFTER = timedelta(minutes=2)


class VoteEvent(Model):
    """One act of one voter. Rows are only ever added.

    fingerprint: of the ballot as it stands after the act, made with the voter's salt.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))  # submit | withdraw | annul
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def log(cls, round: Round, participation_id: int, act: str, fingerprint: str) -> None:
        row: dict[str, object] = {"participation_id": participation_id, "round_id": round.id}
        row |= {"act": act, "fingerprint": fingerprint, "at": now()}
        db.session.execute(EVENTS.insert(), row)

    @classmethod
    def up_to_each(
        cls, round: Round, since: datetime | None, ends: list[datetime]
    ) -> Iterator[list[dict]]:
        """What the chain covers up to each end, since the one before, as lists in its order.

        Args: since: the moment the chain has come to, if any. ends: moments, oldest first.
        """
        if not ends:
            return
        stretch = db.select(cls.act, cls.at, cls.fingerprint, cls.participation_id)
        stretch = stretch.where(cls.round_id == round.id, cls.at < ends[-1])
        if since is not None:
            stretch = stretch.where(cls.at >= since)
        events = db.session.execute(stretch.order_by(cls.at, cls.id)).all()
        start = 0
        for end in ends:
            stop = bisect_left(events, end, lo=start, key=lambda event: event.at)
            yield [_entry(*event) for event in events[start:stop]]
            start = stop


def _entry(act: str, at: datetime, fingerprint: str, participation_id: int) -> dict:
    return {"act": act, "at": at.isoformat(), "ballot": fingerprint, "roll": participation_id}


EVENTS = cast(Table, VoteEvent.__table__)


def logged_if(is_so: ColumnElement[bool]) -> ReturningInsert:
    """As VoteEvent.log, in the act it tells of: its parameters have the names of the columns."""
    names = ("participation_id", "round_id", "act", "fingerprint", "at")
    row = [bindparam(name, type_=EVENTS.c[name].type) for name in names]
    new = EVENTS.insert().from_select(list(names), db.select(*row).where(is_so))
    return new.returning(EVENTS.c.round_id)


class ChainHead(Model):
    """The chain's head over all acts before a moment, published hour by hour."""

    __table_args__ = (UniqueConstraint("round_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    events: Mapped[int]  # since the head before
    head: Mapped[str] = mapped_column(String(64))

    @classmethod
    def of(cls, round: Round) -> list["ChainHead"]:
        """Every head, oldest first."""
        return list(
            db.session.scalars(db.select(cls).filter_by(round_id=round.id).order_by(cls.until))
        )

    @classmethod
    def extend(cls, round: Round, end: datetime | None = None) -> None:
        """A head for the acts of every hour that is over, and for those before `end` if given."""
        first = db.session.scalar(
            db.select(func.min(VoteEvent.at)).where(VoteEvent.round_id == round.id)
        )
        heads = cls.of(round)
        since, before = (heads[-1].until, heads[-1].head) if heads else (None, hash_chain.START)
        ends = list(_hours(since or first, end or now() - SETTLED_AFTER, end))
        rows = []
        for until, entries in zip(ends, VoteEvent.up_to_each(round, since, ends), strict=True):
            before = hash_chain.head(before, entries)
            row = {"round_id": round.id, "until": until, "events": len(entries)}
            rows.append(row | {"head": before})
        if rows:
            db.session.execute(insert(cls).on_conflict_do_nothing(), rows)

    @classmethod
    def broken(cls, round: Round) -> list["ChainHead"]:
        """The heads that the log no longer leads to."""
        heads, before, wrong = cls.of(round), hash_chain.START, []
        parts = VoteEvent.up_to_each(round, None, [row.until for row in heads])
        for row, entries in zip(heads, parts, strict=True):
            if hash_chain.head(before, entries) != row.head:
                wrong.append(row)
            before = row.head
        return wrong


def _hours(since, last, end):
    """The full hours after a moment up to another, and the end itself when one is given."""
    if since is None:
        return
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + HOUR
    while hour <= last:
        yield hour
        hour += HOUR
    if end is not None and since < end and hour - HOUR < end:
        yield end
