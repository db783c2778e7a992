"""An import may be taken back whole while nothing was built on it; undoing.py does it."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from civic.db import hold_row, lock, now
from civic.issues.importing import built_on
from civic.issues.importing.refusals import AnotherRuns, BuiltOn, ImportNotUndoable
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round


class Undoable:
    """Who asked for it and when stays on record."""

    if TYPE_CHECKING:
        id: int
        round_id: int
        beat_at: datetime | None
        imported_at: datetime | None
        undoing_at: datetime | None
        undone_at: datetime | None
        undone_by: Person | None

        def others_under_way(self) -> bool: ...

    @property
    def is_undoing(self) -> bool:
        return self.undoing_at is not None and self.undone_at is None

    def built_on(self) -> dict[str, int]:
        """What was built on its issues, by name, and how much. Only of one that is imported."""
        assert self.imported_at is not None
        mine = select(Issue.id).where(Issue.import_id == self.id)
        return built_on.built_on(mine) | built_on.since(self.round_id, self.imported_at)

    def start_undo(self, planner: Person | None) -> None:
        """Decide that its issues go; undoing.py follows.

        Raises: ImportNotUndoable, AnotherRuns, BuiltOn.
        """
        lock(Round, [self.round_id])
        hold_row(self)
        if self.imported_at is None or self.undoing_at is not None:
            raise ImportNotUndoable
        if self.others_under_way():
            raise AnotherRuns
        if counts := self.built_on():
            raise BuiltOn(counts)
        self.undoing_at = self.beat_at = now()
        self.undone_by = planner
