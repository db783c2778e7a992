"""What planners do with issues: status, merging and hiding, as rows and as verbs.

`OfficeActs` is the half of Issue that only the office uses; Issue itself is in models.py.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, hold, lock, now
from civic.issues.statuses import NEEDS_REASON, SETTABLE
from civic.kept_counts import recount
from civic.people.models import Person
from civic.rounds.models import Round


class ReasonMissing(Exception):
    """The act needs a reason, and none was given."""


class StatusNotSettable(Exception):
    """No status of this name, or one that is not set by hand, or the issue is merged."""


class CannotMerge(Exception):
    """why: same | other_round | self_merged | target_merged | target_hidden | hidden."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class MergeUndone(Exception):
    """The merge was already taken back."""


class OfficeActs:
    """Verbs of Issue for planners. The caller checks who may; each writes its own audit row."""

    def set_status(self, status: str, actor: Person, reason: str = "") -> "StatusChange":
        """Raises: StatusNotSettable, ReasonMissing (asked and rejected need one)."""
        self._hold_with()
        if status not in SETTABLE or self.merged_into_id:
            raise StatusNotSettable(status)
        if status in NEEDS_REASON and not reason.strip():
            raise ReasonMissing(status)
        return self._change_status(status, actor, reason.strip())

    def _change_status(self, status, actor, reason):
        self.status = status
        change = StatusChange(issue_id=self.id, status=status, reason=reason, actor=actor)
        db.session.add(change)
        return change

    def describe(self, photo, words: str, planner: Person) -> None:
        """Say what a photo shows where the reporter said nothing; a reporter's words stay."""
        if photo.alt and photo.described_by_id is None:
            return
        photo.alt, photo.described_by_id = words, planner.id if words else None
        if photo.position == 0:
            self.cover_alt = words

    def merge_into(self, target, actor: Person, reason: str = "") -> "Merge":
        """Count this issue as another of its round; whatever was merged into it comes along.

        Raises: CannotMerge.
        """
        self._hold_with(target)
        self._check_merge(target)
        merge = Merge(
            issue=self, into=target, reason=reason.strip(), status_before=self.status, actor=actor
        )
        db.session.add(merge)
        self.merged_into = target
        self._change_status("merged", actor, reason.strip())
        self.settle_listing()
        recount(type(self).supports_count, target.id)
        return merge

    def _check_merge(self, target):
        refusals = {
            "same": self.id == target.id,
            "other_round": self.round_id != target.round_id,
            "self_merged": self.merged_into_id is not None,
            "hidden": self.hidden_at is not None,
            "target_merged": target.merged_into_id is not None,
            "target_hidden": target.hidden_at is not None,
        }
        for why, refused in refusals.items():
            if refused:
                raise CannotMerge(why)

    def _hold_with(self, *others) -> None:
        """Lock this issue and others of its round, which comes first: an act of the office changes
        the counts of several kinds of issues, and two such acts would make a circle."""
        lock(Round, [self.round_id])
        hold(type(self), {self.id, *(other.id for other in others)})

    def _hold_line(self) -> list[int]:
        """Lock this issue and what it is merged into, through any steps; gives their ids."""
        lock(Round, [self.round_id])
        return [issue.id for issue in hold(type(self), self.merged_through())]

    def merged_through(self):
        """A select of the ids of this issue and of those it is merged into, through any steps."""
        issue = type(self)
        found = db.select(issue.id, issue.merged_into_id).where(issue.id == self.id)
        found = found.cte(recursive=True)
        next_one = db.select(issue.id, issue.merged_into_id)
        return db.select(found.union(next_one.where(issue.id == found.c.merged_into_id)).c.id)

    @property
    def merges_here(self) -> list["Merge"]:
        """The merges of others into this one that stand, oldest first."""
        query = db.select(Merge).filter_by(into_id=self.id, undone_at=None).order_by(Merge.id)
        return db.session.scalars(query).all()

    @property
    def merge(self) -> "Merge | None":
        """How this one came to be merged; None when it is not."""
        query = db.select(Merge).filter_by(issue_id=self.id, undone_at=None)
        return db.session.scalar(query.order_by(Merge.id.desc()))

    @property
    def root(self):
        """The issue this one is counted as: itself unless merged."""
        issue = self
        while issue.merged_into is not None:
            issue = issue.merged_into
        return issue

    def hide(self, reason: str) -> None:
        """Take out of every list and count, its photos too. Raises: ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing("hide")
        self._hold_with()
        self.hidden_at, self.hidden_reason = now(), reason.strip()
        for picture in self.photos:
            picture.photo.withhold()
        self.settle_listing()

    def restore(self) -> None:
        self._hold_with()
        self.hidden_at, self.hidden_reason = None, ""
        for picture in self.photos:
            picture.photo.release()
        self.settle_listing()

    def settle_listing(self) -> None:
        """Listed exactly when neither hidden nor merged."""
        should = self.hidden_at is None and self.merged_into is None
        if should and not self.listed:
            self.list_it()
        elif self.listed and not should:
            self.unlist()


class StatusChange(db.Model):
    """A step of an issue's timeline: who set which status when, and why."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped["Issue"] = relationship(back_populates="changes")  # noqa: F821
    actor: Mapped[Person | None] = relationship()


class Merge(db.Model):
    """병합: one issue counted as another; undone_at is set when taken back."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)  # the duplicate
    into_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    status_before: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped["Issue"] = relationship(foreign_keys=[issue_id])  # noqa: F821
    into: Mapped["Issue"] = relationship(foreign_keys=[into_id])  # noqa: F821
    actor: Mapped[Person] = relationship()

    def undo(self, actor: Person, reason: str) -> None:
        """Give the issue back its own status, place in the lists and supporters.

        Raises: MergeUndone.
        """
        line = self.issue._hold_line()
        hold(Merge, [self.id])
        if self.undone_at is not None:
            raise MergeUndone
        self.undone_at = now()
        self.issue.merged_into = None
        self.issue._change_status(self.status_before, actor, reason)
        self.issue.settle_listing()
        recount(type(self.issue).supports_count, *line)
