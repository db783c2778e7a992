"""One mail a day and person, and whether it went out."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now, rows_changed
from civic.people.models import Person

MOST_TRIES = 3


class Digest(Model):
    """하루 소식: the mail of one person and day. Its row is the claim, stored before sending."""

    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]  # in Seoul
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the sender refused for sure
    tries: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()

    @classmethod
    def claim(cls, person_id: int, day: date) -> "Digest | None":
        """The right to send this person's mail of the day; None when somebody has or had it.

        A mail that the sender refused for sure may be claimed again, MOST_TRIES times in all.
        """
        mine = {"person_id": person_id, "day": day}
        if not insert_once(cls, **mine):
            failed = (
                db.update(cls)
                .filter_by(**mine)
                .where(cls.failed_at.is_not(None), cls.tries < MOST_TRIES)
                .values(failed_at=None, claimed_at=now(), tries=cls.tries + 1)
            )
            if rows_changed(failed) != 1:
                return None
        return db.session.scalars(db.select(cls).filter_by(**mine)).one()
