"""The private log of a vote's acts: when, and a hash; never what was chosen."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import UtcDateTime, db, now


class VoteEvent(db.Model):
    """One act of one voter. Rows are only ever added.

    fingerprint: of the ballot as it stands after the act, made with the voter's salt.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    act: Mapped[str] = mapped_column(String(10))  # submit | withdraw
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def log(cls, participation, act: str, fingerprint: str) -> None:
        row = {"participation_id": participation.id, "round_id": participation.round_id}
        row |= {"act": act, "fingerprint": fingerprint, "at": now()}
        db.session.execute(NEW_EVENT, row)


NEW_EVENT = VoteEvent.__table__.insert()
