"""RightChange: that a right was given, confirmed by a second person or taken back, by whom and why.
Rows are only ever added.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now

if TYPE_CHECKING:
    from civic.people.models import Person
    from civic.places.models import Municipality


class RightChange(Model):
    """act: grant | confirm | revoke. by_id: empty for the command of who runs the program."""

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

    @property
    def stands_alone(self) -> bool:
        """Of a grant: that it rests on no single operator's word. See origins.py."""
        return self.by_id is None or self.confirmed_by is not None

    @property
    def confirmed_by(self) -> "Person | None":
        """Of a grant: the second person, before the same was given anew."""
        later = self._same("confirm", "grant").where(RightChange.id > self.id)
        change = db.session.scalar(later.limit(1))
        return change.by if change is not None and change.act == "confirm" else None

    def _same(self, *acts: str) -> "Select[RightChange]":
        """Changes of the same right of the same person, in turn."""
        key = {"person_id": self.person_id, "role": self.role}
        key["municipality_id"] = self.municipality_id
        same = db.select(RightChange).filter_by(**key).where(RightChange.act.in_(acts))
        return same.order_by(RightChange.id)

    @classmethod
    def latest_grant(
        cls, person_id: int, role: str, municipality_id: int | None
    ) -> "RightChange | None":
        """How this right was given last."""
        given = cls.latest_grants(person_id, {role})
        return next((each for each in given if each.municipality_id == municipality_id), None)

    @classmethod
    def latest_grants(cls, person_id: int, roles: Collection[str]) -> list["RightChange"]:
        """Of each of these roles and each place, how somebody was given it last."""
        given = db.select(cls).filter_by(person_id=person_id, act="grant").order_by(cls.id)
        rows = db.session.scalars(given.where(cls.role.in_(roles)))
        return list({(row.role, row.municipality_id): row for row in rows}.values())

    @classmethod
    def history(cls, count: int) -> list["RightChange"]:
        """The latest changes, newest first."""
        query = db.select(cls).order_by(cls.at.desc(), cls.id.desc()).limit(count)
        return list(db.session.scalars(query))
