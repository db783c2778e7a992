"""When each chore last ran and how it ended; a worker claims one before doing it."""

from datetime import datetime, timedelta

from sqlalchemy import String, or_
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert_once, now

LONGEST_FAILURE = 300


class ChoreRun(Model):
    """The state of one chore of chores.CHORES.

    next_at: not before then. claimed_until: a worker is at it, and counts as dead after that.
    finished_at: the last time it went well. failure: how the last one ended, "" when well;
    failures: how many have failed one after the other.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30), unique=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(LONGEST_FAILURE), default="")
    failures: Mapped[int] = mapped_column(default=0)

    @classmethod
    def all(cls) -> dict[str, "ChoreRun"]:
        return {run.name: run for run in db.session.scalars(db.select(cls))}

    @classmethod
    def claim(cls, name: str, lease: timedelta, whatever: bool = False) -> bool:
        """Take a chore that is due and that nobody is at; one statement, so no two both do.

        whatever: also when it is not due yet.
        """
        insert_once(cls, name=name, next_at=now(), failure="", failures=0)
        free = or_(cls.claimed_until.is_(None), cls.claimed_until <= now())
        due = db.true() if whatever else cls.next_at <= now()
        mine = db.update(cls).where(cls.name == name, free, due)
        mine = mine.values(claimed_until=now() + lease, started_at=now()).returning(cls.id)
        return db.session.execute(mine).first() is not None

    @classmethod
    def finish(cls, name: str, every: timedelta) -> None:
        """It went well."""
        values = {"finished_at": now(), "next_at": now() + every, "failure": "", "failures": 0}
        cls._end(name, **values)

    @classmethod
    def fail(cls, name: str, failure: str, again_after: timedelta) -> None:
        values = {"failure": failure[:LONGEST_FAILURE], "failures": cls.failures + 1}
        cls._end(name, next_at=now() + again_after, **values)

    @classmethod
    def _end(cls, name, **values):
        ended = db.update(cls).where(cls.name == name).values(claimed_until=None, **values)
        db.session.execute(ended.execution_options(synchronize_session=False))
