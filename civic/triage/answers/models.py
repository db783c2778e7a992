"""AnswerTemplate: words a municipality's planners keep for answering."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person


class AnswerTemplate(Model):
    """Words with placeholders (placeholders.py), by a name of their own in the municipality."""

    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(60))
    body: Mapped[str] = mapped_column(String(2000))
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    changed_by: Mapped[Person] = relationship()

    @classmethod
    def of(cls, municipality) -> list["AnswerTemplate"]:
        query = db.select(cls).filter_by(municipality_id=municipality.id).order_by(cls.name)
        return list(db.session.scalars(query))

    @classmethod
    def names(cls, municipality) -> list[tuple[int, str]]:
        """(id, name) of each, without its words."""
        query = db.select(cls.id, cls.name).filter_by(municipality_id=municipality.id)
        return [(id, name) for id, name in db.session.execute(query.order_by(cls.name))]

    @classmethod
    def keep(cls, municipality, name: str, body: str, planner: Person) -> None:
        """Keep words under a name, in place of those it had."""
        key = {"municipality_id": municipality.id, "name": name}
        words = {"body": body, "changed_by_id": planner.id, "changed_at": now()}
        if not insert_once(cls, **key, **words):
            db.session.execute(db.update(cls).filter_by(**key).values(**words))
