"""Placement: which theme a report is in, who put it there, and how sure that is."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, Index, Table, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.themes.changes import State

AT_ONCE = 500  # databases take only so many values in one statement


class Placement(Model):
    """Where one report is. theme_id None: "아직 묶지 않음"; a report without a row is there too.

    placed_by_id None: nobody did, a calculation put it there. Only what no person placed may be
    moved by one. reason: the words it shares with the theme.
    """

    __table_args__ = (
        Index("ix_placement_theme", "theme_id", "sure", "issue_id"),
        Index("ix_placement_round", "round_id", "theme_id"),
    )

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sure: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[list] = mapped_column(db.JSON, default=list)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    issue: Mapped[Issue] = relationship()
    placed_by: Mapped[Person | None] = relationship()

    @property
    def state(self) -> State:
        return {
            "theme": self.theme_id,
            "by": self.placed_by_id,
            "sure": self.sure,
            "reason": list(self.reason),
            "at": self.placed_at.isoformat(),
        }


# Where a calculation put a report says nothing of its own, and goes with the report.
cast(Table, Placement.__table__).info["goes_with_issue"] = Placement.placed_by_id.is_(None)


def placed(theme_id: int | None, by: Person | None, sure: bool = True, reason=()) -> State:
    """The state of a report that is put somewhere now. by None: by a calculation."""
    who = by.id if by is not None else None
    at = now().isoformat()
    return {"theme": theme_id, "by": who, "sure": sure, "reason": list(reason), "at": at}


def states_of(round_id: int, ids: Iterable[int]) -> dict[int, State]:
    """Report → its state, of those of the round; other ids are left out."""
    states: dict[int, State] = {}
    for some in parts(sorted(set(ids))):
        here = select(Issue.id).where(Issue.round_id == round_id, Issue.id.in_(some))
        states |= dict.fromkeys(db.session.scalars(here))
        rows = select(Placement).where(Placement.issue_id.in_(some))
        fresh = db.session.scalars(rows, execution_options={"populate_existing": True})
        states |= {row.issue_id: row.state for row in fresh if row.issue_id in states}
    return states


def write(round_id: int, states: dict[int, State]) -> None:
    """Make reports be placed as the states say; None: by nobody."""
    nobody = [id for id, state in states.items() if state is None]
    for some in parts(nobody):
        db.session.execute(delete(Placement).where(Placement.issue_id.in_(some)))
    rows = [_row(round_id, id, state) for id, state in states.items() if state is not None]
    for some in parts(rows):
        statement = insert(Placement).values(some)
        anew = {name: statement.excluded[name] for name in some[0] if name != "issue_id"}
        db.session.execute(statement.on_conflict_do_update(index_elements=["issue_id"], set_=anew))
    db.session.expire_all()


def _row(round_id: int, issue_id: int, state: dict) -> dict:
    return {
        "issue_id": issue_id,
        "round_id": round_id,
        "theme_id": state["theme"],
        "placed_by_id": state["by"],
        "sure": state["sure"],
        "reason": state["reason"],
        "placed_at": datetime.fromisoformat(state["at"]),
    }


def parts(some: Collection) -> Iterable[list]:
    rows = list(some)
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))
