"""Posted codes are shown once, when who issued them prints them, and after that to two people."""

from datetime import timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, now, rows_changed
from civic.people.residency.participation_codes import CodeBatch
from civic.people.two_person import TwoPerson

PRINTED_IN = timedelta(minutes=15)  # in which who issued codes sees them alone
SHOWN_FOR = timedelta(hours=1)


class AlreadyPrinted(Exception):
    """Codes are printed once, by who issued them."""


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


def may_print(batch: CodeBatch, person) -> bool:
    return batch.issued_by_id == person.id and batch.printing_at is None


def begin_printing(batch: CodeBatch, person) -> None:
    """Show the codes for PRINTED_IN to who issued them. Raises: AlreadyPrinted."""
    fresh = db.update(CodeBatch).filter_by(id=batch.id, issued_by_id=person.id, printing_at=None)
    if rows_changed(fresh.values(printing_at=now())) != 1:
        raise AlreadyPrinted
    db.session.refresh(batch)


def codes_are_open(batch: CodeBatch, person) -> bool:
    """True for who issued the batch while it is printed, or a slip handed over at a desk; and for
    two who agreed, for an hour."""
    began_at = batch.issued_at if batch.level == "desk" else batch.printing_at
    if batch.issued_by_id == person.id and began_at and now() - began_at < PRINTED_IN:
        return True
    agreed = db.select(CodeShowing.id).filter_by(batch_id=batch.id)
    agreed = agreed.where(CodeShowing.confirmed_at > now() - SHOWN_FOR)
    mine = (CodeShowing.entered_by_id == person.id) | (CodeShowing.decided_by_id == person.id)
    return db.session.scalar(agreed.where(mine).limit(1)) is not None
