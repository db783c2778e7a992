"""RightChange: that a right was given or taken back, by whom and why. Rows are only ever added."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now

if TYPE_CHECKING:
    from civic.people.models import Person
    from civic.places.models import Municipality


class RightChange(Model):
    """act: grant | revoke. by_id: empty for the command of who runs the program."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    person: Mapped["Person"] = relationship(foreign_keys=[person_id])
    by: Mapped["Person | None"] = relationship(foreign_keys=[by_id])
    municipality: Mapped["Municipality | None"] = relationship()

    @classmethod
    def record(
        cls,
        person: "Person",
        act: str,
        role: str,
        municipality_id: int | None,
        by: "Person | None",
        reason: str,
    ) -> None:
        by_id = by.id if by is not None else None
        what = {"act": act, "role": role, "reason": reason}
        db.session.add(
            cls(person_id=person.id, municipality_id=municipality_id, by_id=by_id, **what)
        )
        db.session.flush()

    @classmethod
    def history(cls, count: int) -> list["RightChange"]:
        """The latest changes, newest first."""
        query = db.select(cls).order_by(cls.at.desc(), cls.id.desc()).limit(count)
        return list(db.session.scalars(query))
