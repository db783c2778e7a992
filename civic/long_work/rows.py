"""Long work as a row: who asked, how far it is, how it ended. The rows are the truth."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import UtcDateTime, db, now

if TYPE_CHECKING:
    from civic.people.models import Person

ACTIVE = ("waiting", "running")
IS_ACTIVE = "state IN ('waiting', 'running')"  # of an index that lets one be under way at a time
# A worker says every HEARTBEAT that it lives; work unheard of for LAPSE was lost with its worker.
HEARTBEAT, LAPSE = timedelta(seconds=5), timedelta(seconds=30)


class WorkEnded(Exception):
    """It was cancelled, or given up as lost: whoever still works on it stops."""


class RefusedInWords(Exception):
    """It can't be done; why, in a sentence for the planner."""


class LongWork:
    """The columns and verbs of a table whose rows are work to be done.

    state: waiting | running | done | failed | cancelled; step, failure: codes whose words are the
    table's own; detail: for the operator. Every change is one statement that asks for the state
    it starts from, so no two can both do it; who calls commits.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    percent: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(20), default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # while running
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def asked_by(cls) -> Mapped["Person | None"]:
        return relationship("Person")

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """Its worker has died."""
        return self.state == "running" and self.beat_at is not None and self.beat_at < now() - LAPSE

    @property
    def waits_long(self) -> bool:
        """No worker took it yet."""
        return self.state == "waiting" and self.asked_at < now() - LAPSE / 2

    def cancel(self) -> None:
        """At once while nobody works on it; else at the worker's next step."""
        ended = {"state": "cancelled", "ended_at": now()}
        if not self._change(self.id, "waiting", **ended):
            running = ended if self.is_lost else {"cancel_asked_at": now()}
            self._change(self.id, "running", **running)
        db.session.expire(self)

    @classmethod
    def waiting_ids(cls) -> list[int]:
        query = db.select(cls.id).where(cls.state == "waiting")
        return list(db.session.scalars(query.order_by(cls.id)))

    @classmethod
    def claim(cls, work_id: int) -> bool:
        """Take one that waits, to work on it. False when another took it or it was cancelled."""
        return cls._change(work_id, "waiting", state="running", beat_at=now())

    @classmethod
    def heartbeat(cls, work_id: int) -> bool:
        """Say that the worker lives. False when the work has ended meanwhile."""
        return cls._change(work_id, "running", beat_at=now())

    @classmethod
    def record_progress(cls, work_id: int, percent: int, step: str) -> None:
        """Note how far it is. Raises: WorkEnded when it is not wanted any more."""
        cls._change_wanted(work_id, percent=percent, step=step, beat_at=now())

    @classmethod
    def finish(cls, work_id: int, **result: Any) -> None:
        """Done, in the transaction of what it made; result: more of its columns.

        Raises: WorkEnded when it is not wanted any more.
        """
        cls._change_wanted(work_id, state="done", percent=100, ended_at=now(), **result)

    @classmethod
    def fail(cls, work_id: int, failure: str, detail: str) -> None:
        failed = {"failure": failure, "detail": detail}
        cls._change(work_id, "running", state="failed", ended_at=now(), **failed)

    @classmethod
    def stop(cls, work_id: int) -> None:
        """The worker has stopped because it was asked to."""
        cls._change(work_id, "running", state="cancelled", ended_at=now())

    @classmethod
    def give_up_lost(cls, *where: ColumnElement[bool]) -> None:
        """Work whose worker died becomes failed, so that it can be asked for again."""
        lost = (cls.state == "running", cls.beat_at < now() - LAPSE)
        ended = {"state": "failed", "failure": "lost", "ended_at": now()}
        db.session.execute(db.update(cls).where(*where, *lost).values(**ended))

    @classmethod
    def _change_wanted(cls, work_id: int, **values: Any) -> None:
        if not cls._change(work_id, "running", cls.cancel_asked_at.is_(None), **values):
            raise WorkEnded

    @classmethod
    def _change(cls, work_id: int, was: str, *where: ColumnElement[bool], **values: Any) -> bool:
        """Change one that is still in this state."""
        query = db.update(cls).where(cls.id == work_id, cls.state == was, *where)
        query = query.execution_options(synchronize_session=False)
        return db.session.execute(query.values(**values).returning(cls.id)).first() is not None
