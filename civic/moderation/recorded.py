"""RecordedAct: an act of the office that leaves no row of its own saying who did it, and when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, now
from civic.people.models import Person

LONGEST_ABOUT, LONGEST_REASON = 200, 300


class RecordedAct(Model):
    """Rows are only ever added, each in the transaction of its act (recording.py).

    act: a code of labels.ACTS. person_id: empty for a command of who runs the program.
    municipality_id: empty for what is every city's. about: what of, in the office's words.
    subject: of what a resident wrote, which, as in Decision: issue 12. Its words are not copied, so
    that they go when their writer takes them along. reason: where its form asks for one.
    """

    __table_args__ = (Index("ix_recorded_act_of_place", "municipality_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    act: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    about: Mapped[str] = mapped_column(String(LONGEST_ABOUT), default="")
    subject: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

    person: Mapped[Person | None] = relationship()
