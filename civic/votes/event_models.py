"""The private log of a vote's acts, chained by hashes: when, and never what was chosen."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import UtcDateTime, db, insert_once, now
from civic.rounds.models import Round
from civic.votes import chain

HOUR = timedelta(hours=1)
# An act is stored before its transaction ends; none takes as long as this.
SETTLED_AFTER = timedelta(minutes=2)


class VoteEvent(db.Model):
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
    def log(cls, participation, act: str, fingerprint: str) -> None:
        row = {"participation_id": participation.id, "round_id": participation.round_id}
        row |= {"act": act, "fingerprint": fingerprint, "at": now()}
        db.session.execute(NEW_EVENT, row)

    @classmethod
    def between(cls, round: Round, since: datetime | None, until: datetime) -> list[dict]:
        """What the chain covers of a stretch of time [since, until), in its order."""
        stretch = db.select(cls).where(cls.round_id == round.id, cls.at < until)
        if since is not None:
            stretch = stretch.where(cls.at >= since)
        return [
            {
                "act": event.act,
                "at": event.at.isoformat(),
                "ballot": event.fingerprint,
                "roll": event.participation_id,
            }
            for event in db.session.scalars(stretch.order_by(cls.at, cls.id))
        ]


NEW_EVENT = VoteEvent.__table__.insert()


class ChainHead(db.Model):
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
        since, before = (heads[-1].until, heads[-1].head) if heads else (None, chain.START)
        for until in _hours(since or first, end or now() - SETTLED_AFTER, end):
            entries = VoteEvent.between(round, since, until)
            before = chain.head(before, entries)
            row = {"round_id": round.id, "until": until, "events": len(entries), "head": before}
            insert_once(cls, **row)
            since = until

    @classmethod
    def broken(cls, round: Round) -> list["ChainHead"]:
        """The heads that the log no longer leads to."""
        since, before, wrong = None, chain.START, []
        for row in cls.of(round):
            before = chain.head(before, VoteEvent.between(round, since, row.until))
            if before != row.head:
                wrong.append(row)
            since, before = row.until, row.head
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
