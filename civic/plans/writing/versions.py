"""Versions of a plan: each compile and each sitting of edits, with who and when."""

import re
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.documents.canonical import unpack
from civic.people.models import Person

SITTING = timedelta(minutes=30)
NAME = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


class PlanVersion(db.Model):
    """The words of a plan at one time, over the figures of one snapshot.

    number: the snapshot's; revision: 0 as it was compiled, then 1, 2 … for edits since. kind:
    compiled | edited | restored. packed_words: template and written paragraphs as a snapshot has
    them; empty: the snapshot's own.
    """

    __table_args__ = (UniqueConstraint("plan_id", "number", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), index=True)
    number: Mapped[int]
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    packed_words: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    restored_from_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))
    summary: Mapped[str] = mapped_column(String(200), default="", server_default="")

    author: Mapped[Person | None] = relationship(lazy="joined")
    snapshot: Mapped["Snapshot"] = relationship()  # noqa: F821
    restored_from: Mapped["PlanVersion | None"] = relationship(remote_side=[id])

    @classmethod
    def latest(cls, plan) -> "PlanVersion | None":
        newest = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc()).limit(1)
        return db.session.scalar(newest)

    @classmethod
    def of(cls, plan) -> list["PlanVersion"]:
        """Every version, newest first."""
        query = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc())
        return list(db.session.scalars(query))

    @classmethod
    def called(cls, plan, name: str) -> "PlanVersion | None":
        """The version of a name such as 2 or 2-1."""
        match = NAME.fullmatch(name)
        if match is None:
            return None
        key = {"number": int(match[1]), "revision": int(match[2] or 0)}
        return db.session.scalar(db.select(cls).filter_by(plan_id=plan.id, **key))

    @property
    def name(self) -> str:
        """2 as compiled, 2-1 after the first edits."""
        return f"{self.number}-{self.revision}" if self.revision else str(self.number)

    @property
    def words(self) -> dict:
        """{"template", "written"}, as in the data of a snapshot."""
        whole = unpack(self.packed_words or self.snapshot.data)
        return {"template": whole["template"], "written": whole["written"]}

    def goes_on(self, author: Person) -> bool:
        """Whether an edit now belongs to this sitting: same planner, within half an hour."""
        return (
            self.kind == "edited"
            and self.author_id == author.id
            and now() - self.changed_at < SITTING
        )
