"""처리 상태: what may be done with each status, and the timeline of an issue's changes."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import ForeignKey, Index, String, Table, false, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.labels import STATUSES
from civic.issues.listing.columns import last_rows, write_columns
from civic.issues.rules import ReasonMissing
from civic.issues.triaging import Triageable
from civic.people.models import Person
from civic.photos.models import Photo

if TYPE_CHECKING:
    from civic.issues.models import Issue

# What a planner may set by hand; "merged" comes from merging, "transferred" names an agency.
SETTABLE = tuple(code for code in STATUSES if code not in ("merged", "transferred"))
# What the city decided led to a solution. The other answers are in home/counts.py.
LED_ON = ("soliciting", "voting", "selected", "planned", "building", "done")
# A planner must say why.
NEEDS_REASON = frozenset({"asked", "rejected", "done"})


class StatusNotSettable(Exception):
    """No status of this name, or one that is not set by hand, or the issue is merged."""


class StatusChange(Model):
    """A step of an issue's timeline: who set which status when, and why. of_many: by an act on many
    issues, which is on record as one. announcement: of the steps with the same one each person
    hears once, however many of the issues they follow."""

    # What was solved lately.
    __table_args__ = (Index("ix_status_change_status", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    agency: Mapped[str] = mapped_column(String(60), default="", server_default="")  # of 이송
    promised_on: Mapped[date | None]  # by this day the office says more
    # How it looks now, of a 완료.
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    photo_alt: Mapped[str] = mapped_column(String(200), default="", server_default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The step that this one takes back; of the two only what was told is told to be taken back.
    takes_back_id: Mapped[int | None] = mapped_column(ForeignKey("status_change.id"), index=True)
    of_many: Mapped[bool] = mapped_column(default=False, server_default=false())
    announcement: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped["Issue"] = relationship(back_populates="changes")
    actor: Mapped[Person | None] = relationship()
    photo: Mapped[Photo | None] = relationship()


_steps = cast(Table, StatusChange.__table__)
_later = _steps.alias()
# A step that was taken back, and the one that did, say nothing any more and go with the issue.
_steps.info["goes_with_issue"] = or_(
    _steps.c.takes_back_id.is_not(None),
    select(_later.c.id).where(_later.c.takes_back_id == _steps.c.id).exists(),
)


class HasStatus(Triageable):
    """An issue has a status, and every change of it is a row. The caller checks who may."""

    if TYPE_CHECKING:
        status: Mapped[str]
        changes: Mapped[list[StatusChange]]

    def set_status(
        self,
        status: str,
        actor: Person,
        reason: str = "",
        promised_on: date | None = None,
        photo: tuple[Photo, str] | None = None,
    ) -> StatusChange:
        """promised_on: by when the office says more. photo, alt: how it looks now, of a 완료.

        Raises: StatusNotSettable, ReasonMissing (those of NEEDS_REASON need one).
        """
        self.hold_with()
        if status not in SETTABLE or self.merged_into_id:
            raise StatusNotSettable(status)
        if status in NEEDS_REASON and not reason.strip():
            raise ReasonMissing(status)
        change = self.change_status(status, actor, reason.strip())
        change.promised_on = promised_on
        if photo is not None and status == "done":
            change.photo, change.photo_alt = photo
            change.photo.attach()
        return change

    def change_status(self, status: str, actor: Person, reason: str) -> StatusChange:
        """Set any status, with its row; for acts that have locked the issue and checked."""
        self.triage(actor)
        self.status = status
        change = StatusChange(issue_id=self.id, status=status, reason=reason, actor=actor)
        db.session.add(change)
        return change

    def transfer(self, agency: str, actor: Person, reason: str) -> StatusChange:
        """이송: it is another agency's to solve. Raises: StatusNotSettable, ReasonMissing."""
        self.hold_with()
        if self.merged_into_id:
            raise StatusNotSettable("transferred")
        if not agency.strip() or not reason.strip():
            raise ReasonMissing("transferred")
        change = self.change_status("transferred", actor, reason.strip())
        change.agency = agency.strip()
        return change


def change_status_of_many(
    issue, statuses: dict[int, str], actor: Person, reason: str, agency="", announcement=None
) -> None:
    """Set a status of issues that the caller has locked, with its row each.

    Args: issue: the class Issue. statuses: issue → status.
    """
    shared = {"actor_id": actor.id, "reason": reason, "agency": agency}
    shared["announcement"] = announcement
    rows = [shared | {"issue_id": id, "status": status} for id, status in statuses.items()]
    _set_many(issue, rows)


def take_back_status_of_many(issue, statuses: dict[int, str], actor: Person, reason: str) -> None:
    """Give issues, locked by the caller, the status they had before their last step."""
    steps = last_steps(list(statuses))
    announced = select(StatusChange.id, StatusChange.announcement)
    announced = announced.where(
        StatusChange.id.in_(steps.values()), StatusChange.announcement.is_not(None)
    )
    taken = {id: f"back:{key}" for id, key in db.session.execute(announced)}
    shared = {"actor_id": actor.id, "reason": reason}
    rows = [
        shared
        | {"issue_id": id, "status": status, "takes_back_id": steps[id] or None}
        | {"announcement": taken.get(steps[id])}
        for id, status in statuses.items()
    ]
    _set_many(issue, rows)


def last_steps(issue_ids: list[int]) -> dict[int, int]:
    """Issue → the id of the last step that stands: it takes none back and was not taken back."""
    later = aliased(StatusChange)
    taken_back = select(later.id).where(later.takes_back_id == StatusChange.id).exists()
    return last_rows(StatusChange, issue_ids, StatusChange.takes_back_id.is_(None), ~taken_back)


def _set_many(issue, steps: list[dict]) -> None:
    write_columns(issue, {step["issue_id"]: {"status": step["status"]} for step in steps})
    of_many = {"of_many": True, "created_at": now()}
    db.session.execute(db.insert(StatusChange), [step | of_many for step in steps])
