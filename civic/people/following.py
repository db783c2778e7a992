"""소식 받기: what a row says that lets a person hear what becomes of something.

Features keep such rows for their own things (issues.Follow, solutions.SolutionFollow).
"""

from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, ForeignKey, Insert, Table, bindparam, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import UtcDateTime, db, insert, insert_once, now
from civic.people.models import Person


class Following:
    """A person's wish to hear about one thing, the other half of the key.

    A row that stopped stays, so that what follows by itself (reporting, commenting) never undoes
    a person's own "no".
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def by_itself(cls, person: Person | None, **thing) -> None:
        """Follow because of another act (of nobody: nothing), unless they stopped before."""
        if person is not None:
            insert_once(cls, person_id=person.id, since_at=now(), **thing)

    @classmethod
    def once_if(cls, is_so: ColumnElement[bool], dialect: str, names: dict[str, str]) -> Insert:
        """As by_itself, in another's act. names: column → parameter."""
        table = cast(Table, inspect(cls).local_table)
        row = [bindparam(value, type_=table.c[name].type) for name, value in names.items()]
        new = insert(table, dialect).from_select(list(names), select(*row).where(is_so))
        return new.on_conflict_do_nothing()

    @classmethod
    def start(cls, person: Person, **thing) -> None:
        """Follow because the person asked to, also again."""
        key = {"person_id": person.id, **thing}
        if not insert_once(cls, **key):
            stopped = db.update(cls).filter_by(**key).where(cls.stopped_at.is_not(None))
            db.session.execute(stopped.values(since_at=now(), stopped_at=None))

    @classmethod
    def stop(cls, person: Person, *things) -> None:
        """Stop following what the conditions name."""
        live = db.update(cls).where(cls.person_id == person.id, cls.stopped_at.is_(None), *things)
        db.session.execute(live.values(stopped_at=now()))

    @classmethod
    def people_of(cls, *things):
        """A select of the ids of those who follow what the conditions name, each once."""
        return db.select(cls.person_id).where(cls.stopped_at.is_(None), *things).distinct()

    @classmethod
    def has(cls, person, *things) -> bool:
        """This person, signed in or not, follows what the conditions name."""
        if not person.is_authenticated:
            return False
        mine = cls.people_of(*things).where(cls.person_id == person.id)
        return db.session.scalar(mine.limit(1)) is not None
