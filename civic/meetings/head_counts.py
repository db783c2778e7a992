"""How many people came to a meeting, by age band and sex where they were asked."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db

UNKNOWN = "none"  # an age or a sex that was not asked


class HeadCount(Model):
    """So many people of an age band (places/population) and a sex (f, m); either may be UNKNOWN."""

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    band: Mapped[str] = mapped_column(String(4), primary_key=True)
    sex: Mapped[str] = mapped_column(String(4), primary_key=True)
    people: Mapped[int]


class HasHeadCount:
    """A meeting knows how many came."""

    if TYPE_CHECKING:
        id: int

    def count_heads(self, people: dict[tuple[str, str], int]) -> None:
        """Note how many came, in place of what was noted before. people: (band, sex) → number."""
        db.session.execute(delete(HeadCount).where(HeadCount.meeting_id == self.id))
        rows = [
            {"meeting_id": self.id, "band": band, "sex": sex, "people": number}
            for (band, sex), number in people.items()
            if number
        ]
        if rows:
            db.session.execute(db.insert(HeadCount), rows)

    def heads(self) -> dict[tuple[str, str], int]:
        """(band, sex) → people, as noted. For the office's eyes; pages show attendance.py."""
        rows = db.session.scalars(db.select(HeadCount).filter_by(meeting_id=self.id))
        return {(row.band, row.sex): row.people for row in rows}

    def people(self) -> int:
        """How many came, 0 where nobody noted it."""
        counted = select(func.coalesce(func.sum(HeadCount.people), 0))
        return db.session.scalars(counted.where(HeadCount.meeting_id == self.id)).one()
