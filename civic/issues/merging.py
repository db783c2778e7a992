"""병합: one issue is counted as another of its round, until that is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import ForeignKey, Select, String, Subquery, Table, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, lock, lock_found, now
from civic.issues.listing.columns import write_columns
from civic.issues.listing.relisting import relisted
from civic.issues.status import (
    HasStatus,
    change_status_of_many,
    last_steps,
    take_back_status_of_many,
)
from civic.issues.support import Supportable
from civic.people.models import Person
from civic.rounds.models import Round

if TYPE_CHECKING:
    from civic.issues.models import Issue


class CannotMerge(Exception):
    """why: same | other_round | self_merged | target_merged | target_hidden | hidden."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class MergeUndone(Exception):
    """The merge was already taken back."""


class Merge(Model):
    """One issue counted as another; undone_at is set when taken back. of_many: by an act on many
    issues, which is on record as one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)  # the duplicate
    into_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    status_before: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    of_many: Mapped[bool] = mapped_column(default=False, server_default=false())
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped["Issue"] = relationship(foreign_keys=[issue_id])
    into: Mapped["Issue"] = relationship(foreign_keys=[into_id])
    actor: Mapped[Person] = relationship()

    def undo(self, actor: Person, reason: str) -> None:
        """Give the issue back its own status, place in the lists and supporters.

        Raises: MergeUndone.
        """
        recounted = self.issue.hold_merge_line()
        hold_row(self)
        if self.undone_at is not None:
            raise MergeUndone
        self.undone_at = now()
        self.issue.merged_into = None
        merged = last_steps([self.issue_id])[self.issue_id]
        step = self.issue.change_status(self.status_before, actor, reason)
        step.takes_back_id = merged or None
        self.issue.settle_listing()
        self.issue.recount_supports(*recounted)


# What was taken back says nothing any more, and goes with either issue.
cast(Table, Merge.__table__).info["goes_with_issue"] = Merge.undone_at.is_not(None)


class Mergeable(HasStatus, Supportable):
    """An issue can be counted as another, with its status kept and its supports moved along."""

    def merge_into(self, target: "Issue", actor: Person, reason: str = "") -> Merge:
        """Count this issue as another of its round; whatever was merged into it comes along.

        Raises: CannotMerge.
        """
        self.hold_with(target)
        self._check_merge(target)
        merge = Merge(
            issue=self, into=target, reason=reason.strip(), status_before=self.status, actor=actor
        )
        db.session.add(merge)
        self.merged_into = target
        self.change_status("merged", actor, reason.strip())
        self.settle_listing()
        self.recount_supports(target.id)
        return merge

    def _check_merge(self, target) -> None:
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

    def hold_merge_line(self) -> list[int]:
        """Lock this issue and what it is merged into, through any steps; gives their ids."""
        lock(Round, [self.round_id])
        return [issue.id for issue in self.held(self.merged_through(self.id))]

    @classmethod
    def merged_through(cls, id: int) -> Select:
        """A select of the ids of an issue and of those it is merged into, through any steps."""
        line = db.select(cls.id, cls.merged_into_id).where(cls.id == id).cte(recursive=True)
        next_one = db.select(cls.id, cls.merged_into_id)
        return db.select(line.union(next_one.where(cls.id == line.c.merged_into_id)).c.id)

    @classmethod
    def counted_as(cls, ids: Select) -> Subquery:
        """(issue_id, problem_id): each of these issues, and the one it is counted as, through any
        steps: itself unless merged. ids: a select of issues' ids."""
        line = db.select(cls.id.label("issue_id"), cls.id.label("id"), cls.merged_into_id)
        steps = line.where(cls.id.in_(ids)).cte(recursive=True)
        into = db.select(steps.c.issue_id, cls.id, cls.merged_into_id)
        steps = steps.union(into.where(cls.id == steps.c.merged_into_id))
        ends = db.select(steps.c.issue_id, steps.c.id.label("problem_id"))
        return ends.where(steps.c.merged_into_id.is_(None)).subquery()

    @property
    def merges_here(self) -> Sequence[Merge]:
        """The merges of others into this one that stand, oldest first."""
        query = db.select(Merge).filter_by(into_id=self.id, undone_at=None).order_by(Merge.id)
        return db.session.scalars(query).all()

    @property
    def merge(self) -> Merge | None:
        """How this one came to be merged; None when it is not."""
        query = db.select(Merge).filter_by(issue_id=self.id, undone_at=None)
        return db.session.scalar(query.order_by(Merge.id.desc()))

    @property
    def root(self) -> "Issue":
        """The issue this one is counted as: itself unless merged."""
        issue = cast("Issue", self)
        while issue.merged_into is not None:
            issue = issue.merged_into
        return issue


def merge_many(issue, rows: dict[int, str], target: "Issue", actor: Person, reason: str) -> None:
    """Count issues of a round as another, all locked with the round and free to be merged.

    Args: issue: the class Issue. rows: issue → its status now.
    """
    shared = {"into_id": target.id, "reason": reason, "actor_id": actor.id}
    shared |= {"merged_at": now(), "of_many": True}
    merges = [shared | {"issue_id": id, "status_before": status} for id, status in rows.items()]
    db.session.execute(db.insert(Merge), merges)
    with relisted(issue, target.round_id, list(rows)):
        write_columns(issue, {id: {"merged_into_id": target.id} for id in rows})
        change_status_of_many(issue, dict.fromkeys(rows, "merged"), actor, reason)
    issue.recount_supports(target.id)


def unmerge_many(issue, round_id: int, ids: list[int], actor: Person, reason: str) -> None:
    """Give merged issues, locked with their round, back what Merge.undo gives to one."""
    standing = db.select(Merge).where(Merge.issue_id.in_(ids), Merge.undone_at.is_(None))
    merges = {merge.issue_id: merge for merge in db.session.scalars(standing.order_by(Merge.id))}
    line = {id for into in {m.into_id for m in merges.values()} for id in _line(issue, into)}
    statuses = {id: merge.status_before for id, merge in merges.items()}
    taken_back = db.update(Merge).where(Merge.id.in_([merge.id for merge in merges.values()]))
    db.session.execute(taken_back.values(undone_at=now()))
    with relisted(issue, round_id, list(merges)):
        write_columns(issue, {id: {"merged_into_id": None} for id in merges})
        take_back_status_of_many(issue, statuses, actor, reason)
    # Each keeps its own count while it is merged: only what it was counted as changes.
    issue.recount_supports(*line)


def _line(issue, id: int) -> Sequence[int]:
    """An issue and those it is merged into, locked."""
    return lock_found(issue, issue.merged_through(id))
