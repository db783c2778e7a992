"""Which issues an act is about: those that were ticked, or all that match the filter."""

from dataclasses import dataclass

from civic.rounds.models import Round
from civic.triage.filters import DeskFilters
from civic.triage.matching import ids_found


@dataclass(frozen=True)
class Selection:
    """What the planner saw when they decided.

    seen: the round's office_revision then. ids: the ticked issues. filters: instead of them, all
    that match and were there, with a receipt number below upto; shown: how many that were.
    """

    seen: int
    ids: tuple[int, ...] = ()
    filters: DeskFilters | None = None
    upto: int = 0
    shown: int = 0

    def ids_of(self, round: Round) -> list[int]:
        if self.filters is None:
            return list(self.ids)
        return ids_found(round, self.filters, self.upto)
