"""CodeShowing: posted codes shown once more after their print, by two people together."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, now
from civic.people.residency.participation_codes import CodeBatch
from civic.people.two_person import TwoPerson

FIRST_PRINT = timedelta(hours=2)  # in which who issued a batch sees its codes alone
SHOWN_FOR = timedelta(hours=1)


class CodeShowing(TwoPerson, Model):
    """Asked for by one, confirmed by another; both then see the codes for an hour."""

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batch.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))

    batch: Mapped[CodeBatch] = relationship()

    @classmethod
    def ask(cls, batch: CodeBatch, person, reason: str) -> "CodeShowing":
        """The one that waits already, or a new one."""
        waiting = cls.waiting(batch)
        if waiting is not None:
            return waiting
        row = cls(entered_by_id=person.id, batch_id=batch.id, reason=reason)
        db.session.add(row)
        db.session.flush()
        return row

    @classmethod
    def waiting(cls, batch: CodeBatch) -> "CodeShowing | None":
        waiting = db.select(cls).filter_by(batch_id=batch.id).where(*cls.waits())
        return db.session.scalar(waiting.order_by(cls.id).limit(1))

    @property
    def shown_until(self) -> datetime | None:
        return self.confirmed_at + SHOWN_FOR if self.confirmed_at else None


def codes_are_open(batch: CodeBatch, person) -> bool:
    """True for who issued the batch while it is printed, and for two who agreed, for an hour."""
    if batch.issued_by_id == person.id and now() - batch.issued_at < FIRST_PRINT:
        return True
    agreed = db.select(CodeShowing.id).filter_by(batch_id=batch.id)
    agreed = agreed.where(CodeShowing.confirmed_at > now() - SHOWN_FOR)
    mine = (CodeShowing.entered_by_id == person.id) | (CodeShowing.decided_by_id == person.id)
    return db.session.scalar(agreed.where(mine).limit(1)) is not None
