"""OfficeAct: what the office did to many issues at once, issue by issue, and taking it back."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import JSON, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, lock, now
from civic.issues.models import Issue
from civic.issues.triaging import next_revision
from civic.people.models import Person
from civic.rounds.models import Round
from civic.triage import held_rows
from civic.triage.held_rows import HeldRow
from civic.triage.selection import Selection

if TYPE_CHECKING:
    from civic.triage.acts.act import Act

MOST = 5_000  # issues in one act
AIM = ("target", None)  # what others are merged into is not one that was left out
NOT_IN_SESSION = {"synchronize_session": False}


class NoIssueChosen(Exception):
    """No issue was chosen."""


class TooMany(Exception):
    """More issues were chosen than one act takes. count: how many."""

    def __init__(self, count: int):
        super().__init__(count)
        self.count = count


class ActUndone(Exception):
    """The act was taken back already."""


class OfficeAct(Model):
    """One act on many issues. left_out: those chosen that it did not change: [id, why, by whom it
    was changed]."""

    __table_args__ = (
        UniqueConstraint("by_id", "request_key"),
        Index("ix_office_act_latest", "round_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(12))  # of an Act
    details: Mapped[dict] = mapped_column(JSON, default=dict)  # what was asked, for the record
    left_out: Mapped[list] = mapped_column(JSON, default=list)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])

    @classmethod
    def do(
        cls, act: "Act", chosen: Selection, round: Round, planner: Person, request_key=None
    ) -> "OfficeAct":
        """Do an act to the chosen issues: to all that nobody else changed since they were seen.

        A repeated request_key gives what was done then.
        Raises: NoIssueChosen, TooMany; what act.prepare raises.
        """
        lock(Round, [round.id])
        mine = db.select(cls).filter_by(by_id=planner.id, request_key=request_key)
        if request_key and (stored := db.session.scalar(mine)):
            return stored
        rows = held_rows.hold(round.id, _at_most(chosen.ids_of(round)))
        gone = _matching_no_more(round, chosen, rows, planner)
        if not rows and not gone:
            raise NoIssueChosen
        act.prepare(round, rows)
        kept = {id: why for id in rows if (why := _left_out(act, rows[id], chosen, planner))} | gone
        done = cls(
            round_id=round.id,
            kind=act.kind,
            details=act.details,
            left_out=[[id, *why] for id, why in kept.items() if why != AIM],
            by_id=planner.id,
            request_key=request_key,
        )
        db.session.add(done)
        db.session.flush()
        if taken := [row for row in rows.values() if row.id not in kept]:
            done._carry_out(act, taken, planner)
        return done

    def _carry_out(self, act: "Act", rows: list[HeldRow], planner: Person) -> None:
        ids = [row.id for row in rows]
        before = act.read(ids)
        act.write(self.round_id, rows, planner)
        held_rows.note(ids, planner, next_revision(self.round_id), self.at)
        after = act.read(ids)
        changes = [
            {"act_id": self.id, "issue_id": row.id, "first": row.triaged_at is None}
            | {"before": before[row.id], "after": after[row.id]}
            for row in rows
        ]
        db.session.execute(db.insert(OfficeActChange), changes)

    def undo(self, act: "type[Act]", planner: Person) -> None:
        """Give back what is still as this act left it; the rest stays and is listed.

        Raises: ActUndone.
        """
        lock(Round, [self.round_id])
        hold_row(self)
        if self.undone_at is not None:
            raise ActUndone
        self.undone_by_id, self.undone_at = planner.id, now()
        changes = {change.issue_id: change for change in self.changes()}
        held_rows.hold(self.round_id, changes)
        current = act.read(list(changes))
        intact = [id for id in changes if current[id] == changes[id].after]
        if not intact:
            return
        before = {id: changes[id].before for id in intact}
        changed = {id: fact for id, fact in before.items() if fact != current[id]}
        if changed:
            act.revert(self.round_id, changed, planner)
        held_rows.note(intact, planner, next_revision(self.round_id), self.undone_at)
        OfficeActChange.revert(self, intact)
        held_rows.untriage(OfficeActChange.left_untouched(intact))

    def changes(self) -> list["OfficeActChange"]:
        query = db.select(OfficeActChange).filter_by(act_id=self.id)
        return list(db.session.scalars(query.order_by(OfficeActChange.issue_id)))

    @property
    def count(self) -> int:
        """How many issues it changed."""
        changes = db.select(db.func.count()).where(OfficeActChange.act_id == self.id)
        return db.session.scalar(changes) or 0

    @property
    def kept_count(self) -> int:
        """Of an act that was undone: how many were changed since, and are left as they are."""
        kept = db.select(db.func.count()).where(OfficeActChange.act_id == self.id)
        return db.session.scalar(kept.where(OfficeActChange.reverted_at.is_(None))) or 0

    @classmethod
    def latest(cls, round: Round, planner: Person) -> "OfficeAct | None":
        """This planner's last act that was not taken back."""
        mine = db.select(cls).filter_by(round_id=round.id, by_id=planner.id, undone_at=None)
        return db.session.scalar(mine.order_by(cls.id.desc()).limit(1))


class OfficeActChange(Model):
    """What an act changed of one issue, as its kind reads it. first: nothing of the office had
    touched the issue before. reverted_at: given back when the act was undone."""

    act_id: Mapped[int] = mapped_column(ForeignKey("office_act.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)
    first: Mapped[bool]
    reverted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped[Issue] = relationship()

    @classmethod
    def revert(cls, act: OfficeAct, issue_ids: list[int]) -> None:
        """Note that an act was taken back on these issues."""
        of_act = db.update(cls).where(cls.act_id == act.id, cls.issue_id.in_(issue_ids))
        db.session.execute(
            of_act.values(reverted_at=act.undone_at), execution_options=NOT_IN_SESSION
        )
        db.session.expire_all()

    @classmethod
    def left_untouched(cls, issue_ids: list[int]) -> list[int]:
        """Of these issues, those on which nothing stands that the desk did, though it was first."""
        standing = db.func.count().filter(cls.reverted_at.is_(None))
        firsts = db.func.count().filter(cls.first)
        query = db.select(cls.issue_id).where(cls.issue_id.in_(issue_ids)).group_by(cls.issue_id)
        return list(db.session.scalars(query.having(standing == 0, firsts > 0)))


# What was given back says nothing any more, and goes with the issue.
cast(Table, OfficeActChange.__table__).info["goes_with_issue"] = OfficeActChange.reverted_at.is_not(
    None
)


def _at_most(ids: list[int]) -> list[int]:
    """The same. Raises: TooMany."""
    if len(ids) > MOST:
        raise TooMany(len(ids))
    return ids


def _left_out(act, row: HeldRow, chosen: Selection, planner: Person) -> tuple | None:
    """(why, the id of who changed it) an issue is left as it is; None when it is changed."""
    if row.office_revision > chosen.seen and row.office_by_id != planner.id:
        return "changed", row.office_by_id
    why = act.refuses(row)
    return (why, None) if why else None


def _matching_no_more(round, chosen: Selection, rows, planner: Person) -> dict[int, tuple]:
    """Of all that matched when the list was shown, what a colleague changed so that it does not."""
    gone = chosen.shown - len(rows)
    if chosen.filters is None or gone <= 0:
        return {}
    since = held_rows.changed_since(round.id, chosen.seen, chosen.upto, planner, gone + len(rows))
    others = [(id, ("changed", who)) for id, who in since.items() if id not in rows]
    return dict(others[:gone])
