"""처리 상태: what may be done with each status, and the timeline of an issue's changes."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.labels import STATUSES
from civic.issues.listing.listed import Listed
from civic.issues.rules import ReasonMissing
from civic.people.models import Person

if TYPE_CHECKING:
    from civic.issues.models import Issue

# What a planner may set by hand; "merged" comes from merging.
SETTABLE = tuple(code for code in STATUSES if code != "merged")
# The city has not decided yet: looking into it, or asking back, is no answer.
UNANSWERED = ("received", "reviewing", "asked")
# What it decided led to a solution. The other answers are "rejected" and "merged".
LED_ON = ("soliciting", "voting", "selected", "planned", "building", "done")
# A planner must say why.
NEEDS_REASON = frozenset({"asked", "rejected"})


class StatusNotSettable(Exception):
    """No status of this name, or one that is not set by hand, or the issue is merged."""


class StatusChange(Model):
    """A step of an issue's timeline: who set which status when, and why."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped["Issue"] = relationship(back_populates="changes")
    actor: Mapped[Person | None] = relationship()


class HasStatus(Listed):
    """An issue has a status, and every change of it is a row. The caller checks who may."""

    if TYPE_CHECKING:
        status: Mapped[str]
        changes: Mapped[list[StatusChange]]

    def set_status(self, status: str, actor: Person, reason: str = "") -> StatusChange:
        """Raises: StatusNotSettable, ReasonMissing (asked and rejected need one)."""
        self.hold_with()
        if status not in SETTABLE or self.merged_into_id:
            raise StatusNotSettable(status)
        if status in NEEDS_REASON and not reason.strip():
            raise ReasonMissing(status)
        return self.change_status(status, actor, reason.strip())

    def change_status(self, status: str, actor: Person, reason: str) -> StatusChange:
        """Set any status, with its row; for acts that have locked the issue and checked."""
        self.status = status
        change = StatusChange(issue_id=self.id, status=status, reason=reason, actor=actor)
        db.session.add(change)
        return change
