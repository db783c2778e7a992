"""바로잡기: the office corrects what a report says of its title, category or place; whoever
reported it, anything they said (own.py).

What was first written stays as rows and is shown beside, and so does that a report was taken back;
notices read the rows and tell people.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import JSON, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.listing.columns import last_rows, read_columns, write_columns
from civic.issues.listing.relisting import relisted
from civic.issues.triaging import Triageable
from civic.people.models import Person

if TYPE_CHECKING:
    from civic.issues.models import Issue

# What is corrected as one → the columns that say it. A pin decides its district, so they go
# together.
FIELDS = {
    "title": ("title",),
    "body": ("body",),
    "category": ("category",),
    "place": ("district_id", "place", "lat", "lon"),
}


class IssueCorrection(Model):
    """One field of an issue before and after the office or its reporter corrected it, by column;
    undone_at is set when the correction was taken back."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    field: Mapped[str] = mapped_column(String(10))  # a key of FIELDS
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    of_many: Mapped[bool] = mapped_column(default=False)  # by one act on many
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped["Issue"] = relationship()
    actor: Mapped[Person] = relationship()


# What was taken back says nothing any more, and goes with the issue.
cast(Table, IssueCorrection.__table__).info["goes_with_issue"] = IssueCorrection.undone_at.is_not(
    None
)


class IssueWithdrawal(Model):
    """One time a report was taken back; undone_at is set when it was shown again."""

    __table_args__ = {"info": {"goes_with_issue": True}}

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    withdrawn_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped["Issue"] = relationship()

    @classmethod
    def undo(cls, issue_id: int) -> None:
        """The report is shown again."""
        standing = db.update(cls).filter_by(issue_id=issue_id, undone_at=None)
        db.session.execute(standing.values(undone_at=now()))


class Correctable(Triageable):
    """The office corrects one field at a time. The caller checks who may."""

    def correct(self, field: str, values: dict, actor: Person) -> bool:
        """Set every column of a field of FIELDS. False when they say so already."""
        self.hold_with()
        if values == {column: getattr(self, column) for column in FIELDS[field]}:
            return False
        self.correct_many(self.round_id, field, {self.id: values}, actor, of_many=False)
        self.triage(actor)
        return True

    @classmethod
    def correct_many(
        cls, round_id: int, field: str, values: dict[int, dict], actor: Person, of_many: bool = True
    ) -> None:
        """Set every column of a field for issues that the caller has locked, with the round.

        Args: values: issue → column → value. One that says so already is left.
        """
        before = read_columns(cls, list(values), *FIELDS[field])
        values = {id: after for id, after in values.items() if after != before[id]}
        if not values:
            return
        _write(cls, round_id, field, values)
        shared = {"field": field, "actor_id": actor.id, "corrected_at": now(), "of_many": of_many}
        rows = [
            shared | {"issue_id": id, "before": before[id], "after": after}
            for id, after in values.items()
        ]
        db.session.execute(db.insert(IssueCorrection), rows)

    @classmethod
    def take_back_corrections(cls, round_id: int, field: str, before: dict[int, dict]) -> None:
        """Undo the last correction of a field of each issue, which gets these columns back."""
        last = last_rows(IssueCorrection, list(before), *standing(field))
        undone = db.update(IssueCorrection).where(IssueCorrection.id.in_([*last.values()]))
        db.session.execute(
            undone.values(undone_at=now()), execution_options={"synchronize_session": False}
        )
        _write(cls, round_id, field, before)

    @property
    def corrections(self) -> list[IssueCorrection]:
        """The corrections that stand, oldest first."""
        query = db.select(IssueCorrection).filter_by(issue_id=self.id, undone_at=None)
        return list(db.session.scalars(query.order_by(IssueCorrection.id)))


def standing(field: str) -> tuple:
    """Conditions: a correction of this field that was not taken back."""
    return IssueCorrection.field == field, IssueCorrection.undone_at.is_(None)


def _write(issue, round_id, field, values) -> None:
    # The category stands in no list, search or map cell.
    with nullcontext() if field == "category" else relisted(issue, round_id, list(values)):
        write_columns(issue, values)


def originals(corrections: Iterable[IssueCorrection]) -> dict[str, IssueCorrection]:
    """Field → its first correction: before is what the reporter wrote."""
    first: dict[str, IssueCorrection] = {}
    for correction in corrections:
        first.setdefault(correction.field, correction)
    return first
