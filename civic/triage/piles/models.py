"""PileText and PilesFound: the piles of a large round, found beforehand by the worker."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert, now
from civic.issues.models import Issue
from civic.rounds.models import Round
from civic.triage.piles.duplicates import NumberedPiles

AT_ONCE = 500  # databases take only so many values in one statement


class PilesFound(Model):
    """When the piles of a round were found, and of what. made_of: a digest of the texts, and of
    what was read of them."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    made_of: Mapped[str] = mapped_column(String(24))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, round: Round) -> "PilesFound | None":
        return db.session.get(cls, round.id)

    @classmethod
    def keep(cls, round_id: int, made_of: str, numbered: NumberedPiles) -> None:
        """These are the piles of a round now, in place of the earlier ones. Of two who do it at
        once the one waits for the other's commit."""
        values = {"made_of": made_of, "found_at": now()}
        row = insert(cls).values(round_id=round_id, **values)
        db.session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=values))
        db.session.execute(delete(PileText).where(PileText.round_id == round_id))
        rows = [
            {"issue_id": id, "round_id": round_id, "pile_id": pile[0], "why": why}
            for why, piles in (("text", numbered.same_text), ("ask", numbered.same_ask))
            for pile in piles
            for id in pile
        ]
        for first in range(0, len(rows), AT_ONCE):
            _insert(rows[first : first + AT_ONCE])


class PileText(Model):
    """A report is in a pile, whose id is that of its oldest report. why: text | ask."""

    __table_args__ = {"info": {"goes_with_issue": True}}

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    pile_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    why: Mapped[str] = mapped_column(String(4))


def _insert(rows: list[dict]) -> None:
    """Those that are still there: an import may have been taken back meanwhile."""
    ids = {id for row in rows for id in (row["issue_id"], row["pile_id"])}
    there = set(db.session.scalars(select(Issue.id).where(Issue.id.in_(ids))))
    kept = [row for row in rows if {row["issue_id"], row["pile_id"]} <= there]
    if kept:
        db.session.execute(insert(PileText), kept)
