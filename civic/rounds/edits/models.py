"""PlanEdit: what one act of a planner changed in a plan, unit by unit, taking it back
and doing it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, hold_row, lock, now
from civic.people.models import Person
from civic.rounds.edits.kinds import KINDS, Kind
from civic.rounds.models import Round

MOST_KEPT = 30  # of a planner in a round


class EditUndone(Exception):
    """The edit was taken back already."""


class NotNext(Exception):
    """The edit is not the one to be done again: it stands, or something was edited since."""


class PlanEdit(Model):
    """kind: of KINDS. before, after: unit → its value then, of what changed; None: there was
    none."""

    __table_args__ = (Index("ix_plan_edit_latest", "round_id", "by_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(12))
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    @contextmanager
    def noted(cls, kind: type[Kind], round: Round, planner: Person) -> Iterator[None]:
        """Note what is done meanwhile as one act of the planner's; nothing when it changed
        nothing. What is raised goes on, unnoted."""
        lock(Round, [round.id])
        units = KINDS[kind.code]
        before = units.read(round)
        yield
        db.session.flush()
        after = units.read(round)
        changed = [unit for unit in before | after if before.get(unit) != after.get(unit)]
        if changed:
            states = ({unit: state.get(unit) for unit in changed} for state in (before, after))
            cls._keep(kind.code, round, planner, *states)

    @classmethod
    def _keep(cls, kind: str, round: Round, planner: Person, before: dict, after: dict) -> None:
        """What was taken back goes: it can't be done again after this."""
        undone = db.delete(cls).filter_by(round_id=round.id, by_id=planner.id)
        db.session.execute(undone.where(cls.undone_at.is_not(None)))
        values: dict[str, Any] = {"kind": kind, "before": before, "after": after}
        db.session.add(cls(round_id=round.id, by_id=planner.id, **values))
        db.session.flush()
        mine = db.select(cls.id).filter_by(round_id=round.id, by_id=planner.id)
        oldest = mine.order_by(cls.id.desc()).offset(MOST_KEPT).limit(MOST_KEPT)
        db.session.execute(db.delete(cls).where(cls.id.in_(db.session.scalars(oldest).all())))

    @classmethod
    def latest(cls, round: Round, planner: Person) -> "PlanEdit | None":
        """This planner's last act that was not taken back."""
        mine = db.select(cls).filter_by(round_id=round.id, by_id=planner.id, undone_at=None)
        return db.session.scalar(mine.order_by(cls.id.desc()).limit(1))

    @classmethod
    def latest_undone(cls, round: Round, planner: Person) -> "PlanEdit | None":
        """What this planner took back last, while they edited nothing else since."""
        mine = db.select(cls).filter_by(round_id=round.id, by_id=planner.id)
        latest = cls.latest(round, planner)
        later = mine.where(cls.id > (latest.id if latest else 0))
        return db.session.scalar(later.order_by(cls.id).limit(1))

    def undo(self, planner: Person) -> int:
        """Give back what is still as this act left it. Gives how many units are not, and stay.

        Raises: EditUndone; NotUndone.
        """
        round = self._hold()
        if self.undone_at is not None:
            raise EditUndone
        kept = self._turn(round, planner, self.after, self.before)
        self.undone_at = now()
        return kept

    def redo(self, planner: Person) -> int:
        """Do again what is still as it was before this act. Gives how many units are not.

        Raises: NotNext; NotUndone.
        """
        round = self._hold()
        if self != PlanEdit.latest_undone(round, planner):
            raise NotNext
        kept = self._turn(round, planner, self.before, self.after)
        self.undone_at = None
        return kept

    def _hold(self) -> Round:
        lock(Round, [self.round_id])
        hold_row(self)
        return db.session.get_one(Round, self.round_id)

    def _turn(self, round: Round, planner: Person, now_there: dict, to_be: dict) -> int:
        kind = KINDS[self.kind]
        current = kind.read(round)
        intact = [unit for unit, value in now_there.items() if current.get(unit) == value]
        if intact:
            kind.write(round, {unit: to_be[unit] for unit in intact}, planner)
        return len(now_there) - len(intact)
